package dev.vae.tests.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.data.table.Table;
import dev.vae.data.table.TableRow;
import dev.vae.data.tabular.RowScore;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.TableOptions;
import dev.vae.data.tabular.impute.ImputedRow;
import dev.vae.data.tabular.impute.Imputer;
import dev.vae.export.runtime.OnnxTable;
import dev.vae.export.table.TableExporter;
import dev.vae.tests.Python;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Names and words of characters that take two in Java, which onnxruntime's Java garbles, and of
 * others that seldom stand in tables: marks that combine, letters from the right, ends of lines.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeCharactersTest {
  private static final String MOOD = "mood \ud83d\ude00";
  private static final String PET = "\ud83d\udc19 pet";
  private static final List<String> WORDS =
      List.of(
          "\ud83d\ude00",
          "\ud83d\ude42",
          "\ud83d\ude42 glad",
          "e\u0301te\u0301",
          "\u05e9\u05dc\u05d5\u05dd",
          "a\u2028b");
  private static final String YES = "yes \ud83d\udc4d";

  private final List<Map<String, Object>> rows = new ArrayList<>();
  private Path bundle;
  private TableModel model;

  @BeforeAll
  void train(@TempDir Path folder) throws Exception {
    Random random = new Random(4);
    for (int r = 0; r < 240; r++) {
      int k = r % WORDS.size();
      Map<String, Object> row = new LinkedHashMap<>();
      row.put(MOOD, k + random.nextGaussian());
      row.put("Gr\u00f6\u00dfe", random.nextGaussian());
      row.put(PET, WORDS.get(k));
      row.put("agreed", random.nextBoolean() ? YES : "no \ud83d\udc4e");
      rows.add(row);
    }
    List<String> names = List.copyOf(rows.get(0).keySet());
    model =
        TableModel.fit(Table.of(names, rows), TableOptions.defaults().withMembers(2).withSteps(20));
    bundle = folder.resolve("onnx");
    TableExporter.of(model).write(bundle);
  }

  /** Some rows, and some with a word that was never there or none. */
  private List<Map<String, Object>> asked() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (int r = 0; r < 18; r++) {
      Map<String, Object> row = new LinkedHashMap<>(rows.get(r));
      if (r >= 12) {
        row.put(PET, r % 2 == 0 ? "never \ud83d\udc22" : null);
      }
      all.add(row);
    }
    return all;
  }

  private List<TableRow> read(List<Map<String, Object>> given) {
    List<TableRow> all = new ArrayList<>();
    Table.of(model.schema(), given).forEachRow(all::add);
    return all;
  }

  @Test
  void javaScoresAsTheModel() {
    List<RowScore> own = model.score(read(asked()), 3);
    try (OnnxTable table = OnnxTable.open(bundle)) {
      List<OnnxTable.Score> scores = table.score(asked(), 3);
      for (int r = 0; r < own.size(); r++) {
        assertEquals(
            own.get(r).score(), scores.get(r).score(), 1e-5 * Math.abs(own.get(r).score()));
        Map<String, String> expected = new LinkedHashMap<>();
        for (RowScore.Reason reason : own.get(r).reasons()) {
          expected.put(
              reason.column(), model.schema().column(reason.column()).format(reason.expected()));
        }
        for (OnnxTable.Reason reason : scores.get(r).reasons()) {
          if (reason.expected() instanceof String word && expected.containsKey(reason.column())) {
            assertEquals(expected.get(reason.column()), word);
          }
        }
      }
    }
  }

  @Test
  void javaFillsAsTheModel() {
    List<ImputedRow> own = Imputer.of(model).impute(read(asked()));
    try (OnnxTable table = OnnxTable.open(bundle)) {
      List<OnnxTable.Filled> filled = table.impute(asked());
      for (int r = 0; r < own.size(); r++) {
        Object given = asked().get(r).get(PET);
        if (given != null) {
          assertEquals(given, filled.get(r).row().get(PET));
        } else {
          assertEquals(own.get(r).cells().get(0).text(), filled.get(r).row().get(PET));
          assertTrue(WORDS.containsAll(filled.get(r).cells().get(0).levels()));
        }
        assertEquals(asked().get(r).get("agreed"), filled.get(r).row().get("agreed"));
      }
      List<Map<String, Object>> drawn = new ArrayList<>();
      table.complete(asked(), 30, 1).forEach(each -> drawn.add(each.get(13)));
      drawn.forEach(row -> assertTrue(WORDS.contains(row.get(PET)), row.toString()));
    }
  }

  @Test
  void javaMakesRowsInTheTablesWords() {
    try (OnnxTable table = OnnxTable.open(bundle)) {
      Set<Object> made = new HashSet<>();
      for (Map<String, Object> row : table.sample(200, 1)) {
        assertEquals(rows.get(0).keySet(), row.keySet());
        made.add(row.get(PET));
      }
      assertTrue(WORDS.containsAll(made), made.toString());
      assertTrue(made.contains(WORDS.get(0)) && made.contains(WORDS.get(1)), made.toString());
    }
  }

  /** In Python words are as they are, in what goes in and what comes out. */
  @Test
  void pythonAndTheReadmesProgramsRun() throws Exception {
    Python python = Python.with("onnxruntime, numpy");
    String program = BundleProgram.of(bundle, "python");
    Files.writeString(
        bundle.resolve("more.py"),
        program
            + """

            made = {row[%s] for row in sample(200, seed=2)}
            words = set(%s)
            assert made <= words and len(made) > 3, ascii(made)
            expected = run("score", rows, reasons=np.array(True))
            for name in expected:
                if name.startswith("expected/") and expected[name].dtype == object:
                    assert "U+" not in expected[name][0], ascii(expected[name])
            """
                .formatted(python(PET), new TreeSet<>(WORDS).stream().map(this::python).toList()));
    Python.Result result = python.run(bundle, "more.py");
    assertEquals(0, result.code(), result.printed());
    Path printed = bundle.resolve("printed.txt");
    ProcessBuilder java = new ProcessBuilder(BundleProgram.java(bundle)).directory(bundle.toFile());
    int code = java.redirectErrorStream(true).redirectOutput(printed.toFile()).start().waitFor();
    assertEquals(0, code, Files.readString(printed));
  }

  private String python(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints().forEach(c -> out.append(String.format("\\U%08x", c)));
    return out.append('"').toString();
  }

  /** Two names that files would have in common are refused. */
  @Test
  void namesThatFilesCallAlikeAreRefused() {
    List<Map<String, Object>> all = new ArrayList<>();
    Random random = new Random(5);
    List<String> names = List.of("\ud83d\ude00", "{U+1F600}");
    for (int r = 0; r < 40; r++) {
      Map<String, Object> row = new LinkedHashMap<>();
      names.forEach(name -> row.put(name, random.nextGaussian()));
      all.add(row);
    }
    TableOptions options = TableOptions.defaults().withMembers(2).withSteps(2);
    TableModel two = TableModel.fit(Table.of(names, all), options);
    String told =
        assertThrows(IllegalArgumentException.class, () -> TableExporter.of(two).models())
            .getMessage();
    assertTrue(told.contains("alike, '{U+1F600}'"), told);
  }
}
