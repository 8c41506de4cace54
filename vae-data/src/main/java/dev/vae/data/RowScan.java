package dev.vae.data;

import dev.vae.data.internal.rows.ByteRowSource;
import dev.vae.data.internal.rows.SparseSource;
import dev.vae.data.rows.CellPosition;
import dev.vae.data.rows.DataException;
import dev.vae.data.rows.RowSource;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/** Looks at all values of a data set. */
@NullUnmarked // no null leaves it
final class RowScan {
  private RowScan() {}

  /** Whether some value of a row of bytes is above 1, reading no further than needed. */
  static boolean exceedsOne(Dataset data) {
    RowSource source = data.pipeline().source();
    if (!(source instanceof ByteRowSource bytes) || source.bounds().orElseThrow().high() <= 1) {
      return false;
    }
    byte[] row = new byte[source.event().elements()];
    for (long i = 0; i < data.size(); i++) {
      bytes.readBytes(data.pipeline().selection().at(i), row);
      for (byte value : row) {
        if ((value & 0xff) > 1) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether all values that are not missing are 0 or 1, reading no further than needed. */
  static boolean binary(Dataset data) {
    SparseSource sparse = SparseScan.source(data);
    if (sparse != null) {
      return SparseScan.binary(data, sparse);
    }
    RowReader reader = data.reader();
    for (long i = 0; i < data.size(); i++) {
      for (double value : reader.numbers(data.pipeline().selection().at(i))) {
        if (value != 0 && value != 1 && !Double.isNaN(value)) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * The summary.
   *
   * @throws DataException if a value is infinite, or missing where none may be
   */
  static ValueSummary summarize(Dataset data) {
    SparseSource sparse = SparseScan.source(data);
    ValueSummary found = sparse == null ? null : SparseScan.values(data, sparse);
    found = found == null ? everyValue(data) : found;
    check(data, found);
    return found;
  }

  private static ValueSummary everyValue(Dataset data) {
    int width = data.event().elements();
    RowReader reader = data.reader();
    ValueScan scan = new ValueScan(data.columns());
    for (long i = 0; i < data.size(); i++) {
      long row = data.pipeline().selection().at(i);
      double[] values = reader.numbers(row);
      for (int j = 0; j < width; j++) {
        scan.look(row, j, values[j]);
      }
    }
    return scan.summary(data.size());
  }

  private static void check(Dataset data, ValueSummary found) {
    if (found.firstInfinite() != null) {
      CellPosition place = found.firstInfinite();
      String what = Double.isInfinite(place.value()) ? "infinite" : "beyond the range of a float";
      throw new DataException(
          data
              + ": the value at "
              + place.describe()
              + " is "
              + place.value()
              + ", which is "
              + what
              + "; every value must be finite: correct it or leave the row out");
    }
    if (found.firstMissing() != null && !data.missingAllowed()) {
      throw new DataException(
          data
              + ": the value at "
              + found.firstMissing().describe()
              + " is NaN ("
              + found.missing()
              + " in all); every value must be finite: fill them in, leave the rows out, or allow"
              + " missing values");
    }
  }

  /** Looks at values of all columns as they come. */
  static final class ValueScan {
    private final List<String> names;
    private CellPosition smallest;
    private CellPosition largest;
    private CellPosition fraction;
    private CellPosition between;
    private CellPosition firstMissing;
    private CellPosition firstInfinite;
    private long missing;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    ValueScan(List<String> names) {
      this.names = names;
    }

    void look(long row, int j, double value) {
      if (Double.isNaN(value)) {
        missing++;
        firstMissing = firstMissing == null ? at(row, j, value) : firstMissing;
        return;
      }
      if (Math.abs(value) > Float.MAX_VALUE) {
        firstInfinite = firstInfinite == null ? at(row, j, value) : firstInfinite;
        return;
      }
      if (value < min) {
        min = value;
        smallest = at(row, j, value);
      }
      if (value > max) {
        max = value;
        largest = at(row, j, value);
      }
      if (between == null && value != 0 && value != 1) {
        between = at(row, j, value);
      }
      if (fraction == null && value != Math.rint(value)) {
        fraction = at(row, j, value);
      }
    }

    private CellPosition at(long row, int column, double value) {
      return CellPosition.of(row, column, names, value);
    }

    ValueSummary summary(long rows) {
      return new ValueSummary(
          rows, smallest, largest, fraction, between, missing, firstMissing, firstInfinite);
    }
  }
}
