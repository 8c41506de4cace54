package dev.vae.data.tabular.impute;

import dev.vae.data.table.TableWriter;
import dev.vae.data.table.dialect.Dialect;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes what is known of filled cells as CSV, a line for each: row (the first being 0, as in
 * scores), column, the value that was filled in, low and high or the levels that belong to the set,
 * all written as the column writes its cells, and the spread of draws, a plain number. The file is
 * there after {@link #finish}.
 */
final class IntervalFile implements Consumer<ImputedRow>, AutoCloseable {
  private final TableWriter writer;

  /** Begins a file. */
  IntervalFile(Path path) {
    writer = new TableWriter(path, Dialect.csv());
    writer.write(List.of("row", "column", "value", "low", "high", "levels", "spread"));
  }

  @Override
  public void accept(ImputedRow row) {
    for (ImputedCell cell : row.cells()) {
      writer.write(
          List.of(
              String.valueOf(row.index()),
              cell.column(),
              cell.text(),
              cell.lowText(),
              cell.highText(),
              String.join("|", cell.levels()),
              number(cell.spread())));
    }
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : String.valueOf((float) value);
  }

  /** Ends the file; without it, closing leaves nothing. */
  void finish() {
    writer.finish();
  }

  @Override
  public void close() {
    writer.close();
  }
}
