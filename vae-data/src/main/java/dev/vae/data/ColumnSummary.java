package dev.vae.data;

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
 * @param skewness the mean cubed distance from the mean, in units of the deviation; 0 for a column
 *     that never varies
 */
public record ColumnSummary(
    CellPosition smallest,
    CellPosition largest,
    CellPosition fraction,
    CellPosition between,
    long missing,
    double mean,
    double variance,
    double skewness) {

  /** The smallest value; NaN if there is none. */
  public double min() {
    return smallest == null ? Double.NaN : smallest.value();
  }

  /** The largest value; NaN if there is none. */
  public double max() {
    return largest == null ? Double.NaN : largest.value();
  }

  /** Whether all values are integers from 0 up. */
  public boolean counts() {
    return fraction == null && min() >= 0;
  }
}
