package dev.vae.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.vae.core.estimate.RowLikelihood;
import dev.vae.core.model.Vae;
import dev.vae.core.predict.Predictor;
import dev.vae.core.rows.RowMatrix;
import dev.vae.core.rows.Rows;
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
    List<Object> all = new ArrayList<>(List.of("eval", model, "--data", data));
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

  /** A table with holes and a condition, judged by a command, in Java, in parts and row by row. */
  @Test
  void rowsAreWrittenWithTheValuesThatJavaGives() throws IOException {
    Random random = new Random(2);
    List<String> lines = new ArrayList<>();
    for (int r = 0; r < 90; r++) {
      String hole = r % 7 == 3 ? "" : "" + (1e6 + random.nextInt(1000));
      lines.add(random.nextGaussian() + "," + hole + "," + (random.nextBoolean() ? "f" : "m"));
    }
    Path table = folder.resolve("t.csv");
    Files.writeString(table, "a,b,sex\n" + String.join("\n", lines) + "\n");
    String data = "csv:" + table;
    Object[] usual = {"--standardize", "--missing", "--condition", "sex", "--latent", 2};
    List<Object> options = new ArrayList<>(List.of("--data", data, "--epochs", 3));
    options.addAll(List.of(usual));
    Path model = trained("m", options.toArray());
    List<String> csv = rows(model, data, "rows.csv", "--samples", 60, "--seed", 5);
    assertEquals("row,logLikelihood,standardError,effectiveSamples,paretoShape", csv.get(0));
    assertEquals(91, csv.size());
    List<String> json = rows(model, data, "rows.jsonl", "--samples", 60, "--seed", 5);
    assertEquals(90, json.size());
    for (int r = 0; r < 90; r++) {
      JsonObject row = JsonParser.parseString(json.get(r)).getAsJsonObject();
      String[] cells = csv.get(r + 1).split(",");
      assertEquals(r, row.get("row").getAsInt());
      assertEquals("" + r, cells[0]);
      assertEquals(row.get("logLikelihood").getAsDouble(), Double.parseDouble(cells[1]));
      assertEquals(row.get("standardError").getAsDouble(), Double.parseDouble(cells[2]));
      assertEquals(row.get("effectiveSamples").getAsDouble(), Double.parseDouble(cells[3]));
      assertEquals(row.get("paretoShape").getAsDouble(), Double.parseDouble(cells[4]));
    }
    Path alone = folder.resolve("alone.csv");
    for (int r : new int[] {0, 3, 89}) {
      Files.writeString(alone, "sex,b,a\n" + reversed(lines.get(r)) + "\n");
      List<String> one = rows(model, "csv:" + alone, "one.csv", "--samples", 60, "--seed", 5);
      assertEquals(csv.get(r + 1).replaceFirst("^\\d+", "0"), one.get(1));
    }
    Vae vae = Vae.load(model);
    double[][] sexes =
        lines.stream()
            .map(line -> vae.condition("sex=" + line.substring(line.length() - 1))[0])
            .map(c -> new double[] {c[0], c[1]})
            .toArray(double[][]::new);
    double[][] values =
        lines.stream()
            .map(line -> line.split(","))
            .map(c -> new double[] {number(c[0]), number(c[1])})
            .toArray(double[][]::new);
    try (Predictor predictor = Predictor.builder(model).samples(60).seed(5).build()) {
      List<RowLikelihood> all =
          predictor.logLikelihood(Rows.withMissing(RowMatrix.of(values), RowMatrix.of(sexes)));
      for (int r = 0; r < 90; r++) {
        RowLikelihood row = all.get(r);
        String[] cells = csv.get(r + 1).split(",");
        assertEquals(row.logLikelihood(), Double.parseDouble(cells[1]));
        assertEquals(row.standardError(), Double.parseDouble(cells[2]));
        assertEquals(row.effectiveSamples(), Double.parseDouble(cells[3]));
        assertEquals(row.paretoShape(), Double.parseDouble(cells[4]));
      }
    }
  }

  private static String reversed(String line) {
    String[] cells = line.split(",");
    return cells[2] + "," + cells[1] + "," + cells[0];
  }

  private static double number(String cell) {
    return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
  }

  private List<String> rows(Path model, String data, String name, Object... more)
      throws IOException {
    Path file = folder.resolve(name);
    List<Object> all = new ArrayList<>(List.of("eval", model, "--data", data, "--rows", file));
    all.addAll(List.of(more));
    Cli.run(all.toArray()).done();
    return Files.readAllLines(file);
  }

  @Test
  void aFileOfRowsMustHaveAKnownEnding() {
    Path model = trained("d", "--data", "digits#40", "--epochs", 1, "--latent", 2);
    Path file = folder.resolve("rows.txt");
    var result = Cli.run("eval", model, "--data", "digits#5", "--rows", file);
    assertEquals(1, result.code());
    assertTrue(result.err().contains("must end in .csv or .jsonl"), result.err());
    assertTrue(Files.notExists(file));
  }
}
