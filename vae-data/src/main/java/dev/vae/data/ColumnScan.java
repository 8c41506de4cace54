package dev.vae.data;

import dev.vae.data.rows.CellPosition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/** Looks at the values of one column as they come. */
@NullUnmarked // no null leaves it
final class ColumnScan {
  private final int column;
  private final List<String> names;
  private CellPosition smallest;
  private CellPosition largest;
  private CellPosition fraction;
  private CellPosition between;
  private long missing;
  private long count;
  private double mean;
  private double squares;
  private double cubes;

  private ColumnScan(int column, List<String> names) {
    this.column = column;
    this.names = names;
  }

  /** One for each of some columns, of which nothing was seen yet. */
  static List<ColumnScan> of(int columns, List<String> names) {
    List<ColumnScan> scans = new ArrayList<>();
    for (int j = 0; j < columns; j++) {
      scans.add(new ColumnScan(j, names));
    }
    return scans;
  }

  /** Every column of a data set. */
  static List<ColumnSummary> all(Dataset data) {
    List<ColumnScan> scans = of(data.event().elements(), data.columns());
    RowReader reader = data.reader();
    for (long i = 0; i < data.size(); i++) {
      long row = data.pipeline().selection().at(i);
      double[] values = reader.numbers(row);
      scans.forEach(scan -> scan.add(row, values[scan.column]));
    }
    return scans.stream().map(ColumnScan::summary).toList();
  }

  private void add(long row, double value) {
    if (Double.isNaN(value)) {
      missing++;
      return;
    }
    look(row, value);
    addMoments(value);
  }

  /** Notes where the value stands, if there was none like it. */
  void look(long row, double value) {
    smallest = smallest == null || value < smallest.value() ? at(row, value) : smallest;
    largest = largest == null || value > largest.value() ? at(row, value) : largest;
    fraction = fraction == null && value != Math.rint(value) ? at(row, value) : fraction;
    between = between == null && value != 0 && value != 1 ? at(row, value) : between;
  }

  /** Adds to the moments as they come: Terriberry (2007). */
  void addMoments(double value) {
    long before = count++;
    double distance = value - mean;
    double step = distance / count;
    double term = distance * step * before;
    mean += step;
    cubes += term * step * (count - 2) - 3 * step * squares;
    squares += distance * (value - mean); // Welford (1962)
  }

  private CellPosition at(long row, double value) {
    return CellPosition.of(row, column, names, value);
  }

  /** Returns what was seen. */
  ColumnSummary summary() {
    double variance = count == 0 ? Double.NaN : squares / count;
    double skewness = variance > 0 ? cubes / count / Math.pow(variance, 1.5) : 0;
    return new ColumnSummary(
        smallest,
        largest,
        fraction,
        between,
        missing,
        count == 0 ? Double.NaN : mean,
        variance,
        skewness);
  }
}
