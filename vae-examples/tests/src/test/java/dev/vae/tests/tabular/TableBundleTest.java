package dev.vae.tests.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.vae.data.tabular.TableModel;
import dev.vae.export.OnnxExporter;
import dev.vae.export.runtime.Bundle;
import dev.vae.export.runtime.OnnxRuntimeException;
import dev.vae.export.runtime.OnnxTable;
import dev.vae.export.runtime.OnnxVae;
import dev.vae.export.table.TableExporter;
import dev.vae.tests.Python;
import dev.vae.tests.cli.Cli;
import dev.vae.tests.onnx.BundleProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * A table's model, trained and exported by the command line, scores in onnxruntime as it does in
 * another process.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TableBundleTest {
  /** How many cells of a row are judged unless more are asked for. */
  private static final int JUDGED = 5;

  private Path folder;
  private Path bundle;
  private List<Map<String, String>> odd;
  private List<String[]> scores;
  private List<JsonArray> reasons;
  private String java;

  @BeforeAll
  void train(@TempDir Path given) throws Exception {
    folder = given;
    bundle = folder.resolve("onnx");
    Path model = MixedTable.exported(folder, bundle);
    odd = new ArrayList<>(MixedTable.odd(150, 2));
    odd.addAll(MixedTable.rows(150, 3));
    List<String> order = new ArrayList<>(MixedTable.NAMES);
    Collections.shuffle(order, new Random(4));
    Path fresh = folder.resolve("fresh.csv");
    Files.writeString(fresh, MixedTable.csv(odd, order));
    Path out = folder.resolve("scores.csv");
    Path told = folder.resolve("scores.jsonl");
    Fork.inOne(
            List.of(
                List.of("score", model, fresh, "--out", out),
                List.of("score", model, fresh, "--out", told, "--reasons", JUDGED)))
        .done();
    reasons =
        Files.readAllLines(told).stream()
            .map(line -> JsonParser.parseString(line).getAsJsonObject().getAsJsonArray("reasons"))
            .toList();
    scores = Files.readAllLines(out).stream().skip(1).map(line -> line.split(",", 6)).toList();
  }

  /** As a program gives rows: numbers as numbers, texts as texts, nothing where nothing is. */
  private static Map<String, Object> values(Bundle bundle, Map<String, String> row) {
    Map<String, Object> values = new HashMap<>();
    for (Bundle.Port port : bundle.files().get("score").inputs()) {
      String text = row.get(port.name());
      if (text != null && MixedTable.there(port.name(), text)) {
        values.put(port.name(), MixedTable.given(port.name(), text, !port.type().equals("string")));
      }
    }
    return values;
  }

  private static void near(double expected, double actual, String what) {
    assertEquals(expected, actual, 1e-5 * Math.max(1, Math.abs(expected)), what);
  }

  @Test
  void optionsOfOtherModelsAreRefused() {
    for (String option : List.of("--check", "--pytorch", "--draws=7", "--precision=int8")) {
      Path none = folder.resolve("none");
      Cli.Result result = Cli.run("export", folder.resolve("m"), "--out", none, option);
      assertTrue(result.code() != 0, option);
      assertTrue(result.err().contains(option.split("=")[0] + " is not for"), result.err());
      assertTrue(Files.notExists(none), option);
    }
  }

  /** Of every operator set: score, impute with draws of completed tables, encoder, sample. */
  @Test
  void allFilesPassTheChecker() throws Exception {
    TableExporter exporter = TableExporter.of(TableModel.load(folder.resolve("m")));
    for (int opset = TableExporter.OPSET; opset <= OnnxExporter.LATEST_OPSET; opset++) {
      exporter.opset(opset).write(folder.resolve("opsets/" + opset));
    }
    Python.checkOnnx(folder.resolve("opsets"), 12);
  }

  @Test
  void scoresAreThoseOfTheCommandLine() {
    try (OnnxTable table = OnnxTable.open(bundle)) {
      List<OnnxTable.Score> all =
          table.score(odd.stream().map(row -> values(table.bundle(), row)).toList());
      assertEquals(scores.size(), all.size());
      int equal = 0;
      for (int r = 0; r < all.size(); r++) {
        String[] line = scores.get(r);
        near(Double.parseDouble(line[1]), all.get(r).score(), "score of row " + r);
        near(Double.parseDouble(line[2]), all.get(r).standardError(), "error of row " + r);
        // they go by steps: where a held-out row's score is as near as rounding, by one
        assertEquals(Double.parseDouble(line[3]), all.get(r).percentile(), 1, "row " + r);
        assertEquals(Double.parseDouble(line[4]), all.get(r).pValue(), 0.01, "row " + r);
        equal += Math.abs(Double.parseDouble(line[3]) - all.get(r).percentile()) < 1e-9 ? 1 : 0;
      }
      assertTrue(equal >= 0.98 * all.size(), equal + " of " + all.size());
    }
  }

  /** Surprises go by steps too, where few rows of training are as surprising. */
  @Test
  void reasonsAreThoseOfTheCommandLine() {
    try (OnnxTable table = OnnxTable.open(bundle)) {
      List<OnnxTable.Score> all =
          table.score(odd.stream().map(row -> values(table.bundle(), row)).toList(), JUDGED);
      int cells = 0;
      List<String> other = new ArrayList<>();
      for (int r = 0; r < all.size(); r++) {
        Map<String, OnnxTable.Reason> told =
            all.get(r).reasons().stream()
                .collect(Collectors.toMap(OnnxTable.Reason::column, reason -> reason));
        assertEquals(reasons.get(r).size(), told.size(), "row " + r);
        for (JsonElement each : reasons.get(r)) {
          OnnxTable.Reason own = told.get(each.getAsJsonObject().get("column").getAsString());
          double surprise = each.getAsJsonObject().get("surprise").getAsDouble();
          String expected = each.getAsJsonObject().get("expected").getAsString();
          cells++;
          boolean same =
              own != null
                  && (!(own.expected() instanceof String) || own.expected().equals(expected))
                  && Math.abs(own.surprise() - surprise) <= 1e-5 * Math.max(1, surprise);
          if (!same) {
            other.add("row " + r + ": " + each + " and " + own);
          }
        }
      }
      assertTrue(cells > 1000 && other.size() <= 0.01 * cells, cells + " cells: " + other);
    }
  }

  @Test
  void aRowIsScoredAloneAsAmongOthers() {
    try (OnnxTable table = OnnxTable.open(bundle)) {
      for (int r = 0; r < 20; r++) {
        double alone = table.score(List.of(values(table.bundle(), odd.get(r)))).get(0).score();
        near(Double.parseDouble(scores.get(r)[1]), alone, "row " + r);
      }
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    try (OnnxTable table = OnnxTable.open(bundle)) {
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> table.score(List.of(Map.of("age", 3), Map.of("age", "old"))))
              .getMessage();
      assertEquals("row 1, column 'age' takes a number or null, not the text 'old'", message);
      assertThrows(IllegalArgumentException.class, () -> table.score(List.of(Map.of("job", 3))));
    }
    String message =
        assertThrows(OnnxRuntimeException.class, () -> OnnxVae.open(bundle)).getMessage();
    assertTrue(message.endsWith("open it by OnnxTable.open"), message);
  }

  /** What is spelt as no column is would be missing; ids and the like may stay in a row. */
  @Test
  void namesThatTheTableDoesNotHaveAreRefused() {
    try (OnnxTable table = OnnxTable.open(bundle)) {
      List<String> all = table.columns();
      String columns = String.join(", ", all.subList(0, 12)) + ", ... " + all.size() + " in all";
      List<Map<String, ?>> rows = List.of(Map.of("age", 41), Map.of("agee", 41));
      for (Executable call :
          List.<Executable>of(
              () -> table.score(rows, 3),
              () -> table.impute(rows),
              () -> table.complete(rows, 2, 1),
              () -> table.encode(rows))) {
        assertEquals(
            "row 1: the table has no column 'agee'; did you mean 'age'? (" + columns + ")",
            assertThrows(IllegalArgumentException.class, call).getMessage());
      }
      assertEquals(
          "row 0: the table has no column 'body?mass index'; known: " + columns,
          assertThrows(
                  IllegalArgumentException.class,
                  () -> table.score(List.of(Map.of("body\nmass index", 3))))
              .getMessage());
      assertEquals(
          "reasons must be at least 0, not -1",
          assertThrows(
                  IllegalArgumentException.class, () -> table.score(List.of(Map.of("age", 3)), -1))
              .getMessage());
    }
  }

  @Test
  void operatorsOfBeforeTextsAndOfTheFutureAreRefused() {
    Path none = folder.resolve("x");
    for (int opset : new int[] {17, 23, -1}) {
      Cli.Result result = Cli.run("export", folder.resolve("m"), "--out", none, "--opset", opset);
      assertTrue(result.code() != 0, result.err());
      assertTrue(
          result.err().contains("between 20") && result.err().contains("and 22, not " + opset),
          result.err());
    }
    assertTrue(Files.notExists(none));
  }

  private String run(Map<String, String> environment, String... command) throws Exception {
    Path log = folder.resolve("log.txt");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.directory(bundle.toFile()).redirectOutput(log.toFile());
    int code = builder.start().waitFor();
    String printed = Files.readString(log);
    assertEquals(0, code, printed);
    assertFalse(printed.contains("onnxruntime:"), printed); // as its warnings begin
    long sampled = printed.lines().filter(line -> line.startsWith("sampled ")).count();
    assertTrue(sampled > 0 && sampled <= 3, printed);
    return printed
        .lines()
        .filter(line -> line.contains(" p-value ") || line.startsWith("filled "))
        .collect(Collectors.joining("\n"));
  }

  /** What the Java program prints; it runs once. */
  private String java() throws Exception {
    if (java == null) {
      java = run(Map.of(), BundleProgram.java(bundle));
    }
    return java;
  }

  private static void agree(String one, String other) {
    double[] a = numbers(one);
    double[] b = numbers(other);
    near(a[0], b[0], one + " and " + other);
    near(a[1], b[1], one + " and " + other);
    near(a[2], b[2], one + " and " + other);
  }

  /** Score, p-value and the filled cell of the first column, a number. */
  private static double[] numbers(String printed) {
    assertTrue(printed.matches("score [-0-9.eE]+ p-value [-0-9.eE]+\nfilled [-0-9.eE]+"), printed);
    String[] words = printed.split("[ \n]");
    return new double[] {
      Double.parseDouble(words[1]), Double.parseDouble(words[3]), Double.parseDouble(words[5])
    };
  }

  /** The Java program needs nothing but three jars. */
  @Test
  void theJavaProgramRuns() throws Exception {
    numbers(java());
  }

  private static String python() {
    return System.getenv().getOrDefault("VAE_PYTHON", "/usr/bin/python3");
  }

  private static boolean hasPython() throws Exception {
    return Files.isExecutable(Path.of(python()))
        && new ProcessBuilder(python(), "-c", "import onnxruntime, numpy")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor()
            == 0;
  }

  @Test
  void thePythonProgramAgrees() throws Exception {
    assumeTrue(hasPython(), "no onnxruntime in " + python() + " (VAE_PYTHON names another)");
    Files.writeString(bundle.resolve("example.py"), BundleProgram.of(bundle, "python"));
    agree(java(), run(Map.of(), python(), "example.py"));
  }

  @Test
  void theJavaScriptProgramAgrees() throws Exception {
    String modules = System.getenv().getOrDefault("VAE_NODE_MODULES", "");
    assumeTrue(
        Files.isDirectory(Path.of(modules, "onnxruntime-node")),
        "no onnxruntime-node: VAE_NODE_MODULES names a folder node_modules that has it");
    Files.writeString(bundle.resolve("example.js"), BundleProgram.of(bundle, "javascript"));
    agree(java(), run(Map.of("NODE_PATH", modules), "node", "example.js"));
  }
}
