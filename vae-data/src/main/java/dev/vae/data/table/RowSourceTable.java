package dev.vae.data.table;

import dev.vae.data.rows.RowSource;
import dev.vae.data.table.dialect.Dialect;
import dev.vae.data.table.dialect.RawRecord;
import dev.vae.data.table.dialect.RawRecords;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of numbers as a table: words where they are known, NaN as missing. */
record RowSourceTable(RowSource rows) implements TableSource {

  @Override
  public String description() {
    return rows.description();
  }

  @Override
  public List<String> titles() {
    List<String> names = rows.columns();
    if (!names.isEmpty()) {
      return names;
    }
    List<String> numbered = new ArrayList<>();
    for (int i = 0; i < rows.event().elements(); i++) {
      numbered.add("column_" + (i + 1));
    }
    return numbered;
  }

  @Override
  public Dialect dialect() {
    return Dialect.csv();
  }

  @Override
  public RawRecords open() {
    int width = rows.event().elements();
    return new RawRecords() {
      private final double[] values = new double[width];
      private long row;

      @Override
      public @Nullable RawRecord next() {
        if (row == rows.size()) {
          return null;
        }
        rows.read(row++, values);
        String[] cells = new String[width];
        for (int i = 0; i < width; i++) {
          List<String> words = rows.categories().get(i);
          boolean none = Double.isNaN(values[i]);
          cells[i] =
              none ? "" : words != null ? words.get((int) values[i]) : RowsSource.text(values[i]);
        }
        return new RawRecord(row + 1, cells, null);
      }

      @Override
      public void close() {}
    };
  }
}
