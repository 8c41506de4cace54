package dev.vae.data.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.data.rows.DataException;
import dev.vae.data.table.column.ColumnType;
import dev.vae.data.table.dialect.Dialect;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {
  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }

  /** Forty rows of every modelled type, a constant and an id. */
  private static String mixed() {
    StringBuilder text = new StringBuilder("id;size;colour;smoker;day;unit;price\n");
    String[] colours = {"red", "green", "blue"};
    Random random = new Random(3);
    for (int i = 0; i < 40; i++) {
      text.append("K")
          .append(1000 + i)
          .append(';')
          .append(String.format(java.util.Locale.GERMAN, "%.1f", 170 + 9 * random.nextGaussian()))
          .append(';')
          .append(colours[i % 3])
          .append(';')
          .append(i % 5 == 0 ? "yes" : "no")
          .append(';')
          .append(String.format("%02d.%02d.2024", 1 + i % 28, 1 + i % 12))
          .append(";cm;\"")
          .append(
              String.format(java.util.Locale.GERMAN, "%,.2f", 1000 + 4000 * random.nextDouble()))
          .append("\"\n");
    }
    return text.toString();
  }

  @Test
  void rowsAreReadByWhatTheColumnsAre() throws IOException {
    Path file = file("t.csv", mixed());
    TableSchema schema = TableSchema.infer(file);
    assertEquals(
        List.of("id", "real", "categorical", "binary", "date", "constant"),
        schema.columns().stream().limit(6).map(c -> c.type().word()).toList());
    Table table = Table.read(file, schema);
    assertEquals(40, table.rowCount());
    assertEquals("K1000", table.cell(0, 0));
    assertTrue(Double.isNaN(table.value(0, 0)));
    assertEquals(2, table.value(0, 2)); // blue, green, red
    assertEquals(1, table.value(0, 3));
    assertEquals(LocalDate.of(2024, 1, 1).toEpochDay(), table.value(0, 4));
    assertArrayEquals(table.values(6), Table.read(file, schema).values(6));
    assertEquals(List.of(), table.notes());
    for (int c : new int[] {1, 2, 3, 4, 6}) {
      for (int row = 0; row < 40; row++) {
        assertEquals(table.cell(row, c), schema.columns().get(c).format(table.value(row, c)));
      }
    }
  }

  @Test
  void aSchemaReadFromJsonReadsAlike() throws IOException {
    Path file = file("t.csv", mixed());
    TableSchema schema = TableSchema.infer(file);
    TableSchema again = TableSchema.fromJson(schema.toJson());
    assertEquals(schema, again);
    assertEquals(schema.toJson(), again.toJson());
    for (int c = 0; c < schema.columns().size(); c++) {
      assertArrayEquals(Table.read(file, schema).values(c), Table.read(file, again).values(c));
    }
  }

  @Test
  void columnsAreMatchedByName() throws IOException {
    TableSchema schema = TableSchema.infer(file("t.csv", mixed()));
    Path other =
        file(
            "o.csv",
            "colour,more,size,smoker\npink,9,\"171,5\",No\nred,8,tall,\n,7,\"1,5\",maybe\n");
    Table table = Table.read(other, schema);
    assertEquals(3, table.rowCount());
    assertArrayEquals(new double[] {3, 2, Double.NaN}, table.values(2));
    assertArrayEquals(new double[] {171.5, Double.NaN, 1.5}, table.values(1));
    assertArrayEquals(new double[] {0, Double.NaN, 2}, table.values(3));
    assertEquals("unseen value", table.reason(0, 2));
    assertEquals("no number", table.reason(1, 1));
    assertEquals("unseen value", table.reason(2, 3));
    assertNull(table.reason(2, 2));
    assertTrue(Double.isNaN(table.value(0, 6)));
    assertEquals("", table.cell(0, 6));
    assertEquals(3, table.problems().size());
    assertEquals(
        List.of(
            "columns id, day, unit, price are not in " + other + ": missing in all rows",
            "column more of " + other + " is not known: not read",
            "column 'colour': unseen value in 1 row: taken as a level of its own kind, never seen",
            "column 'size': no number in 1 row: taken as missing",
            "column 'smoker': unseen value in 1 row: taken as a level of its own kind, never seen"),
        table.notes());
  }

  @Test
  void aTableWithNoneOfTheColumnsIsRefused() throws IOException {
    TableSchema schema = TableSchema.infer(file("t.csv", mixed()));
    Path other = file("o.csv", "a,b\n1,x\n2,y\n");
    DataException e = assertThrows(DataException.class, () -> Table.read(other, schema));
    assertTrue(e.getMessage().contains("none of the columns expected"), e.getMessage());
  }

  @Test
  void aChangedConstantIsListed() throws IOException {
    TableSchema schema = TableSchema.infer(file("t.csv", mixed()));
    Table table = Table.of(schema, List.of(Map.of("unit", "inch"), Map.of("unit", "cm")));
    assertEquals("changed", table.reason(0, 5));
    assertNull(table.reason(1, 5));
  }

  @Test
  void rowsOfJavaAreReadAsFilesAre() throws IOException {
    TableSchema schema = TableSchema.infer(file("t.csv", mixed()));
    Map<String, Object> row = new HashMap<>();
    row.put("size", 171.25);
    row.put("colour", "green");
    row.put("day", LocalDate.of(2024, 3, 31));
    row.put("smoker", null);
    row.put("price", 12345.5);
    Table table = Table.of(schema, List.of(row));
    assertEquals(171.25, table.value(0, 1));
    assertEquals(1, table.value(0, 2));
    assertEquals(LocalDate.of(2024, 3, 31).toEpochDay(), table.value(0, 4));
    assertTrue(Double.isNaN(table.value(0, 3)));
    assertEquals(12345.5, table.value(0, 6));
    assertEquals("12.345,50", schema.columns().get(6).format(12345.5));
    assertTrue(Double.isNaN(Table.of(schema, List.of(Map.of())).value(0, 1)));
  }

  @Test
  void tablesAreMadeInJava() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      rows.add(Map.of("x", 0.5 + i * i % 17, "job", i % 2 == 0 ? "nurse" : "clerk"));
    }
    Table table = Table.of(List.of("x", "job"), rows);
    assertEquals(ColumnType.CATEGORICAL, table.schema().column("job").type());
    assertEquals(1.5, table.value(1, 0));
    assertEquals(0, table.value(1, 1));
  }

  /** Whatever the dialect: quotes where none are needed, blanks, empty lines' ends. */
  @Test
  void untouchedCellsComeBackByteForByte() throws IOException {
    String[] cells = {
      "1", "-2.50", " 3 ", "\"a,b\"", "\"say \"\"x\"\"\"", "", "\"\"", "word", "\"line\nbreak\""
    };
    Random random = new Random(11);
    for (int round = 0; round < 60; round++) {
      String end = round % 2 == 0 ? "\n" : "\r\n";
      StringBuilder text =
          new StringBuilder(round % 3 == 0 ? "\ufeff" : "").append("a,\"b\",c").append(end);
      for (int row = 0; row < 12; row++) {
        for (int c = 0; c < 3; c++) {
          text.append(c == 0 ? "" : ",").append(cells[random.nextInt(cells.length)]);
        }
        text.append(row == 11 && round % 5 == 0 ? "" : end);
      }
      Path file = file("f" + round + ".csv", text.toString());
      TableSchema schema = TableSchema.infer(file);
      Path out = folder.resolve("out.csv");
      TableWriter.write(out, Table.read(file, schema), (row, column) -> null);
      assertEquals(text.toString(), Files.readString(out), "round " + round);
    }
  }

  @Test
  void aCellWrittenAnewLeavesTheOthers() throws IOException {
    Path file = file("g.csv", "\ufeffsep=;\r\nx;t\r\n\"1,5\";ä\r\n;b\r\n2,5;\"c;d\"\r\n");
    Table table = Table.read(file, TableSchema.infer(file));
    Path out = folder.resolve("out.csv");
    TableWriter.write(out, table, (row, column) -> row == 1 && column == 0 ? "7;5" : null);
    assertEquals(
        "\ufeffsep=;\r\nx;t\r\n\"1,5\";ä\r\n\"7;5\";b\r\n2,5;\"c;d\"\r\n", Files.readString(out));
  }

  @Test
  void japaneseFilesComeBackByteForByte() throws IOException {
    String[] rows = {"3月,東京都,表示ソ", "4月,ﾎｯｶｲﾄﾞｳ,良い", "5月,大阪府,〜―"};
    String text = "日付,都道府県,評価\r\n" + String.join("\r\n", rows) + "\r\n";
    for (String name : List.of("windows-31j", "UTF-8")) {
      byte[] bytes = text.replace('〜', '～').getBytes(Charset.forName(name));
      Path file = Files.write(folder.resolve("jp.csv"), bytes);
      TableSchema schema = TableSchema.infer(file);
      assertEquals(List.of("日付", "都道府県", "評価"), schema.names());
      Path out = folder.resolve("out.csv");
      TableWriter.write(out, Table.read(file, schema), (row, column) -> null);
      assertArrayEquals(bytes, Files.readAllBytes(out), name);
    }
    String western = "größe;naïve;l’été\n“déjà vu” – it’s;Übergrößen…;ÀÉÎÕÜ\n".repeat(9);
    Path file = folder.resolve("west.csv");
    Files.write(file, western.getBytes(Charset.forName("windows-1252")));
    assertEquals("windows-1252", Dialect.of(file, List.of()).encoding().name());
    Files.write(file, "it’s;“so”\n".repeat(20).getBytes(Charset.forName("windows-1252")));
    assertEquals("windows-1252", Dialect.of(file, List.of()).encoding().name());
  }

  @Test
  void overridesChangeOneColumn() throws IOException {
    TableSchema schema = TableSchema.infer(file("t.csv", mixed()));
    assertEquals("ignore", schema.withOverride("id=ignore").column("id").type().word());
    assertEquals("positive", schema.withOverride("size=positive").column("size").type().word());
    TableSchema ordered = schema.withOverride("colour=ordinal:red<green<blue");
    assertEquals(
        List.of("red", "green", "blue"),
        ordered.column("colour").levels().stream().map(l -> l.text()).toList());
    assertEquals(
        List.of(schema.columns().get(0), schema.columns().get(1)), ordered.columns().subList(0, 2));
    for (String wrong :
        List.of("size=kount", "siz=count", "size", "colour=real", "size=count", "colour=binary")) {
      DataException e = assertThrows(DataException.class, () -> schema.withOverride(wrong), wrong);
      assertTrue(e.getMessage().length() < 300, e.getMessage());
    }
    TableSchema read = TableSchema.fromJson(schema.toJson());
    String twice =
        assertThrows(
                DataException.class,
                () -> schema.withOverrides(List.of("size=missing:x", "size=real", "size=positive")))
            .getMessage();
    assertEquals("column 'size' is to be real and positive: give one", twice);
    List<String> alike = List.of("size=positive", "size=missing:x", "size=positive", "id=ignore");
    assertEquals("positive", schema.withOverrides(alike).column("size").type().word());
    List<String> before = List.of("size=missing:170.5", "size=positive");
    assertEquals(List.of("170.5"), schema.withOverrides(before).column("size").missing());
    assertEquals("id", read.withOverride("id=id").column("id").type().word());
    assertEquals("positive", read.withOverride("size=positive").column("size").type().word());
    assertThrows(DataException.class, () -> read.withOverride("day=categorical"));
  }

  @Test
  void streamedRowsAreTheTable() throws IOException {
    Path file = file("t.csv", mixed());
    TableSchema schema = TableSchema.infer(file);
    Table table = Table.read(file, schema);
    try (TableReader reader = TableReader.open(file, schema)) {
      for (TableRow row = reader.next(); row != null; row = reader.next()) {
        TableRow same = table.row((int) row.index());
        assertArrayEquals(same.values(), row.values());
        assertTrue(Arrays.equals(same.record().cells(), row.record().cells()));
      }
    }
  }
}
