package dev.vae.cli.reproduce;

import dev.vae.data.table.TableSource;
import dev.vae.data.table.dialect.Dialect;
import dev.vae.data.table.dialect.RawRecord;
import dev.vae.data.table.dialect.RawRecords;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of words as a table, whose columns' types are then found as in any file. */
record TextTable(List<String> titles, List<String[]> rows) implements TableSource {

  /** Numbers, NaN where missing. */
  static TextTable of(double[][] rows) {
    return new TextTable(
        IntStream.range(0, rows[0].length).mapToObj(c -> "x" + c).toList(),
        Arrays.stream(rows).map(TextTable::words).toList());
  }

  private static String[] words(double[] row) {
    return Arrays.stream(row)
        .mapToObj(
            v -> {
              boolean whole = v == Math.rint(v) && Math.abs(v) < 1e15;
              return Double.isNaN(v) ? "" : whole ? Long.toString((long) v) : Double.toString(v);
            })
        .toArray(String[]::new);
  }

  @Override
  public String description() {
    return "the table";
  }

  @Override
  public Dialect dialect() {
    return Dialect.csv();
  }

  @Override
  public RawRecords open() {
    return new RawRecords() {
      private int next;

      @Override
      public RawRecord next() {
        return next == rows.size()
            ? null
            : new RawRecord(next + 2L, rows.get(next++).clone(), null);
      }

      @Override
      public void close() {}
    };
  }
}
