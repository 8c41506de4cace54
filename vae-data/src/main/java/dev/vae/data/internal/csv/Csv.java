package dev.vae.data.internal.csv;

import dev.vae.data.internal.file.FileChecks;
import dev.vae.data.internal.file.FileKind;
import dev.vae.data.rows.DataException;
import dev.vae.data.rows.RowSource;
import dev.vae.data.table.TableSchema;
import dev.vae.data.table.TableSource;
import dev.vae.data.table.dialect.RawRecord;
import dev.vae.data.table.dialect.RawRecords;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads files of text as rows of numbers. How they are written is found as for tables: delimiter,
 * quotes, encoding, header, decimal and thousands marks, dates, lines above the table, gzip.
 *
 * <p>Every column is kept but those of names of rows and free text (in 100 rows or more) and those
 * that are empty throughout; a note says so. Numbers are their values, dates days since 1970-01-01.
 * A column whose first filled cell is no number, or whose digits have zeros before them, holds
 * words, the names of categories: they are numbered from 0 in the order of the alphabet, at most
 * 1000, and may not be mixed with numbers.
 *
 * <p>An empty cell, NA, N/A, NaN, null or ? is a missing value, and among numbers what else tables
 * take for one, such as None: an error unless missing values are allowed. The table is kept in
 * memory, eight bytes a cell.
 */
public final class Csv {
  private Csv() {}

  /** Returns a table without missing values or labels. */
  public static RowSource open(Path file) {
    return open(file, false, null);
  }

  /**
   * Returns a table.
   *
   * @param missing whether cells may be missing; they are read as NaN
   * @param label the name, or the number from 0, of a column that holds class numbers instead of
   *     values; null for none
   * @throws DataException naming line, row and column of a cell that is no number, or of a line
   *     with another number of cells than the first
   */
  public static RowSource open(Path file, boolean missing, @Nullable String label) {
    FileChecks.requireFile("the CSV file", file);
    FileKind.otherThanTable(file)
        .filter(kind -> !kind.equals(FileKind.GZIP))
        .ifPresent(
            kind -> {
              throw new DataException(
                  file + " is not a table of text: it looks like " + kind + "; a CSV was expected");
            });
    TableSource source = TableSource.of(file);
    TableSchema schema = TableSchema.infer(source);
    if (schema.rows() == 0) {
      throw new DataException(file + " has a header but no rows");
    }
    CsvRows rows = new CsvRows(file, source.titles(), schema, missing, label);
    try (RawRecords records = source.open()) {
      for (RawRecord record = records.next(); record != null; record = records.next()) {
        rows.add(record);
      }
    }
    return rows.source();
  }
}
