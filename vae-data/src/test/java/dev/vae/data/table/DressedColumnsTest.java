package dev.vae.data.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.data.table.cell.CellReader;
import dev.vae.data.table.column.Column;
import dev.vae.data.table.column.ColumnType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers, dates and lengths of time with marks, words and brackets around them. */
class DressedColumnsTest {
  private static final int ROWS = 120;

  @TempDir Path folder;

  /** A column: a whole number from -99 to 9999 becomes its cell, and what that is worth. */
  private record Case(String name, DoubleFunction<String> cell, DoubleFunction<Double> value) {}

  private static String of(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }

  private static Case number(String form, double size) {
    return new Case(form, n -> of(form, Math.abs(n) * size), n -> Math.abs(n) * size);
  }

  private static List<Case> numbers() {
    List<Case> all = new ArrayList<>();
    all.add(number("RRP \u00a3%.2f", 0.25));
    all.add(number("T=%.1f", 0.5));
    all.add(number("[%.0f%%]", 1));
    all.add(number("(%.0f)", 1));
    all.add(number("\u2265%.1f", 0.5));
    all.add(number("Cited by %.0f", 1));
    all.add(number("\u7d04%.0fg", 1));
    all.add(number("%.0f%% of GDP", 1));
    all.add(number("%.0f m a.s.l.", 1));
    all.add(number("%.1f % p.a.".replace("% p", "%% p"), 0.5));
    all.add(number("%.0f 1/min", 1));
    all.add(number("%.0f x1000", 1));
    all.add(number("%.0f von 9999", 1));
    all.add(number("%.0f : 9999", 1));
    all.add(number("%.2f / 2500", 0.25));
    all.add(number("%.1f\uff05", 0.5));
    all.add(new Case("RSSI", n -> of("RSSI: %.1f dBm", n / 2), n -> n / 2));
    all.add(
        new Case(
            "arrows",
            n -> (n < 0 ? "\u25bc " : "\u25b2 ") + of("%.1f %%", Math.abs(n) / 2),
            n -> n / 2));
    return all;
  }

  private static List<Case> times() {
    List<Case> all = new ArrayList<>();
    DoubleFunction<Double> seconds = n -> Math.abs(n);
    DoubleFunction<Double> minutes = n -> 60 * Math.abs(n);
    all.add(new Case("worked", n -> of("%dh%02d", minute(n) / 60, minute(n) % 60), minutes));
    all.add(new Case("spent", n -> of("%d h %02d", minute(n) / 60, minute(n) % 60), minutes));
    all.add(new Case("took", n -> of("%d:%02d h", minute(n) / 60, minute(n) % 60), minutes));
    all.add(
        new Case(
            "lap", n -> of("%d:%02d.25", minute(n) / 60, minute(n) % 60), n -> Math.abs(n) + 0.25));
    all.add(new Case("pace", n -> of("%d'%02d\"/km", minute(n) / 60, minute(n) % 60), seconds));
    all.add(new Case("song", n -> of("%d' %02d\"", minute(n) / 60, minute(n) % 60), seconds));
    all.add(
        new Case(
            "latitude",
            n -> of("%d\u00b0%02d'%s", minute(n) / 60, minute(n) % 60, n < 0 ? "S" : "N"),
            n -> 60 * n));
    all.add(
        new Case(
            "age",
            n -> of("%dy %dm %dd", minute(n) / 372, minute(n) / 31 % 12, 1 + minute(n) % 30),
            n ->
                31_557_600.0 * (minute(n) / 372)
                    + 2_629_800.0 * (minute(n) / 31 % 12)
                    + 86_400.0 * (1 + minute(n) % 30)));
    return all;
  }

  private static long minute(double n) {
    return Math.round(Math.abs(n));
  }

  private Path file(Case one) throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    StringBuilder text = new StringBuilder("c|kind\n");
    for (int row = 0; row < ROWS; row++) {
      double n = row % 5 == 0 ? -1 - random.nextInt(99) : 1 + random.nextInt(9999);
      text.append(one.cell.apply(n)).append('|').append("ab".charAt(row % 2)).append('\n');
    }
    return Files.writeString(folder.resolve("dressed.csv"), text);
  }

  @Test
  void whatStandsAroundNumbersIsNoPartOfThem() throws IOException {
    List<Case> all = numbers();
    all.addAll(times());
    for (Case one : all) {
      Path file = file(one);
      TableSchema schema = TableSchema.infer(file);
      Column column = schema.columns().get(0);
      assertTrue(column.type().numeric(), one.name + ": " + schema.describe());
      assertEquals(schema, TableSchema.fromJson(schema.toJson()), one.name);
      CellReader reader = new CellReader(column);
      for (double n : new double[] {1, 17, 366, 1234, 9999, -3, -98}) {
        String cell = one.cell.apply(n);
        double value = reader.read(cell);
        assertEquals(one.value.apply(n), value, 1e-9 * Math.abs(value), one.name + " " + cell);
        assertEquals(cell, column.format(value), one.name);
      }
      Table table = Table.read(file, schema);
      assertEquals(0, table.problems().size(), one.name);
      assertEquals(table.value(1, 0), reader.read(table.cell(1, 0)), one.name);
    }
  }

  private Column column(List<String> cells) throws IOException {
    Path file = Files.writeString(folder.resolve("c.csv"), "c\n" + String.join("\n", cells) + "\n");
    return TableSchema.infer(file).columns().get(0);
  }

  private List<String> cells(DoubleFunction<String> cell) {
    SplittableRandom random = new SplittableRandom(8);
    List<String> cells = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      cells.add(cell.apply(random.nextInt(1440)));
    }
    return cells;
  }

  @Test
  void momentsMayHaveBracketsLettersAndWords() throws IOException {
    for (String form :
        List.of(
            "%dh%02d",
            "%02d:%02d Uhr",
            "%02d.%02d Uhr",
            "%d\u6642%02d\u5206",
            "[%02d:%02d]",
            "%d Uhr %02d",
            "%d h %02d",
            "%02d%02d",
            "%02d:%02d GMT+1",
            "%02d:%02d CET")) {
      DoubleFunction<String> cell = n -> of(form, (int) n / 60, (int) n % 60);
      Column column = column(cells(cell));
      assertEquals(ColumnType.DATE, column.type(), form);
      for (int n : List.of(0, 65, 605, 1439)) {
        assertEquals(n / 1440.0, new CellReader(column).read(cell.apply(n)), 1e-12, form);
        assertEquals(cell.apply(n), column.format(n / 1440.0), form);
      }
    }
    for (String form :
        List.of(
            "[2024-03-%02d %02d:30:00]", "%d.3.2024 um %02d.30", "(%02d/03/2024 \u00e0 %dh30)")) {
      boolean first = form.startsWith("[");
      DoubleFunction<String> cell = n -> of(form, 10 + (int) n % 20, 10 + (int) n / 144);
      Column column = column(cells(cell));
      assertEquals(ColumnType.DATE, column.type(), form + first);
      String text = cell.apply(777);
      assertEquals(text, column.format(new CellReader(column).read(text)), form);
    }
  }

  /**
   * Numbers behind a letter or in a name may be codes, which is said with what makes them numbers.
   */
  @Test
  void codesStayWordsAndSaySo() throws IOException {
    for (String form : List.of("Q%.0f", "room %.0f")) {
      Path file =
          Files.writeString(
              folder.resolve("c.csv"),
              "c,x\n" + String.join(",1.5\n", cells(n -> of(form, 900 + n % 60))) + ",1.5\n");
      TableSchema words = TableSchema.infer(file);
      assertFalse(words.column("c").type().numeric(), words.describe());
      assertTrue(words.describe().contains("c=real"), words.describe());
      Column real = words.withOverride("c=real").column("c");
      assertEquals(950, new CellReader(real).read(of(form, 950.0)));
      assertEquals(of(form, 950.0), real.format(950));
    }
    for (String form : List.of("ORD-%05.0f", "v1.%.0f", "5'%.0f\"", "#%.0f")) {
      assertFalse(column(cells(n -> of(form, n % 12))).type().numeric(), form);
    }
  }

  /** What is not exact is the value that stands there; limits are none, and all alike no notes. */
  @Test
  void notesBesideSomeValuesAreLeftOut() throws IOException {
    List<String> forms =
        List.of(
            "~%s",
            "ca. %s", "ABT %s", "%s (est.)", "%s*", "%s?", "%s[2]", "%s\u00b2", "%s \u00b1 12");
    for (String form : forms) {
      for (String number : List.of("%.0f", "%.1f kg")) {
        if (number.endsWith("kg") && form.matches("%s\\W.*\\d|%s[?\u00b2]")) {
          continue;
        }
        List<String> cells = new ArrayList<>(cells(n -> of(number, n + 0.5)));
        for (int row = 0; row < ROWS; row += 5) {
          cells.set(row, of(form, cells.get(row)));
        }
        Column column = column(cells);
        assertTrue(column.type().numeric(), form + ": " + column.reason());
        assertTrue(column.doubts().stream().anyMatch(d -> d.why().contains("note")), form);
        CellReader reader = new CellReader(column);
        assertEquals(25.0, reader.read(of(form, of(number, 25.0))), form);
        assertEquals(of(number, 25.0), column.format(25), form);
        assertTrue(Double.isNaN(reader.read("<" + of(number, 25.0))), form);
      }
    }
    for (String codes : List.of("7%s (b)", "c %s", "%s a", "A%s*")) {
      Column words = column(cells(n -> of(n % 3 == 0 ? codes : "R%s", of("%.0f", n))));
      assertFalse(words.type().numeric(), codes);
    }
  }

  /** Few whole numbers are codes if there are gaps, but not if they are counted or measured. */
  @Test
  void fewQuantitiesAreNoCodes() throws IOException {
    int[] skewed = {1, 1, 1, 1, 2, 2, 3, 3, 5, 10};
    assertTrue(column(cells(n -> "" + skewed[(int) n % 10])).type().numeric());
    assertTrue(column(cells(n -> (int) n % 4 * 15 + " min")).type().numeric());
    assertFalse(column(cells(n -> "" + List.of(1, 1, 2, 3, 9).get((int) n % 5))).type().numeric());
    assertFalse(column(cells(n -> "" + List.of(200, 301, 404).get((int) n % 3))).type().numeric());
  }

  @Test
  void scalesMayBeNumberedOrOpposed() throws IOException {
    List<String> steps = List.of("1 - poor", "2 - so so", "3 - well", "4 - best");
    List<String> opposed = List.of("Muy infeliz", "Infeliz", "Neutral", "Feliz", "Muy feliz");
    for (List<String> scale : List.of(steps, opposed)) {
      Column column = column(cells(n -> scale.get((int) n % scale.size())));
      assertEquals(ColumnType.ORDINAL, column.type());
      assertEquals(scale, column.levels().stream().map(level -> level.text()).toList());
    }
  }
}
