package dev.vae.data;

import dev.vae.core.rows.ColumnStatistics;
import dev.vae.data.rows.CellPosition;

/**
 * What the values of one column are like, after the transforms. Missing values count for nothing
 * but themselves.
 *
 * @param smallest where the smallest value stands first; null if there is no value
 * @param largest where the largest value stands first; null if there is no value
 * @param fraction where the first value that is no integer stands; null if all are integers
 * @param between where the first value other than 0 and 1 stands; null if all are 0 or 1
 * @param missing how many values are missing
 * @param mean the mean; NaN if there is no value
 * @param variance the mean squared distance from the mean
 * @param skewness the mean cubed distance from the mean, in units of the standard deviation; 0 for
 *     a column that never varies
 */
public record ColumnSummary(
    CellPosition smallest,
    CellPosition largest,
    CellPosition fraction,
    CellPosition between,
    long missing,
    double mean,
    double variance,
    double skewness)
    implements ColumnStatistics {

  @Override
  public double min() {
    return smallest == null ? Double.NaN : smallest.value();
  }

  @Override
  public double max() {
    return largest == null ? Double.NaN : largest.value();
  }

  @Override
  public boolean counts() {
    return fraction == null && min() >= 0;
  }

  @Override
  public boolean binary() {
    return between == null;
  }
}
