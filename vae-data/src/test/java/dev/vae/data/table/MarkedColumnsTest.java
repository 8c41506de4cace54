package dev.vae.data.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.data.rows.DataException;
import dev.vae.data.table.column.Column;
import dev.vae.data.table.column.ColumnType;
import dev.vae.data.table.column.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns of one mark and blanks, in which blank is a value. */
class MarkedColumnsTest {
  @TempDir Path folder;

  private Path file(String mark, String none, int marks, int rows) throws IOException {
    StringBuilder text = new StringBuilder("m,x\n");
    for (int row = 0; row < rows; row++) {
      text.append(row * 7 % rows < marks ? mark : none).append(',').append(row * row % 89);
      text.append(".5\n");
    }
    return Files.writeString(folder.resolve("marks.csv"), text);
  }

  @Test
  void aMarkOrNothingIsBinary() throws IOException {
    for (String mark : List.of("X", "x", "yes", "1", "true", "*", "\u2713", "ja", "+", "VIP")) {
      Path file = file(mark, "", 30, 100);
      TableSchema schema = TableSchema.infer(file);
      Column column = schema.column("m");
      assertEquals(ColumnType.BINARY, column.type(), mark);
      assertEquals(List.of(new Level("", 70), new Level(mark, 30)), column.levels());
      assertEquals(0, column.summary().missing());
      Table table = Table.read(file, schema);
      for (int row = 0; row < 100; row++) {
        assertEquals(table.row(row).cell(0).isEmpty() ? 0 : 1, table.value(row, 0));
      }
      assertEquals("", column.format(0));
      assertEquals(schema, TableSchema.fromJson(schema.toJson()));
    }
  }

  @Test
  void eachChoiceIsNamedAndCanBeMadeTheOther() throws IOException {
    Path file = file("X", "", 30, 100);
    TableSchema binary = TableSchema.infer(file);
    assertTrue(binary.describe().contains("--column 'm=constant'"), binary.describe());
    TableSchema constant = binary.withOverride("m=constant");
    assertEquals(ColumnType.CONSTANT, constant.column("m").type());
    assertEquals(70, constant.column("m").summary().missing());
    assertEquals(ColumnType.BINARY, constant.withOverride("m=binary").column("m").type());
    assertEquals(binary.column("m").levels(), binary.withOverride("m=binary").column("m").levels());
    assertEquals(
        binary.column("m").levels(), binary.withOverride("m=categorical").column("m").levels());
    assertEquals(ColumnType.IGNORED, binary.withOverride("m=ignore").column("m").type());
    assertThrows(DataException.class, () -> binary.withOverride("x=constant"));
  }

  @Test
  void aCountryThatIsRarelyMissingIsConstant() throws IOException {
    Path file = file("DE", "", 97, 100);
    TableSchema schema = TableSchema.infer(file);
    assertEquals(ColumnType.CONSTANT, schema.column("m").type());
    TableSchema marked = schema.withOverride("m=binary");
    assertEquals(List.of(new Level("", 3), new Level("DE", 97)), marked.column("m").levels());
  }

  @Test
  void aWordForMissingMayBeTheOtherValue() throws IOException {
    Path file = file("yes", "NULL", 40, 100);
    TableSchema schema = TableSchema.infer(file);
    assertEquals(ColumnType.CONSTANT, schema.column("m").type());
    TableSchema marked = schema.withOverride("m=binary");
    assertEquals(List.of(new Level("NULL", 60), new Level("yes", 40)), marked.column("m").levels());
    Table table = Table.read(file, marked);
    assertEquals(0, table.value(1, 0) + table.value(2, 0) + table.value(3, 0) - count(table));
  }

  private static double count(Table table) {
    double sum = 0;
    for (int row = 1; row < 4; row++) {
      sum += table.row(row).cell(0).equals("yes") ? 1 : 0;
    }
    return sum;
  }

  /** Nothing is the same blank whoever gives it; a word for missing is missing. */
  @Test
  void nothingIsBlankInRowsOfJava() throws IOException {
    TableSchema schema = TableSchema.infer(file("X", "", 30, 100));
    Map<String, Object> none = new HashMap<>(Map.of("x", 1.5));
    none.put("m", null);
    List<Map<String, Object>> rows =
        List.of(Map.of("x", 1.5), none, Map.of("m", " "), Map.of("m", "x"), Map.of("m", "NULL"));
    Table table = Table.of(schema, rows);
    double[] values = {0, 0, 0, 1, Double.NaN};
    for (int row = 0; row < values.length; row++) {
      assertEquals(values[row], table.value(row, 0));
      assertEquals(values[row], Table.of(schema, List.of(rows.get(row))).value(0, 0));
    }
    assertEquals("NULL", schema.column("m").missingText());
    assertEquals("", schema.column("x").missingText());
  }

  /** A line that ends before the column says nothing of it. */
  @Test
  void aShortLineIsMissing() throws IOException {
    Path file = folder.resolve("short.csv");
    Files.writeString(file, "x,m\n" + "1.5,X\n2.5,\n".repeat(20) + "3.5\n");
    TableSchema schema = TableSchema.infer(file);
    assertEquals(1, schema.column("m").summary().missing());
    assertTrue(Double.isNaN(Table.read(file, schema).value(40, 1)));
  }
}
