package dev.vae.data.table;

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

  /** Returns a file of text in a dialect that is known. */
  static TableSource of(Path file, Dialect dialect) {
    return new CsvSource(file, dialect);
  }
}
