package dev.vae.data.table;

import dev.vae.data.table.dialect.Dialect;
import dev.vae.data.table.dialect.RawRecord;
import dev.vae.data.table.dialect.RawRecords;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** Rows made in Java; null and what a row does not have is missing. */
@NullUnmarked // no null leaves it
record RowsSource(List<String> titles, List<? extends Map<String, ?>> rows) implements TableSource {

  RowsSource {
    titles = List.copyOf(titles);
    rows = List.copyOf(rows);
  }

  @Override
  public String description() {
    return "rows";
  }

  @Override
  public Dialect dialect() {
    return Dialect.csv();
  }

  @Override
  public RawRecords open() {
    Iterator<? extends Map<String, ?>> all = rows.iterator();
    return new RawRecords() {
      private long line = 1;

      @Override
      public @Nullable RawRecord next() {
        if (!all.hasNext()) {
          return null;
        }
        Map<String, ?> row = all.next();
        String[] cells = new String[titles.size()];
        for (int i = 0; i < cells.length; i++) {
          cells[i] = text(row.get(titles.get(i)));
        }
        return new RawRecord(++line, cells, null);
      }

      @Override
      public void close() {}
    };
  }

  /** As a file would hold it. */
  static String text(Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
      return whole ? Long.toString((long) number) : value.toString();
    }
    return value.toString();
  }
}
