package dev.vae.cli.reproduce;

import dev.vae.data.table.TableSource;
import dev.vae.data.table.dialect.Dialect;
import dev.vae.data.table.dialect.RawRecord;
import dev.vae.data.table.dialect.RawRecords;
import java.util.List;
import java.util.stream.IntStream;

/** Numbers as a table of text, whose columns' types are then found as in any file. */
record ArrayTable(double[][] rows) implements TableSource {
  @Override
  public String description() {
    return "the table";
  }

  @Override
  public List<String> titles() {
    return IntStream.range(0, rows[0].length).mapToObj(c -> "x" + c).toList();
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
        if (next == rows.length) {
          return null;
        }
        double[] row = rows[next++];
        String[] cells = new String[row.length];
        for (int c = 0; c < cells.length; c++) {
          boolean whole = row[c] == Math.rint(row[c]) && Math.abs(row[c]) < 1e15;
          cells[c] = whole ? Long.toString((long) row[c]) : Double.toString(row[c]);
          cells[c] = Double.isNaN(row[c]) ? "" : cells[c];
        }
        return new RawRecord(next + 1L, cells, null);
      }

      @Override
      public void close() {}
    };
  }
}
