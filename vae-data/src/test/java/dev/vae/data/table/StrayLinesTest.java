package dev.vae.data.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines and cells that are not what rows as a rule are. */
class StrayLinesTest {
  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("t.csv"), text);
  }

  private static String rows(String titles, IntFunction<String> row) {
    StringBuilder text = new StringBuilder(titles).append('\n');
    for (int i = 0; i < 60; i++) {
      text.append(row.apply(i)).append('\n');
    }
    return text.toString();
  }

  private static List<String> types(TableSchema schema) {
    return schema.columns().stream().map(c -> c.type().word()).toList();
  }

  /** A line break in a cell may be another than those between rows. */
  @Test
  void lineEndsComeBackWhateverCellsHold() throws IOException {
    for (String end : List.of("\n", "\r\n", "\r")) {
      for (String inside : List.of("\n", "\r\n", "\r")) {
        for (String title : List.of("kind", "\"the" + inside + "kind\"")) {
          String cell = "\"Main St 1" + inside + "Town\"";
          String text = lines(title, cell, end);
          Path file = file(text);
          Path out = folder.resolve("out.csv");
          TableWriter.write(out, Table.read(file, TableSchema.infer(file)), (r, c) -> null);
          assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(out), text);
        }
      }
    }
  }

  private static String lines(String title, String cell, String end) {
    StringBuilder text = new StringBuilder("x," + title + end);
    for (int i = 0; i < 40; i++) {
      text.append(i * 1.5).append(',').append(i % 2 == 0 ? cell : "plain").append(end);
    }
    return text.toString();
  }

  /** Names that stand there twice are names all the same. */
  @Test
  void oneNameForAllColumnsIsATitle() throws IOException {
    TableSchema schema =
        TableSchema.infer(
            file(rows("v,v,v", i -> i * 1.5 + "," + "ab".charAt(i % 2) + ",2024-01-01")));
    assertEquals(List.of("v", "v_2", "v_3"), schema.names());
    assertEquals(60, schema.rows());
    TableSchema holes =
        TableSchema.infer(file(rows("?,?,?", i -> i * 1.5 + "," + i * 2.5 + "," + i)));
    assertEquals(61, holes.rows());
  }

  /** As spreadsheets save a sheet with a title: all lines are as wide as rows. */
  @Test
  void titlesAboveTheTableMayBeAsWideAsRows() throws IOException {
    String table =
        rows("a,b,c", i -> i * 1.5 + "," + "xyz".charAt(i % 3) + ",2024-01-" + (10 + i % 9));
    for (String above :
        List.of(
            "Report of sales,,\n",
            "Report of sales,,\n,,\n",
            "Report of sales,,\nPeriod: 2023,,\n,,\n",
            "Report of sales,,\nunits in mm,,\n")) {
      TableSchema schema = TableSchema.infer(file(above + table));
      assertEquals(List.of("a", "b", "c"), schema.names(), above);
      assertEquals(60, schema.rows(), above);
      assertEquals(List.of("real", "categorical", "date"), types(schema), above);
    }
    // a table of which the first rows have little in them
    TableSchema sparse =
        TableSchema.infer(file("u,,\nw,,\n" + rows("u,,", i -> "u," + i + "," + i * 1.5)));
    assertEquals(List.of(), sparse.dialect().preamble());
    assertEquals(63, sparse.rows());
  }

  @Test
  void titlesThatStandThereAgainAreNoRows() throws IOException {
    String table =
        rows(
            "x,kind,day",
            i ->
                i % 20 == 19
                    ? "x,kind,day"
                    : i * 1.5 + "," + "uv".charAt(i % 2) + ",2024-01-1" + i % 9);
    Path file = file(table);
    TableSchema schema = TableSchema.infer(file);
    assertEquals(List.of("real", "categorical", "date"), types(schema));
    assertEquals(2, schema.column("kind").levels().size());
    assertTrue(
        schema.notes().get(0).startsWith("3 lines with the titles again, line 21 first"),
        schema.notes().toString());
    try (TableReader reader = TableReader.open(file, schema)) {
      List<Double> again = new ArrayList<>();
      for (TableRow row = reader.next(); row != null; row = reader.next()) {
        if (row.index() % 20 == 19) {
          for (double value : row.values()) {
            again.add(value);
          }
        }
      }
      assertEquals(9, again.size());
      assertTrue(again.stream().allMatch(v -> Double.isNaN(v)), again.toString());
      assertEquals(
          "row 19, column 'x': 'x': the column's title", reader.problems().get(0).describe());
      assertTrue(
          reader.notes().contains("column 'kind': the column's title in 3 rows: taken as missing"),
          reader.notes().toString());
    }
  }

  @Test
  void sumsAndCountsAtTheEndAreNamed() throws IOException {
    for (String footer :
        List.of(
            "Total,99.5", "Summe,99.5", "Grand Total:,99.5", "(60 rows)", "60 rows selected.")) {
      String table = rows("name,amount", i -> "uvw".charAt(i % 3) + "," + i * 1.5);
      Path file = file(table + footer + "\n");
      TableSchema schema = TableSchema.infer(file);
      String said = String.join("\n", schema.notes());
      assertTrue(said.contains("the last line, 62, begins with '" + footer.split(",")[0]), said);
      try (TableReader reader = TableReader.open(file, schema)) {
        while (reader.next() != null) {}
        assertTrue(String.join("\n", reader.notes()).contains("the last line, 62"), footer);
      }
      assertEquals(List.of(), TableSchema.infer(file(table)).notes());
    }
  }

  /** A few long texts are levels like others; too many of them are text. */
  @Test
  void longTextsAreLevels() throws IOException {
    TableSchema few =
        TableSchema.infer(
            file(rows("w,x", i -> "abc".substring(i % 3, i % 3 + 1).repeat(5000) + "," + i)));
    assertEquals(3, few.column("w").levels().size());
    TableSchema many =
        TableSchema.infer(
            file(rows("w,x", i -> ("" + (char) ('A' + i % 30)).repeat(100_000) + "," + i * 1.5)));
    assertEquals(List.of("text", "real"), types(many));
  }

  /** What is filled in stands among the file's own cells. */
  @Test
  void numbersAreWrittenAsTheFileAtHandWritesThem() throws IOException {
    Path plain = file(rows("a;b", i -> i * 700.25 + ";" + i * 1.5));
    TableSchema schema = TableSchema.infer(plain);
    Path other = folder.resolve("other.csv");
    Files.writeString(
        other,
        rows(
            "a;b",
            i -> String.format(java.util.Locale.GERMANY, "%,.2f €;%.1f", i * 700.25, i * 1.5)));
    try (TableReader reader = TableReader.open(other, schema)) {
      assertEquals("12.345,25 €", reader.columns().get(0).format(12345.25));
      assertEquals("2,5", reader.columns().get(1).format(2.5));
    }
    try (TableReader reader = TableReader.open(plain, TableSchema.infer(other))) {
      assertEquals("12345.50", reader.columns().get(0).format(12345.5));
    }
  }

  /** What is a number to people and a word to us is said, whether it is modelled or not. */
  @Test
  void numbersThatAreNotReadAreSaid() throws IOException {
    for (IntFunction<String> cell :
        List.<IntFunction<String>>of(
            i -> (100 + i) + "/" + (60 + i % 40),
            i -> i * 1.5 + (i % 2 == 0 ? " quux" : " quuz"))) {
      String table = rows("x;cell", i -> i * 1.5 + ";" + cell.apply(i));
      TableSchema schema = TableSchema.infer(file(table));

      String said = schema.describe();
      assertTrue(said.contains("write a number alone"), said);
    }
    String units = rows("a;b;c", i -> i + " bps;" + i * 1.5 + " \u2030;" + i * 2.25 + " Mio");
    assertEquals(
        3,
        types(TableSchema.infer(file(units))).stream()
            .filter(t -> !t.equals("categorical"))
            .count());
  }
}
