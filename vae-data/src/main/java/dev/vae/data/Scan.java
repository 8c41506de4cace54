package dev.vae.data;

import dev.vae.data.internal.rows.ByteRowSource;
import dev.vae.data.rows.CellPosition;
import dev.vae.data.rows.DataException;
import dev.vae.data.rows.RowSource;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/** Looks at all values of a data set. */
@NullUnmarked // no null leaves it
final class Scan {
  private Scan() {}

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
    List<String> names = data.columns();
    int width = data.event().elements();
    RowReader reader = data.reader();
    CellPosition smallest = null;
    CellPosition largest = null;
    CellPosition fraction = null;
    CellPosition between = null;
    CellPosition firstMissing = null;
    CellPosition firstInfinite = null;
    long missing = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (long i = 0; i < data.size(); i++) {
      long row = data.pipeline().selection().at(i);
      double[] values = reader.numbers(row);
      for (int j = 0; j < width; j++) {
        double value = values[j];
        if (Double.isNaN(value)) {
          missing++;
          firstMissing =
              firstMissing == null ? CellPosition.of(row, j, names, value) : firstMissing;
          continue;
        }
        if (Math.abs(value) > Float.MAX_VALUE) {
          firstInfinite =
              firstInfinite == null ? CellPosition.of(row, j, names, value) : firstInfinite;
          continue;
        }
        if (value < min) {
          min = value;
          smallest = CellPosition.of(row, j, names, value);
        }
        if (value > max) {
          max = value;
          largest = CellPosition.of(row, j, names, value);
        }
        if (between == null && value != 0 && value != 1) {
          between = CellPosition.of(row, j, names, value);
        }
        if (fraction == null && value != Math.rint(value)) {
          fraction = CellPosition.of(row, j, names, value);
        }
      }
    }
    ValueSummary found =
        new ValueSummary(
            data.size(),
            smallest,
            largest,
            fraction,
            between,
            missing,
            firstMissing,
            firstInfinite);
    check(data, found);
    return found;
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
}
