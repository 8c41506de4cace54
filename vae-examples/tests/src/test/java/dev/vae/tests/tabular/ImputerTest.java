package dev.vae.tests.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.data.table.Table;
import dev.vae.data.table.TableRow;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.impute.ImputationSummary;
import dev.vae.data.tabular.impute.ImputedCell;
import dev.vae.data.tabular.impute.ImputedRow;
import dev.vae.data.tabular.impute.Imputer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImputerTest {
  private static TableModel model;

  @TempDir private Path folder;

  @BeforeAll
  static void fit() throws IOException {
    model = KnownTable.model();
  }

  private List<TableRow> rows(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("rows.csv"), text);
    Table table = Table.read(file, model.schema());
    List<TableRow> rows = new ArrayList<>();
    table.forEachRow(rows::add);
    return rows;
  }

  private static String hide(String text, int column) {
    StringBuilder hidden = new StringBuilder();
    for (String line : text.split("\r\n")) {
      String[] cells = line.split(";", -1);
      cells[column] = hidden.length() == 0 ? cells[column] : "";
      hidden.append(String.join(";", cells)).append("\r\n");
    }
    return hidden.toString();
  }

  /** y's deviation is 9.85 in all and 4 given x: the exact mean is met within a tenth of that. */
  @Test
  void meansAreTheConditionalOnes() throws IOException {
    List<TableRow> rows = rows(hide(KnownTable.text(400, 0, 9), 2));
    double square = 0;
    for (ImputedRow row : Imputer.of(model).draws(300).impute(rows)) {
      double x = rows.get((int) row.index()).values()[1];
      double apart = row.cells().get(0).value() - KnownTable.meanOfY(x);
      square += apart * apart / rows.size();
      assertTrue(row.effectiveSamples() > 20, () -> "effective " + row.effectiveSamples());
    }
    assertEquals(0, Math.sqrt(square), 1.2);
  }

  /** 90 % intervals of 1,500 cells each; the binomial deviation is 0.8 %. */
  @Test
  void intervalsCoverAsTheySay() throws IOException {
    String text = KnownTable.text(1500, 0, 10);
    List<TableRow> truth = rows(text);
    for (int column = 1; column <= 3; column++) {
      int covered = 0;
      for (ImputedRow row : Imputer.of(model).draws(200).impute(rows(hide(text, column)))) {
        ImputedCell cell = row.cells().get(0);
        double value = truth.get((int) row.index()).values()[column];
        boolean inside =
            column == 3
                ? cell.levels().contains(model.schema().columns().get(3).format(value))
                : cell.low() <= value && value <= cell.high();
        covered += inside ? 1 : 0;
      }
      assertEquals(0.9, covered / 1500.0, 0.045, "column " + column);
    }
  }

  /** Of a row far from all others few draws count, whose interval may lie beside the mean. */
  @Test
  void intervalsHoldTheValueHoweverOddTheRow() throws IOException {
    String text =
        "name;x;y;colour\r\nA;;-4000,5;\r\nB;9999;;\r\nC;-1e9;;\r\nD;;1e12;blue\r\nE;;;\r\n"
            + hide(KnownTable.text(200, 0.5, 13), 2).replaceFirst(".*\r\n", "");
    for (int draws : new int[] {100, 1000}) {
      for (ImputedRow row : Imputer.of(model).draws(draws).level(0.5).impute(rows(text))) {
        for (ImputedCell cell : row.cells()) {
          boolean inside =
              cell.levels().isEmpty()
                  ? cell.low() <= cell.value() && cell.value() <= cell.high()
                  : cell.levels().contains(cell.text());
          assertTrue(inside && cell.spread() >= 0, () -> row.index() + " " + cell);
        }
      }
    }
    Path from = Files.writeString(folder.resolve("odd.csv"), text);
    List<String> notes =
        Imputer.of(model).impute(from, folder.resolve("odd-whole.csv")).notes().stream()
            .filter(note -> note.contains("fewer than 10 of 1000 draws count"))
            .toList();
    assertEquals(1, notes.size());
  }

  @Test
  void aRowIsFilledAlikeAloneAndAmongOthers() throws IOException {
    List<TableRow> rows = rows(KnownTable.text(150, 0.3, 11));
    List<ImputedRow> all = Imputer.of(model).draws(100).impute(rows);
    for (int i : new int[] {0, 77, 149}) {
      assertEquals(all.get(i), Imputer.of(model).draws(100).impute(rows.get(i)));
    }
  }

  @Test
  void everyCellThatWasThereComesBackToTheByte() throws IOException {
    String text = "\ufeff" + KnownTable.text(200, 0.3, 12) + "N-1; n/a ;\"7,5\";green\r\n";
    Path from = Files.writeString(folder.resolve("holes.csv"), text);
    Path to = folder.resolve("whole.csv");
    ImputationSummary summary = Imputer.of(model).draws(50).impute(from, to);
    assertEquals(201, summary.rows());
    String[] before = text.split("\r\n", -1);
    String[] after = Files.readString(to).split("\r\n", -1);
    assertEquals(before.length, after.length);
    long filled = 0;
    for (int line = 0; line < before.length; line++) {
      String[] old = before[line].split(";", -1);
      String[] now = after[line].split(";", -1);
      assertEquals(old.length, now.length);
      for (int c = 0; c < old.length; c++) {
        if (old.length > 1 && (old[c].isEmpty() || old[c].equals(" n/a "))) {
          filled++;
          String wanted = c == 3 ? "blue|red" : "-?\\d+(,\\d{1,2})?";
          assertTrue(now[c].matches(wanted), now[c]);
        } else {
          assertEquals(old[c], now[c]);
        }
      }
    }
    assertEquals(filled, summary.filledCells());
  }

  /** Drawn values vary as y does given x, deviation 4, and whole tables differ. */
  @Test
  void completedTablesVaryAsMuchAsIsNotKnown() throws IOException {
    Path from =
        Files.writeString(folder.resolve("holes.csv"), hide(KnownTable.text(300, 0, 13), 2));
    List<Path> to = new ArrayList<>();
    for (int m = 0; m < 4; m++) {
      to.add(folder.resolve("whole-" + m + ".csv"));
    }
    Imputer.of(model).draws(200).complete(from, to);
    double square = 0;
    for (Path file : to) {
      Table table = Table.read(file, model.schema());
      for (int r = 0; r < 300; r++) {
        double apart = table.value(r, 2) - KnownTable.meanOfY(table.value(r, 1));
        square += apart * apart / 1200;
      }
    }
    assertEquals(4, Math.sqrt(square), 0.8);
    assertNotEquals(Files.readString(to.get(0)), Files.readString(to.get(1)));
  }

  @Test
  void aModelThatWasSavedFillsTheSame() throws IOException {
    model.save(folder.resolve("model"));
    List<TableRow> rows = rows(KnownTable.text(60, 0.3, 14));
    assertEquals(
        Imputer.of(model).draws(60).impute(rows),
        Imputer.of(TableModel.load(folder.resolve("model"))).draws(60).impute(rows));
  }
}
