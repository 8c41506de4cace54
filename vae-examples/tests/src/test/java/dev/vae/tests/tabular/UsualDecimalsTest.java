package dev.vae.tests.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.data.table.Table;
import dev.vae.data.table.TableSchema;
import dev.vae.data.tabular.RowScore;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.TableOptions;
import dev.vae.data.tabular.impute.Imputer;
import dev.vae.data.tabular.synthesize.Synthesizer;
import dev.vae.export.runtime.OnnxTable;
import dev.vae.export.table.TableExporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers get the decimals that nearly all cells of their column have. */
class UsualDecimalsTest {
  /**
   * Wines: a few strengths are thirds, densities have one more digit in many rows; shares are so
   * near each other that every digit of theirs counts.
   */
  private static String wines(int count) {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder("alcohol,density,share,fee\n");
    for (int i = 0; i < count; i++) {
      double alcohol = 10.5 + 1.2 * random.nextGaussian();
      String strength =
          i % 40 == 0
              ? Double.toString(Math.rint(3e6 * alcohol) / 3e6 + 1e-6).substring(0, 7)
              : String.format(Locale.ROOT, "%.1f", alcohol);
      double density = 1.02 - alcohol / 500 + 0.001 * random.nextGaussian();
      text.append(strength)
          .append(',')
          .append(String.format(Locale.ROOT, i % 3 == 0 ? "%.5f" : "%.4f", density))
          .append(',')
          .append(
              i % 20 == 0
                  ? String.format(Locale.ROOT, "%.4f", 0.5 + 0.01 * random.nextDouble())
                  : "0.5" + (random.nextBoolean() ? "" : "1"))
          .append(',')
          .append(
              i % 4 == 0 ? "1.2345" : String.format(Locale.ROOT, "%.1f", 5 * random.nextDouble()))
          .append('\n');
    }
    return text.toString();
  }

  private static int decimals(String cell) {
    int point = cell.indexOf('.');
    return point < 0 ? 0 : cell.length() - point - 1;
  }

  @Test
  void filledAndMadeNumbersHaveThem(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("wines.csv");
    Files.writeString(file, wines(600));
    TableSchema schema = TableSchema.infer(file);
    TableModel model =
        TableModel.fit(
            Table.read(file, schema), TableOptions.defaults().withMembers(2).withSteps(60));
    boolean spike = false;
    for (String[] row : Synthesizer.of(model).rows(400)) {
      assertTrue(decimals(row[0]) <= 1, row[0]);
      assertTrue(decimals(row[1]) <= 5, row[1]);
      spike |= row[3].equals("1.2345"); // a value of its own, in a quarter of the rows
    }
    assertTrue(spike);
    assertEquals("9.533333", Synthesizer.of(model).where("alcohol=9.533333").rows(1).get(0)[0]);

    List<Map<String, Object>> rows = new ArrayList<>();
    List<String> lines = new ArrayList<>(List.of("alcohol,density,share,fee"));
    for (String line : Files.readAllLines(file).subList(1, 80)) {
      String[] cells = line.split(",");
      Map<String, Object> row = new HashMap<>();
      int hole = rows.size() % 2;
      for (int c = 0; c < cells.length; c++) {
        if (c == hole) {
          cells[c] = "";
        } else {
          row.put(schema.names().get(c), Double.valueOf(cells[c]));
        }
      }
      rows.add(row);
      lines.add(String.join(",", cells));
    }
    Path holes = folder.resolve("holes.csv");
    Path whole = folder.resolve("whole.csv");
    Files.write(holes, lines);
    Imputer.of(model).impute(holes, whole);
    List<String> filled = Files.readAllLines(whole);
    TableExporter.of(model).write(folder.resolve("onnx"));
    try (OnnxTable table = OnnxTable.open(folder.resolve("onnx"))) {
      List<OnnxTable.Filled> there = table.impute(rows);
      int equal = 0;
      for (int r = 0; r < rows.size(); r++) {
        String[] before = lines.get(r + 1).split(",", -1);
        String[] after = filled.get(r + 1).split(",", -1);
        for (int c = 0; c < before.length; c++) {
          if (!before[c].isEmpty()) {
            assertEquals(before[c], after[c]);
            continue;
          }
          assertTrue(decimals(after[c]) <= (c == 0 ? 1 : 5), after[c]);
          Object own = there.get(r).row().get(schema.names().get(c));
          equal += Double.valueOf(after[c]).equals(own) ? 1 : 0;
        }
      }
      // where rounding is near the middle of two, single precision decides
      assertTrue(equal >= 0.95 * rows.size(), equal + " of " + rows.size());
      for (Map<String, Object> row : table.sample(200, 3)) {
        double alcohol = (double) row.get("alcohol");
        assertEquals(Math.rint(10 * alcohol) / 10, alcohol);
      }
    }
  }

  @Test
  void reasonsTellCellsAsTheyAre(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("wines.csv");
    Files.writeString(file, wines(100));
    TableSchema schema = TableSchema.infer(file);
    String words = new RowScore.Reason("alcohol", 3, 9.533333, 11.04).words(schema);
    assertEquals(
        "alcohol 9.533333, expected about 11.0", words.replace("about 11 ", "about 11.0 "));
  }

  @Test
  void aUnitTooCoarseForTheColumnIsNotTaken(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("wines.csv");
    Files.writeString(file, wines(600));
    TableSchema schema = TableSchema.infer(file);
    assertEquals("0.5056", schema.column("share").format(0.50561));
    assertEquals("10.6", schema.column("alcohol").format(10.561));
  }
}
