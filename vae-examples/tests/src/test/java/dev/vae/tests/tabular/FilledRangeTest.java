package dev.vae.tests.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.data.table.Table;
import dev.vae.data.table.TableRow;
import dev.vae.data.table.TableSchema;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.TableOptions;
import dev.vae.data.tabular.impute.ImputedCell;
import dev.vae.data.tabular.impute.ImputedRow;
import dev.vae.data.tabular.impute.Imputer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cells of rows unlike all others are filled, and told intervals of, near the table's own. */
class FilledRangeTest {
  @TempDir private Path folder;

  @Test
  void filledCellsStayNearTheTables() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    DateTimeFormatter minutes = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");
    StringBuilder text = new StringBuilder("x,y,v,day,stamp\n");
    for (int i = 0; i < 200; i++) {
      int off = random.nextInt(1500);
      text.append(off + random.nextInt(90))
          .append(random.nextInt(10))
          .append(',')
          .append(random.nextDouble() + off / 1500.0)
          .append(',')
          .append(100 * random.nextDouble())
          .append(',')
          .append(LocalDate.of(2019, 1, 1).plusDays(off))
          .append(',')
          .append(minutes.format(LocalDateTime.of(2022, 3, 1, 0, 0).plusMinutes(off * 300L)))
          .append('\n');
    }
    Path file = Files.writeString(folder.resolve("t.csv"), text);
    Table table = Table.read(file, TableSchema.infer(file));
    TableModel model = TableModel.fit(table, TableOptions.defaults().withMembers(2).withSteps(60));
    List<Map<String, Object>> odd = new ArrayList<>();
    for (double x : new double[] {7000, 1e6, -1e12, 1e30, -1e300}) {
      for (double y : new double[] {0.5, -1e30, 1e100}) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("x", x);
        row.put("y", y);
        odd.add(row);
      }
    }
    List<TableRow> rows = new ArrayList<>();
    Table.of(model.schema(), odd).forEachRow(rows::add);
    for (ImputedRow row : Imputer.of(model).impute(rows)) {
      assertEquals(3, row.cells().size());
      for (ImputedCell cell : row.cells()) {
        String where = odd.get((int) row.index()) + ": " + cell;
        if (cell.column().equals("v")) {
          assertTrue(cell.low() >= 0 && cell.high() <= 100 && cell.spread() <= 100, where);
          continue;
        }
        int from = cell.column().equals("day") ? 2010 : 2020;
        int to = cell.column().equals("day") ? 2035 : 2026;
        int year = Integer.parseInt(cell.text().replaceFirst("^([+-]?\\d+)-.*", "$1"));
        assertTrue(year >= from && year <= to, where);
        assertTrue(cell.low() >= LocalDate.of(from, 1, 1).toEpochDay(), where);
        assertTrue(cell.high() <= LocalDate.of(to, 12, 31).toEpochDay(), where);
        assertTrue(cell.spread() <= 366 * 25, where);
      }
    }
  }
}
