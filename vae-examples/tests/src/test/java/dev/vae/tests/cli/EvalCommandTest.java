package dev.vae.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code vae eval} says of how far its estimates are to be trusted. */
class EvalCommandTest {
  private static final String UNTRUSTED = "the Monte Carlo error cannot be trusted";

  @TempDir private Path folder;

  private Path trained(String name, Object... more) {
    Path out = folder.resolve(name);
    List<Object> all = new ArrayList<>(List.of("train", "--out", out));
    all.addAll(List.of("--set", "encoder.0.units=8", "--set", "decoder.0.units=8"));
    all.addAll(List.of(more));
    Cli.run(all.toArray()).done();
    return out;
  }

  /** Judges twice, for a person and as JSON, which must agree; gives whether it is trusted. */
  private boolean trusted(Path model, String data, Object... more) {
    List<Object> all = new ArrayList<>(List.of("eval", "--model", model, "--data", data));
    all.addAll(List.of(more));
    String words = Cli.run(all.toArray()).done().out();
    all.add("--json");
    String text = Cli.run(all.toArray()).done().out();
    JsonObject json = JsonParser.parseString(text).getAsJsonObject();
    boolean trusted = json.get("monteCarloErrorTrusted").getAsBoolean();
    assertEquals(trusted ? 0 : 1, words.split(UNTRUSTED, -1).length - 1, words);
    if (!trusted) {
      String line = words.lines().filter(l -> l.startsWith(UNTRUSTED)).findFirst().orElseThrow();
      boolean heavy = json.getAsJsonObject("effectiveSamples").get("heavyTails").getAsDouble() > 0;
      assertTrue(line.contains(heavy ? "Pareto k above 0.7" : "so few draws"), line);
      assertTrue(line.contains("--samples"), line);
    }
    return trusted;
  }

  @Test
  void anErrorThatCannotBeTrustedIsSaid() {
    Path model =
        trained(
            "digits",
            "--data",
            "digits#64",
            "--epochs",
            60,
            "--batch",
            16,
            "--latent",
            8,
            "--beta",
            0.05); // a posterior that is much too narrow
    for (int samples : new int[] {5, 200}) {
      Object[] options = {"--estimator", "is", "--samples", samples};
      assertEquals(false, trusted(model, "digits#20", options), samples + " samples");
    }
  }

  @Test
  void oneThatCanIsGivenWithoutAWord() throws IOException {
    Random random = new Random(1);
    Path table = folder.resolve("t.csv");
    String rows =
        random.doubles(400).mapToObj(d -> d + "," + (d + 0.5)).collect(Collectors.joining("\n"));
    Files.writeString(table, "a,b\n" + rows);
    String data = "csv:" + table;
    Path model = trained("t", "--data", data, "--epochs", 30, "--standardize", "--latent", 2);
    assertEquals(true, trusted(model, data, "--estimator", "is", "--samples", 200));
  }
}
