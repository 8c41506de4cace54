package dev.vae.data.table.dialect;

/** Records one after another. Closing releases what they are read from. */
public interface RawRecords extends AutoCloseable {

  /** Returns the next record, or null after the last. */
  RawRecord next();

  @Override
  void close();
}
