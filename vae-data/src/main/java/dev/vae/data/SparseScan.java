package dev.vae.data;

import dev.vae.core.rows.SparseRowMatrix;
import dev.vae.data.internal.rows.SparseSource;
import java.util.BitSet;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.function.IntConsumer;
import org.jspecify.annotations.NullUnmarked;

/**
 * Looks at the values of rows most of which are 0, in time that what is stored takes, but for the
 * moments: those are the sums that {@link ColumnScan} makes, zeros and all, in the same order, so
 * that rows give the same bits however they are held. Nothing may be missing.
 */
@NullUnmarked // no null leaves it
final class SparseScan {
  private final Selection rows;
  private final SparseRowMatrix matrix;
  private final List<String> names;

  private SparseScan(Dataset data, SparseSource source) {
    rows = data.pipeline().selection();
    matrix = source.matrix();
    names = source.columns();
  }

  /** The rows of a data set that can be looked at so; null if they cannot. */
  static SparseSource source(Dataset data) {
    boolean plain = data.pipeline().transforms().isEmpty() && !data.missingAllowed();
    return plain && data.pipeline().source() instanceof SparseSource sparse ? sparse : null;
  }

  /** Every column, as {@link ColumnScan#all} sees it; null where a value is NaN. */
  static List<ColumnSummary> columns(Dataset data, SparseSource source) {
    SparseScan scan = new SparseScan(data, source);
    return scan.finite() ? scan.columns() : null;
  }

  private boolean finite() {
    return all(rows, matrix, value -> !Double.isNaN(value));
  }

  /** Whether something holds of everything that is stored. */
  private static boolean all(Selection rows, SparseRowMatrix matrix, DoublePredicate what) {
    boolean[] all = {true};
    for (long i = 0; i < rows.size() && all[0]; i++) {
      matrix.forEachStored((int) rows.at(i), (c, value) -> all[0] &= what.test(value));
    }
    return all[0];
  }

  /** Whether all values are 0 or 1. */
  static boolean binary(Dataset data, SparseSource source) {
    return all(data.pipeline().selection(), source.matrix(), value -> value == 0 || value == 1);
  }

  /** All values, as {@link RowScan#summarize} sees them; null where one is NaN or infinite. */
  static ValueSummary values(Dataset data, SparseSource source) {
    Selection rows = data.pipeline().selection();
    if (!all(rows, source.matrix(), value -> Math.abs(value) <= Float.MAX_VALUE)) {
      return null;
    }
    RowScan.ValueScan scan = new RowScan.ValueScan(source.columns());
    boolean zero = false;
    double[] row = new double[source.matrix().width()];
    for (long i = 0; i < rows.size(); i++) {
      int number = (int) rows.at(i);
      if (zero) {
        source.matrix().forEachStored(number, (c, value) -> scan.look(number, c, value));
      } else {
        source.matrix().copyRow(number, row);
        for (int c = 0; c < row.length; c++) {
          scan.look(number, c, row[c]);
          zero |= row[c] == 0; // from the second on they are nothing new
        }
      }
    }
    return scan.summary(data.size());
  }

  private List<ColumnSummary> columns() {
    List<ColumnScan> scans = ColumnScan.of(matrix.width(), names);
    double[] row = new double[scans.size()];
    ZeroPlaces zeros = new ZeroPlaces(scans.size());
    for (long i = 0; i < rows.size(); i++) {
      long number = rows.at(i);
      matrix.copyRow((int) number, row);
      for (int c = 0; c < row.length; c++) {
        scans.get(c).addMoments(row[c]);
      }
      matrix.forEachStored((int) number, (c, value) -> scans.get(c).look(number, value));
      zeros.look(matrix, (int) number, c -> scans.get(c).look(number, 0));
    }
    return scans.stream().map(ColumnScan::summary).toList();
  }

  /**
   * Where each column has its first 0 that is not stored. After a row, the columns that wait for
   * one are at most as many as it has entries.
   */
  private static final class ZeroPlaces {
    private final BitSet waiting = new BitSet();
    private final BitSet stored = new BitSet();

    ZeroPlaces(int width) {
      waiting.set(0, width);
    }

    /** Tells the columns whose first 0 stands in a row; rows come in their order. */
    void look(SparseRowMatrix matrix, int row, IntConsumer first) {
      if (waiting.isEmpty()) {
        return;
      }
      stored.clear();
      matrix.forEachStored(row, (column, value) -> stored.set(column));
      for (int c = waiting.nextSetBit(0); c >= 0; c = waiting.nextSetBit(c + 1)) {
        if (!stored.get(c)) {
          first.accept(c);
        }
      }
      waiting.and(stored);
    }
  }
}
