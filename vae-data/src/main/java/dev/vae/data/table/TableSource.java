package dev.vae.data.table;

import dev.vae.data.rows.RowSource;
import dev.vae.data.table.dialect.Dialect;
import dev.vae.data.table.dialect.RawRecords;
import java.nio.file.Path;
import java.util.List;

/** Where a table's records come from; may be read from the start any number of times. */
public interface TableSource {

  /** Returns what this is, for people. */
  String description();

  /** Returns the names of the columns as they stand there; empty if they have none. */
  List<String> titles();

  /** Returns how its records are written, or would be. */
  Dialect dialect();

  /** Returns the records behind the header. */
  RawRecords open();

  /** Returns a file of text, its dialect found by itself. */
  static TableSource of(Path file) {
    return new CsvSource(file, Dialect.of(file));
  }

  /**
   * Opens a source by a text: a path or {@code csv:FILE}, {@code npz:FILE#KEY}, {@code
   * parquet:FILE} (by DuckDB's JDBC driver, if it is on the class path), or {@code jdbc:URL?QUERY}
   * with a query or a table's name behind the question mark.
   *
   * @throws dev.vae.data.rows.DataException if it cannot be opened
   */
  static TableSource parse(String text) {
    return TableSourceText.parse(text);
  }

  /** Returns rows of numbers as a table; words where their categories are known, NaN as missing. */
  static TableSource of(RowSource rows) {
    return new RowSourceTable(rows);
  }

  /** Returns a file of text in a dialect that is known. */
  static TableSource of(Path file, Dialect dialect) {
    return new CsvSource(file, dialect);
  }
}
