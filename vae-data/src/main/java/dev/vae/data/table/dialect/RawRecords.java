package dev.vae.data.table.dialect;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Records one after another. Closing releases what they are read from. */
public interface RawRecords extends AutoCloseable {

  /**
   * Opens a file of text.
   *
   * @throws dev.vae.data.rows.DataException if it cannot be read, or is not in the dialect
   */
  static RawRecords open(Path file, Dialect dialect) {
    return CsvRecords.open(file, dialect);
  }

  /** Returns the next record, or null after the last. */
  @Nullable RawRecord next();

  @Override
  void close();
}
