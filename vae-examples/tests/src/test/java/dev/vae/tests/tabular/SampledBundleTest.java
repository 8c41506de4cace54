package dev.vae.tests.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import dev.vae.data.table.Table;
import dev.vae.data.table.TableRow;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.synthesize.Synthesizer;
import dev.vae.export.runtime.OnnxTable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A table's exported file makes the rows that the command line makes of the same noise. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SampledBundleTest {
  private static final long SEED = 5;

  /** There is a column called score. */
  private static final String PREFIX = "vae.";

  private static final DateTimeFormatter SEEN =
      DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm:ss", Locale.ROOT);

  private Path bundle;
  private TableModel model;
  private List<TableRow> made;

  @BeforeAll
  void train(@TempDir Path folder) throws Exception {
    bundle = folder.resolve("onnx");
    Path saved = MixedTable.exported(folder, bundle);
    model = TableModel.load(saved);
    Path rows = folder.resolve("rows.csv");
    Fork.vae("synthesize", saved, "--count", 900, "--seed", SEED, "--out", rows).done();
    made = new ArrayList<>();
    Table.read(rows, model.schema()).forEachRow(made::add);
  }

  /** Numbers to 1e-5; moments to a millionth of their range. */
  private static boolean same(String column, TableRow row, int at, Object actual) {
    if (actual instanceof Double number) {
      double expected = row.values()[at];
      return Double.isNaN(expected)
          ? Double.isNaN(number)
          : Math.abs(expected - number) <= 1e-5 * Math.max(1, Math.abs(expected));
    }
    String expected = row.cell(at);
    if (!column.equals("seen") || expected.isEmpty()) {
      return expected.equals(actual);
    }
    LocalDateTime a = LocalDateTime.parse(expected, SEEN);
    LocalDateTime b = LocalDateTime.parse((String) actual, SEEN);
    return Duration.between(a, b).abs().toSeconds() <= MixedTable.SEEN_EXACT;
  }

  @Test
  void rowsAreThoseOfTheCommandLineByTheSameNoise() throws Exception {
    OrtEnvironment env = OrtEnvironment.getEnvironment();
    try (OrtSession session = env.createSession(bundle.resolve("sample.onnx").toString());
        OrtSession.Result out = session.run(SampleNoise.of(model, SEED, PREFIX))) {
      boolean[] kept = (boolean[]) out.get(PREFIX + "kept").orElseThrow().getValue();
      int at = 0;
      int cells = 0;
      List<String> other = new ArrayList<>();
      for (int r = 0; r < kept.length && at < made.size(); r++) {
        if (!kept[r]) {
          continue;
        }
        TableRow row = made.get(at++);
        for (String column : MixedTable.NAMES) {
          Object all = out.get(column).orElseThrow().getValue();
          Object actual = all instanceof String[] texts ? texts[r] : (Object) ((double[]) all)[r];
          cells++;
          int place = model.schema().index(column).orElseThrow();
          if (!same(column, row, place, actual)) {
            other.add("row " + r + ", " + column + ": " + row.cell(place) + " and " + actual);
          }
        }
      }
      assertEquals(made.size(), at);
      assertTrue(other.size() <= 0.002 * cells, other.size() + " of " + cells + ": " + other);
    }
  }

  @Test
  void aRowIsTheSameHoweverManyAreAskedFor() {
    try (OnnxTable table = OnnxTable.open(bundle)) {
      List<Map<String, Object>> many = table.sample(400, 3);
      assertEquals(many.subList(0, 7), table.sample(7, 3));
      assertTrue(!many.equals(table.sample(400, 4)));
      assertEquals(MixedTable.NAMES, List.copyOf(many.get(0).keySet()));
      assertThrows(IllegalArgumentException.class, () -> table.sample(0, 3));
    }
  }

  /** Levels and holes are as frequent as in rows of the command line, whose noise is another. */
  @Test
  void rowsAreLikeThoseOfTheCommandLine() {
    int count = 4000;
    List<String[]> expected = Synthesizer.of(model).seed(1).rows(count);
    try (OnnxTable table = OnnxTable.open(bundle)) {
      List<Map<String, Object>> rows = table.sample(count, 1);
      for (String column : List.of("job", "smoker", "town", "score")) {
        int at = model.schema().index(column).orElseThrow();
        Map<String, Integer> apart = new HashMap<>();
        expected.forEach(row -> apart.merge(row[at], 1, Integer::sum));
        rows.forEach(
            row ->
                apart.merge(
                    row.get(column) == null ? "" : (String) row.get(column), -1, Integer::sum));
        // four deviations of the difference of two counts of a level that half of the rows have
        apart.forEach(
            (level, n) -> assertTrue(Math.abs(n) < 4 * Math.sqrt(count / 2.0), column + apart));
      }
    }
  }
}
