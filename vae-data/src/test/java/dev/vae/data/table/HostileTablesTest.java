package dev.vae.data.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.data.table.column.Column;
import dev.vae.data.table.column.Doubt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileTablesTest {
  private static final double RIGHT = 0.97;
  private static final int MOST = 100;

  @TempDir static Path folder;

  /** All of them, each looked at once. */
  private static List<Read> all;

  /** A table, where it was written, and what was found in it. */
  private record Read(HostileTables.Case one, Path file, TableSchema schema, Table table) {
    String name() {
      return one.name();
    }

    List<String> types() {
      return schema.columns().stream().map(c -> c.type().word()).toList();
    }
  }

  @BeforeAll
  static void read() throws IOException {
    List<HostileTables.Case> cases = new ArrayList<>(HostileTables.all());
    cases.addAll(SlyTables.all());
    cases.addAll(FarTables.all());
    cases.addAll(StrangeTables.all());
    all = new ArrayList<>();
    for (HostileTables.Case one : cases) {
      Path file = folder.resolve(all.size() + "_" + one.name().replaceAll("\\W", "_") + ".csv");
      Files.write(file, one.bytes());
      TableSchema schema = TableSchema.infer(file);
      all.add(new Read(one, file, schema, Table.read(file, schema)));
    }
  }

  private static List<Read> of(List<HostileTables.Case> cases) {
    Set<String> names = cases.stream().map(HostileTables.Case::name).collect(Collectors.toSet());
    return all.stream().filter(read -> names.contains(read.name())).toList();
  }

  @Test
  void nearlyAllColumnsHaveTheRightType() {
    assertTrue(all.size() >= 120, all.size() + " tables");
    int columns = 0;
    List<String> wrong = new ArrayList<>();
    for (Read read : all) {
      HostileTables.Case one = read.one();
      List<String> found = read.types();
      if (one.types().size() > MOST) {
        assertEquals(one.types(), found, one.name()); // must not weigh for more than all others
        continue;
      }
      columns += one.types().size();
      for (int i = 0; i < Math.max(found.size(), one.types().size()); i++) {
        String right = i < one.types().size() ? one.types().get(i) : "nothing";
        String type = i < found.size() ? found.get(i) : "nothing";
        if (!Arrays.asList(right.split("/")).contains(type)) {
          wrong.add(one.name() + ", column " + i + ": " + type + ", not " + right);
        }
      }
    }
    int right = columns - wrong.size();
    System.out.println(right + " of " + columns + " columns in " + all.size() + " tables " + wrong);
    assertTrue(right >= RIGHT * columns, () -> String.join("\n", wrong));
  }

  /** Whatever was found: it can be written, read, used, and gives the file back. */
  @Test
  void everyTableIsReadAndWrittenBack() throws IOException {
    for (Read one : all) {
      TableSchema schema = one.schema();
      assertEquals(schema, TableSchema.fromJson(schema.toJson()), one.name());
      assertTrue(schema.describe().lines().allMatch(l -> l.length() < 600), one.name());
      assertEquals(schema.rows(), one.table().rowCount(), one.name());
      if (!one.name().equals("gzip")
          && !one.name().equals("blanks before quotes")
          && !one.name().equals("a sum below and a note")
          && !one.name().equals("empty lines between")) {
        Path out = folder.resolve("out");
        TableWriter.write(out, one.table(), (row, column) -> null);
        assertArrayEquals(one.one().bytes(), Files.readAllBytes(out), one.name());
      }
    }
  }

  @Test
  void everyOverrideThatIsNamedCanBeGiven() throws IOException {
    for (Read one : all) {
      TableSchema schema = one.schema();
      for (Column column : schema.columns()) {
        for (Doubt doubt : column.doubts()) {
          if (!doubt.override().isEmpty()) {
            TableSchema other = schema.withOverride(doubt.override());
            assertTrue(!other.column(column.name()).equals(column), one.name() + doubt);
            Table.read(one.file(), other);
          }
        }
      }
    }
  }

  /** A wrong type that is one of few would not be noticed among all. */
  @Test
  void programsTablesHaveTheRightTypes() {
    List<HostileTables.Case> sure = new ArrayList<>(FarTables.all());
    sure.addAll(StrangeTables.all());
    for (Read one : of(sure)) {
      List<String> types = one.one().types();
      List<String> found = one.types();
      String said = one.name() + "\n" + one.schema().describe();
      assertEquals(types.size(), found.size(), said);
      for (int i = 0; i < found.size(); i++) {
        assertTrue(List.of(types.get(i).split("/")).contains(found.get(i)), said);
      }
    }
  }

  /** Each choice is said in words that fit: how many misfit, and which. */
  @Test
  void doubtsNameWhatMisfits() {
    for (Read one : all) {
      String said = one.schema().describe();
      assertTrue(!said.contains("but  are") && !said.contains(" 0 of "), said);
    }
  }

  /** What counts as missing though it is written as a value. */
  @Test
  void infinitiesAreSaid() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("i.csv"),
            "a,b\n" + "1.5,x\n-inf,y\n2.5,x\n+Infinity,\n-\u221e,x\n1.#INF,x\n".repeat(20));
    TableSchema schema = TableSchema.infer(file);
    assertEquals(80, schema.columns().get(0).summary().missing());
    assertTrue(schema.describe().contains("a: '-\u221e' in 20 rows counts as missing"));
    assertTrue(schema.describe().contains("a: '1.#INF' in 20 rows counts as missing"));
    String said = schema.describe();
    assertTrue(said.contains("a: '-inf' in 20 rows counts as missing"), said);
    assertTrue(said.contains("a: '+Infinity' in 20 rows counts as missing"), said);
  }

  /** As many digits as the file has, whatever the power: 1e-30 is not 0. */
  @Test
  void numbersWithExponentsKeepTheirDigits() {
    TableSchema schema =
        all.stream().filter(c -> c.name().equals("exponents")).findFirst().get().schema();
    assertEquals(1.235e-30, Double.parseDouble(schema.columns().get(0).format(1.23456e-30)));
    assertEquals(-4.57e23, Double.parseDouble(schema.columns().get(1).format(-4.5678e23)));
    assertEquals(0.01235, Double.parseDouble(schema.columns().get(2).format(0.0123456)));
    assertEquals(0, Double.parseDouble(schema.columns().get(2).format(0)));
    TableSchema again = TableSchema.fromJson(schema.toJson());
    assertEquals(schema.columns().get(0).format(), again.columns().get(0).format());
  }

  /** A number, date or level that is written in the column's style is read as the same again. */
  @Test
  void valuesAreWrittenAsTheColumnIs() throws IOException {
    for (Read one : all) {
      TableSchema schema = one.schema();
      Table table = one.table();
      Path out = folder.resolve("anew");
      TableWriter.write(
          out,
          table,
          (row, c) -> {
            double value = table.value(row, c);
            return Double.isNaN(value) ? null : schema.columns().get(c).format(value);
          });
      TableReader reader = TableReader.open(TableSource.of(out, schema.dialect()), schema);
      try (reader) {
        for (TableRow row = reader.next(); row != null; row = reader.next()) {
          for (int c = 0; c < schema.columns().size(); c++) {
            double was = table.value((int) row.index(), c);
            Column column = schema.columns().get(c);
            double tolerance = Double.isNaN(was) ? 1 : 1e-12 * Math.max(1, Math.abs(was));
            assertEquals(was, row.values()[c], tolerance, one.name() + ", " + column.name());
          }
        }
      }
    }
  }
}
