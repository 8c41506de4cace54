package dev.vae.data.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vae.data.Dataset;
import dev.vae.data.rows.DataException;
import dev.vae.data.rows.RowSource;
import dev.vae.data.source.DataOptions;
import dev.vae.data.source.DataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableSourceTest {
  @TempDir Path folder;

  private static final String CREATE =
      "create table sales as select x as id, cast(x * 0.37 - 20 as double precision) as amount,"
          + " case when mod(x, 3) = 0 then 'red' when mod(x, 3) = 1 then 'green' else null end as"
          + " colour, mod(x, 2) = 0 as paid, date '2024-01-01' + cast(mod(x, 90) as int) as"
          + " sold_on from ";

  private String h2() throws SQLException {
    String url = "jdbc:h2:" + folder.resolve("shop").toAbsolutePath();
    try (Connection c = DriverManager.getConnection(url);
        Statement s = c.createStatement()) {
      s.execute(CREATE + "system_range(1, 200)");
    }
    return url;
  }

  @Test
  void queriesAreTables() throws SQLException {
    String url = h2();
    TableSchema schema = TableSchema.infer(TableSource.parse(url + "?select * from sales"));
    assertEquals(
        List.of("id", "real", "categorical", "binary", "date"),
        schema.columns().stream().map(c -> c.type().word()).toList());
    assertEquals(200, schema.rows());
    assertEquals(67, schema.column("COLOUR").summary().missing());
    assertEquals(schema.columns(), TableSchema.infer(TableSource.parse(url + "?sales")).columns());
  }

  @Test
  void aUrlMayHaveQuestionMarksOfItsOwn() throws SQLException {
    String url = h2();
    DataException e =
        assertThrows(
            DataException.class,
            () -> TableSource.parse("jdbc:nosuch://me:secret@host/db?password=abc?select 1"));
    assertTrue(e.getMessage().contains("no JDBC driver"), e.getMessage());
    assertFalse(e.getMessage().contains("secret"), e.getMessage());
    assertFalse(e.getMessage().contains("abc"), e.getMessage());
    e = assertThrows(DataException.class, () -> TableSource.parse(url));
    assertTrue(e.getMessage().contains("a query must follow"), e.getMessage());
    e = assertThrows(DataException.class, () -> TableSource.parse(url + "?select * from nosuch"));
    assertTrue(e.getMessage().contains("NOSUCH"), e.getMessage());
  }

  @Test
  void queriesAreDataSources() throws SQLException {
    Dataset data =
        DataSource.parse(h2() + "?select amount, colour, paid from sales")
            .open(DataOptions.DEFAULTS.withMissing(true));
    assertEquals(200, data.size());
    assertEquals(List.of("AMOUNT", "COLOUR", "PAID"), data.columns());
    assertEquals(List.of("green", "red"), data.categories().get(1));
  }

  @Test
  void arraysAreTables() throws Exception {
    Path file = Files.writeString(folder.resolve("t.csv"), "x,w\n1.5,a\n,b\n2.5,a\n");
    TableSchema schema =
        TableSchema.infer(file).withOverride("w=categorical").withOverride("x=real");
    RowSource rows = Table.read(file, schema).toRows();
    TableSource source = TableSource.of(rows);
    Table again = Table.read(source, schema);
    assertEquals("a", again.cell(0, 1));
    assertEquals(2.5, again.value(2, 0));
    assertTrue(Double.isNaN(again.value(1, 0)));
  }

  /** With the profile duckdb alone. */
  @Test
  void parquetFilesAreTables() throws SQLException {
    Path file = folder.resolve("sales's.parquet");
    boolean duckdb =
        DriverManager.drivers().anyMatch(d -> d.getClass().getName().contains("duckdb"));
    if (!duckdb) {
      assertTrue(file.getParent().toFile().exists());
      DataException e =
          assertThrows(
              DataException.class,
              () -> TableSource.parse("parquet:" + Files.writeString(file, "PAR1")));
      assertTrue(e.getMessage().contains("org.duckdb:duckdb_jdbc"), e.getMessage());
    }
    assumeTrue(duckdb);
    try (Connection c = DriverManager.getConnection("jdbc:duckdb:");
        Statement s = c.createStatement()) {
      s.execute(CREATE + "range(1, 201) r(x)");
      s.execute("copy sales to '" + file.toString().replace("'", "''") + "' (format parquet)");
    }
    TableSchema schema = TableSchema.infer(TableSource.parse("parquet:" + file));
    assertEquals(
        List.of("id", "real", "categorical", "binary", "date"),
        schema.columns().stream().map(c -> c.type().word()).toList());
    assertEquals(200, Table.read(TableSource.parse(file.toString()), schema).rowCount());
  }
}
