package dev.vae.data.tabular.draws;

import java.util.Arrays;

/**
 * Brings the numbers that a model draws for a column to the distribution that the column has: a
 * drawn number becomes the training rows' quantile of its own rank among draws. Order, and with it
 * what columns have to do with each other, stays; values that stand in many rows stand in as many
 * again.
 *
 * @param from quantiles of draws, ascending
 * @param to the training rows' quantiles of the same shares, ascending
 */
public record QuantileMap(double[] from, double[] to) {
  private static final int STEPS = 500;

  /** Checks that both are as long. */
  public QuantileMap {
    if (from.length != to.length) {
      throw new IllegalArgumentException("as many quantiles of draws as of rows are needed");
    }
  }

  /**
   * Fits a map to draws and real values, NaN left out.
   *
   * @return a map of nothing where one has no value
   */
  public static QuantileMap of(double[] drawn, double[] real) {
    double[] a = Arrays.stream(drawn).filter(v -> !Double.isNaN(v)).sorted().toArray();
    double[] b = Arrays.stream(real).filter(v -> !Double.isNaN(v)).sorted().toArray();
    if (a.length == 0 || b.length == 0) {
      return new QuantileMap(new double[0], new double[0]);
    }
    return new QuantileMap(quantiles(a), quantiles(b));
  }

  private static double[] quantiles(double[] sorted) {
    double[] q = new double[STEPS + 1];
    for (int i = 0; i <= STEPS; i++) {
      q[i] = (float) sorted[(int) ((long) i * (sorted.length - 1) / STEPS)];
    }
    return q;
  }

  /** Returns the number for a draw. */
  public double apply(double drawn) {
    int n = from.length;
    if (n == 0 || Double.isNaN(drawn)) {
      return drawn;
    }
    if (drawn <= from[0]) {
      return to[0];
    }
    if (drawn >= from[n - 1]) {
      return to[n - 1];
    }
    int low = 0;
    int high = n - 1;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (from[middle] <= drawn) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double part = (drawn - from[low]) / (from[high] - from[low]);
    return to[low] + part * (to[high] - to[low]);
  }
}
