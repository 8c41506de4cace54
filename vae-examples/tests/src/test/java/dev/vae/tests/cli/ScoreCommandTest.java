package dev.vae.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.data.table.Table;
import dev.vae.data.tabular.RowScore;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.TableOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A table, trained on and scored without a word on what it holds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScoreCommandTest {
  private static final int TRAINED = 1500;
  private static final int NEW = 400;
  private static final String HEADER = "age,income,left,right,job,colour";

  private Path folder;
  private Path model;
  private Path fresh;
  private List<String> rows;

  @BeforeAll
  void train(@TempDir Path given) throws Exception {
    folder = given;
    Random random = new Random(3);
    Path train = write("train.csv", HEADER, rows(random, TRAINED));
    rows = rows(random, NEW);
    fresh = write("fresh.csv", HEADER, rows);
    model = folder.resolve("m");
    Cli.run("train", train, "--out", model).done();
  }

  private static List<String> rows(Random random, int count) {
    String[] jobs = {"nurse", "baker", "pilot"};
    String[] colours = {"red", "green", "blue"};
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double a = random.nextGaussian();
      double b = random.nextGaussian();
      int job = random.nextInt(3);
      double income = Math.exp(7 + 0.2 * a + 0.8 * job + 0.05 * random.nextGaussian());
      double left = 2 * b + 0.2 * random.nextGaussian();
      double right = 10 - b + 0.1 * random.nextGaussian();
      rows.add(
          String.format(
              java.util.Locale.ROOT,
              "%.2f,%.2f,%.3f,%.3f,%s,%s",
              40 + 10 * a,
              income,
              left,
              right,
              jobs[job],
              colours[job]));
    }
    return rows;
  }

  private Path write(String name, String header, List<String> rows) throws Exception {
    Path file = folder.resolve(name);
    Files.writeString(file, header + "\n" + String.join("\n", rows) + "\n");
    return file;
  }

  private List<String> score(Path file, Object... options) {
    List<Object> words = new ArrayList<>(List.of("score", model, file));
    words.addAll(Arrays.asList(options));
    return Cli.run(words.toArray()).done().out().lines().toList();
  }

  @Test
  void javaSaysWhatTheCommandLineSays() {
    List<String> lines = score(fresh);
    assertEquals("row,score,standardError,percentile,pValue,reasons", lines.get(0));
    TableModel loaded = TableModel.load(model);
    List<RowScore> all = loaded.score(Table.read(fresh, loaded.schema()));
    assertEquals(NEW, all.size());
    for (RowScore row : all) {
      String start = row.row() + "," + row.score() + "," + row.standardError() + ",";
      String line = lines.get((int) row.row() + 1);
      assertTrue(line.startsWith(start), line);
      assertTrue(line.contains(row.reasons().get(0).column() + " "), line);
    }
    assertEquals(6, TableModel.load(model).members().get(0).spec().width());
  }

  @Test
  void aRowScoresTheSameAloneAndInOtherOrderOfColumnsAndAfterTrainingAnew() throws Exception {
    List<String> whole = score(fresh);
    for (int r : new int[] {0, 17, NEW - 1}) {
      List<String> alone = score(write("one.csv", HEADER, List.of(rows.get(r))));
      assertEquals(tail(whole.get(r + 1)), tail(alone.get(1)));
    }
    List<String> turned =
        rows.stream()
            .map(line -> line.split(","))
            .map(c -> String.join(",", c[5], c[1], "x", c[0], c[4], c[3], c[2]))
            .toList();
    Path other = write("turned.csv", "colour,income,extra,age,job,right,left", turned);
    assertEquals(whole, score(other));
    Path again = folder.resolve("again");
    Path train = folder.resolve("train.csv");
    TableModel fitted =
        TableModel.fit(
            Table.read(train, dev.vae.data.table.TableSchema.infer(train)),
            TableOptions.defaults());
    fitted.save(again);
    for (String file :
        List.of("table.json", "members/1/weights.safetensors", "members/2/weights.safetensors")) {
      assertEquals(-1, Files.mismatch(model.resolve(file), again.resolve(file)), file);
    }
  }

  @Test
  void aTableThatCannotBeReadLeavesNothingOnStandardOutput() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty.csv"), "");
    Path other = Files.writeString(folder.resolve("other.csv"), "a,b\n1,2\n");
    for (Path wrong : List.of(empty, other, folder, folder.resolve("none.csv"))) {
      Cli.Result refused = Cli.run("score", model, wrong);
      assertEquals(1, refused.code(), refused.toString());
      assertEquals("", refused.out());
    }
  }

  private static String tail(String line) {
    return line.substring(line.indexOf(',') + 1);
  }

  @Test
  void plantedAnomaliesAreBlamedOnTheirColumn() throws Exception {
    List<String> shifted = new ArrayList<>();
    List<String> swapped = new ArrayList<>();
    List<String> broken = new ArrayList<>();
    for (String line : rows.subList(0, 100)) {
      String[] c = line.split(",");
      shifted.add(String.join(",", "150", c[1], c[2], c[3], c[4], c[5]));
      String job = c[4].equals("nurse") ? "pilot" : "nurse";
      swapped.add(String.join(",", c[0], c[1], c[2], c[3], job, c[5]));
      double income = Double.parseDouble(c[1]) * (c[4].equals("nurse") ? 2.2 : 1 / 2.2);
      broken.add(String.join(",", c[0], String.valueOf(income), c[2], c[3], c[4], c[5]));
    }
    assertBlamed("age ", 90, shifted);
    assertBlamed("job ", 90, swapped);
    assertBlamed("income ", 80, broken);
  }

  private void assertBlamed(String column, int least, List<String> rows) throws Exception {
    List<String> lines = score(write("odd.csv", HEADER, rows));
    List<String> first =
        lines.stream()
            .skip(1)
            .map(line -> line.replaceFirst("^([^,]*,){5}\"?", ""))
            .collect(Collectors.toList());
    long right = first.stream().filter(reason -> reason.startsWith(column)).count();
    assertTrue(right >= least, column + right + " of " + first.size() + ": " + first);
  }

  @Test
  void pValuesOfNewRowsAreUniformAlsoWithHoles() throws Exception {
    Random random = new Random(8);
    List<String> others = rows(random, TRAINED);
    assertUniform(score(write("others.csv", HEADER, others), "--reasons", 0));
    List<String> holed = new ArrayList<>();
    for (String line : others) {
      holed.add(
          Arrays.stream(line.split(","))
              .map(cell -> random.nextDouble() < 0.2 ? "" : cell)
              .collect(Collectors.joining(",")));
    }
    assertUniform(score(write("holed.csv", HEADER, holed), "--reasons", 0));
  }

  /**
   * Kolmogorov and Smirnov's distance to the uniform distribution, at the level of 5 % for two
   * samples: the rows judged, and those of training, by which they are.
   */
  private static void assertUniform(List<String> lines) {
    double[] p =
        lines.stream()
            .skip(1)
            .mapToDouble(line -> Double.parseDouble(line.split(",")[4]))
            .sorted()
            .toArray();
    double distance = 0;
    for (int i = 0; i < p.length; i++) {
      distance =
          Math.max(distance, Math.max(p[i] - (double) i / p.length, (i + 1.0) / p.length - p[i]));
    }
    double limit = 1.36 * Math.sqrt(1.0 / p.length + 1.0 / TRAINED);
    assertTrue(distance <= limit, "distance " + distance + ", at most " + limit);
  }

  @Test
  void otherFilesAndAlerts() throws Exception {
    List<String> some = new ArrayList<>(rows.subList(0, 39));
    some.add("150,9999999,30,-40,nurse,blue");
    Path odd = write("alerts.csv", HEADER, some);
    List<String> lines = score(odd, "--fdr", 0.1);
    assertTrue(lines.get(0).endsWith(",alert"), lines.get(0));
    assertTrue(lines.get(40).endsWith(",true"), lines.get(40));
    Path json = folder.resolve("s.jsonl");
    score(odd, "--alert-rate", 0.02, "--out", json);
    assertTrue(Files.readAllLines(json).get(39).contains("\"alert\":true"));
    Path page = folder.resolve("s.html");
    score(odd, "--out", page);
    String html = Files.readString(page);
    assertTrue(html.startsWith("<!DOCTYPE html>") && html.contains("expected"), html);
    assertTrue(Cli.run("score", model, odd, "--fdr", 2).err().contains("between 0 and 1"));
    assertTrue(Cli.run("score", folder, odd).err().contains("holds no model"));
  }
}
