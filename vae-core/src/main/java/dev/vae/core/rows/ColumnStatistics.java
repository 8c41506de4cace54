package dev.vae.core.rows;

/** What the observed values of one column are like. */
public interface ColumnStatistics {
  /** Returns the smallest value; NaN if there is none. */
  double min();

  /** Returns the largest value; NaN if there is none. */
  double max();

  /** Returns the mean; NaN if there is no value. */
  double mean();

  /** Returns the mean squared distance from the mean. */
  double variance();

  /** Returns the mean cubed distance from the mean in units of the deviation; 0 if none varies. */
  double skewness();

  /** Returns whether all values are 0 or 1. */
  boolean binary();

  /** Returns whether all values are integers from 0 up. */
  boolean counts();
}
