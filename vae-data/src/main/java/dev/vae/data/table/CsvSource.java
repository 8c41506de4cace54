package dev.vae.data.table;

import dev.vae.data.rows.DataException;
import dev.vae.data.table.dialect.Dialect;
import dev.vae.data.table.dialect.RawRecord;
import dev.vae.data.table.dialect.RawRecords;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file of text. */
final class CsvSource implements TableSource {
  private final Path file;
  private final Dialect dialect;
  private final RawRecord first;

  CsvSource(Path file, Dialect dialect) {
    this.file = file;
    this.dialect = dialect;
    try (RawRecords records = RawRecords.open(file, dialect)) {
      RawRecord record = records.next();
      while (record != null && record.cells().length == 0) {
        record = records.next();
      }
      if (record == null) {
        throw new DataException(file + " has no lines; a table was expected");
      }
      first = record;
    }
  }

  @Override
  public String description() {
    return file.toString();
  }

  @Override
  public List<String> titles() {
    return dialect.header() ? Arrays.asList(first.cells()) : List.of();
  }

  /** How many cells the first record has. */
  int width() {
    return first.cells().length;
  }

  RawRecord first() {
    return first;
  }

  @Override
  public Dialect dialect() {
    return dialect;
  }

  @Override
  public RawRecords open() {
    return new Rows(RawRecords.open(file, dialect), width() == 1, dialect.header());
  }

  /** Leaves out the header and empty lines; in a table of one column these are missing cells. */
  private static final class Rows implements RawRecords {
    private final RawRecords all;
    private final boolean single;
    private boolean header;
    private int empty;
    private @Nullable RawRecord ahead;

    Rows(RawRecords all, boolean single, boolean header) {
      this.all = all;
      this.single = single;
      this.header = header;
    }

    @Override
    public @Nullable RawRecord next() {
      if (empty > 0 && ahead != null) {
        empty--;
        return new RawRecord(ahead.line() - empty - 1, new String[] {""}, null);
      }
      RawRecord record = ahead;
      ahead = null;
      while (record == null) {
        record = all.next();
        if (record == null) {
          return null; // empty lines at the end are none
        }
        if (record.cells().length == 0) {
          empty += single && !header ? 1 : 0;
          record = null;
        } else if (header) {
          header = false;
          record = null;
        }
      }
      if (empty > 0) {
        ahead = record;
        return next();
      }
      return record;
    }

    @Override
    public void close() {
      all.close();
    }
  }
}
