package dev.vae.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However long what a command is given, what it says of it can be read. */
class LongInputsTest {
  private static final int MOST = 4_000;
  private static final String LONG = "x".repeat(1 << 20);

  @TempDir private Path folder;
  private final List<String> tooLong = new ArrayList<>();

  private Path file(String name, String text) throws java.io.IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  /** Runs a command, and notes it if it says too much. */
  private Cli.Result run(Object... arguments) {
    Cli.Result result = Cli.run(arguments);
    String command =
        Arrays.stream(arguments)
            .map(a -> a.toString().length() > 60 ? a.toString().substring(0, 60) + "..." : "" + a)
            .collect(Collectors.joining(" "));
    String said = result.out() + "\n" + result.err();
    int longest = said.lines().mapToInt(String::length).max().orElse(0);
    if (result.err().length() > 2 * MOST || longest > MOST) {
      String all = said.replace(LONG.substring(0, 200), "(x)");
      tooLong.add(
          command
              + ": "
              + result.err().length()
              + " and "
              + longest
              + " characters, such as "
              + all.substring(0, Math.min(400, all.length())));
    }
    assertFalse(result.err().matches("(?s).*(internal error|No enum|dev\\.vae\\.).*"), command);
    return result;
  }

  private void refused(Object... arguments) {
    Cli.Result result = run(arguments);
    assertTrue(result.code() != 0, () -> "done: " + arguments[0] + " " + arguments[1]);
  }

  private static String columns(String name) {
    return IntStream.range(0, 10_000).mapToObj(i -> name + i).collect(Collectors.joining(","));
  }

  private static String row(String value) {
    return IntStream.range(0, 10_000).mapToObj(i -> value).collect(Collectors.joining(","));
  }

  private void judge() {
    assertEquals("", String.join("\n\n", tooLong));
  }

  @Test
  void optionsOfAMegabyte() throws Exception {
    String table = "csv:" + file("t.csv", "a,b\n1,2\n3,4\n2,2\n");
    Path out = folder.resolve("m");
    List<List<String>> options =
        List.of(
            List.of("--data", LONG),
            List.of("--data", "csv:" + LONG),
            List.of("--data", "digits#" + LONG),
            List.of("--data", "images:" + folder + "#" + LONG),
            List.of("--data", "images:" + folder + "#size=" + LONG),
            List.of("--data", table + "#label=" + LONG),
            List.of("--preset", LONG),
            List.of("--config", LONG),
            List.of("--set", LONG),
            List.of("--set", LONG + "=1"),
            List.of("--set", "latent=" + LONG),
            List.of("--set", "encoder=[\"" + LONG + "\"]"),
            List.of("--set", "encoder." + LONG + ".units=1"),
            List.of("--set", "encoder.0." + LONG + "=1"),
            List.of("--set", "objective.beta=" + LONG),
            List.of("--set", "prior=" + LONG),
            List.of("--likelihood", LONG),
            List.of("--likelihood-of", LONG + "=gaussian"),
            List.of("--likelihood-of", "a=" + LONG),
            List.of("--condition", LONG),
            List.of("--epochs", LONG),
            List.of("--epochs", "9".repeat(1 << 20)),
            List.of("--binarize", LONG),
            List.of("--schedule", LONG),
            List.of("--plugins", LONG),
            List.of("--" + LONG, "1"),
            List.of(LONG, LONG));
    for (List<String> option : options) {
      List<Object> all = new ArrayList<>(List.of("train", "--epochs", 1, "--out", out));
      if (option.get(0).equals("--epochs")) {
        all = new ArrayList<>(List.of("train", "--out", out));
      }
      if (!option.get(0).equals("--data")) {
        all.addAll(List.of("--data", table));
      }
      all.addAll(option);
      refused(all.toArray());
    }
    refused(LONG, "1");
    refused("reproduce", LONG);
    refused("bench", "--model", LONG);
    refused("describe", LONG);
    judge();
  }

  @Test
  void namesOfAMegabyteInFiles() throws Exception {
    Path out = folder.resolve("m");
    String[] specs = {
      "{\"latent\": 2, \"likelihood\": \"" + LONG + "\"}",
      "{\"latent\": 2, \"likelihood\": \"gaussian\", \"" + LONG + "\": 1}",
      "{\"latent\": 2, \"likelihood\": {\"type\": \"gaussian\", \"" + LONG + "\": 1}}",
      "{\"latent\": 2, \"likelihood\": {\"type\": \"gaussian\", \"variance\": \"" + LONG + "\"}}",
      "{\"latent\": \"" + LONG + "\", \"likelihood\": \"gaussian\"}",
      "{\"latent\": 2, \"likelihood\": \"gaussian\", \"encoder\": [\"" + LONG + "\"]}",
      "{\"latent\": 2, \"likelihood\": \"gaussian\", \"event\": [\"" + LONG + "\"]}",
      "{\"latent\": 2, \"likelihood\": \"gaussian\", \"output\": \"" + LONG + "\"}",
      "{\"latent\": 2, \"likelihood\": {\"type\": \"composite\", \"parts\": [{\"type\":"
          + " \"gaussian\", \"columns\": [\""
          + LONG
          + "\"]}]}}",
      "\"" + LONG + "\"",
      LONG,
    };
    String table = "csv:" + file("t.csv", "a,b\n1,2\n3,4\n2,2\n");
    for (String spec : specs) {
      Path config = file("spec.json", spec);
      refused("train", "--config", config, "--data", table, "--epochs", 1, "--out", out);
    }
    for (String bad :
        List.of(
            LONG + "," + LONG + "\n1,2\n3,4\n",
            LONG + ",b\n1,2\n3\n",
            "a,b\n1,2\n" + LONG + ",3\n",
            LONG,
            "a,b\n1,\"" + LONG)) {
      String data = "csv:" + file("bad.csv", bad);
      run("train", "--data", data, "--epochs", 1, "--out", out, "--latent", 1);
    }
    run("train", "--data", table, "--epochs", 1, "--out", out, "--latent", 1).done();
    String model = Files.readString(out.resolve("model.json"));
    for (String name : List.of("a", "standardNormal", "TABLE", "none", "spec", "sha256")) {
      Files.writeString(
          out.resolve("model.json"), model.replace("\"" + name + "\"", "\"" + LONG + "\""));
      run("describe", out);
      run("eval", out, "--data", table);
    }
    judge();
  }

  @Test
  void tablesOfTenThousandColumns() throws Exception {
    String some = row("1") + "\n" + row("2.5") + "\n" + row("0.25") + "\n" + row("-3") + "\n";
    String wide = "csv:" + file("w.csv", columns("c") + "\n" + some);
    String others = "csv:" + file("o.csv", columns("d") + "\n" + some);
    String same = "csv:" + file("s.csv", row("same") + "\n" + some);
    String words = "csv:" + file("v.csv", columns("c") + "\n" + some.replace("2.5", "word"));
    String narrow = "csv:" + file("n.csv", "c0\n1\n2\n3\n");
    Path out = folder.resolve("m");
    Object[] small = {"--latent", 2, "--set", "encoder.0.units=2", "--set", "decoder.0.units=2"};
    List<Object> train = new ArrayList<>(List.of("train", "--epochs", 1, "--out", out, "--data"));
    train.add(wide);
    train.addAll(List.of(small));
    run(train.toArray()).done();
    run("describe", out).done();
    run("eval", out, "--data", wide);
    run("sample", out, "--count", 2, "--out", folder.resolve("s.csv"));
    run("reconstruct", out, "--data", wide, "--out", folder.resolve("r.csv"));
    for (String data : List.of(others, same, words, narrow)) {
      run("eval", out, "--data", data);
      run("encode", out, "--data", data, "--out", folder.resolve("e.csv"));
    }
    for (String[] more :
        new String[][] {
          {"--condition", "e"},
          {"--condition", "c0"},
          {"--likelihood-of", "e=gaussian"},
          {"--likelihood-of", "c0=poisson"},
          {"--likelihood", "bernoulli"},
          {"--likelihood", "poisson"},
          {"--likelihood", "auto"},
          {"--standardize", "--seed=1"},
        }) {
      List<Object> all = new ArrayList<>(train);
      all.addAll(List.of((Object[]) more));
      run(all.toArray());
    }
    for (String data : List.of(same, words)) {
      List<Object> all = new ArrayList<>(train);
      all.set(6, data);
      run(all.toArray());
    }
    judge();
  }
}
