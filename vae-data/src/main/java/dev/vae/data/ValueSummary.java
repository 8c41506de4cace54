package dev.vae.data;

import dev.vae.data.rows.CellPosition;

/**
 * What the values of a data set are like. Missing and infinite values count for nothing but
 * themselves.
 *
 * @param rows how many rows were looked at
 * @param smallest where the smallest value stands first; null if there is no value
 * @param largest where the largest value stands first; null if there is no value
 * @param fraction where the first value that is no integer stands; null if all are integers
 * @param between where the first value other than 0 and 1 stands; null if all are 0 or 1
 * @param missing how many values are missing
 * @param firstMissing where the first missing value stands; null if none is
 * @param firstInfinite where the first value stands that a float cannot hold; null if none does
 */
record ValueSummary(
    long rows,
    CellPosition smallest,
    CellPosition largest,
    CellPosition fraction,
    CellPosition between,
    long missing,
    CellPosition firstMissing,
    CellPosition firstInfinite) {

  /** The smallest value; NaN if there is none. */
  double min() {
    return smallest == null ? Double.NaN : smallest.value();
  }

  /** The largest value; NaN if there is none. */
  double max() {
    return largest == null ? Double.NaN : largest.value();
  }

  /** Whether all values are integers. */
  boolean allInteger() {
    return fraction == null;
  }

  /** Whether all values are 0 or 1. */
  boolean binary() {
    return between == null;
  }

  /** Whether these look like grey levels 0..255: integers with some above 1. */
  boolean greyLevels() {
    return allInteger() && min() >= 0 && max() <= 255 && max() > 1;
  }
}
