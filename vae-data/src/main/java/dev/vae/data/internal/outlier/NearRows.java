package dev.vae.data.internal.outlier;

import java.util.Arrays;

/**
 * The density of rows by the distance to the third nearest of some: where it is r, the density
 * falls as r to the power of the number of observed columns (Loftsgaarden and Quesenberry 1965).
 * Distances are Euclidean over columns that both rows have, as if there were as many as the row
 * has; another level counts as two deviations squared, which is what two numbers differ by on
 * average.
 */
public final class NearRows {
  /** Which neighbour's distance counts. */
  public static final int NEAREST = 3;

  /** What another level adds to the squared distance. */
  public static final double OTHER_LEVEL = 2;

  /** The square of the least noise in training: nearer rows count as equally near. */
  public static final double RESOLUTION = 2.5e-3;

  private final double[][] rows;
  private final int[] levels;

  /**
   * Keeps rows.
   *
   * @param rows {@code [rows][D]}, NaN where missing
   * @param levels for each column how many levels it has; 0 for numbers
   */
  public NearRows(double[][] rows, int[] levels) {
    this.rows = rows.clone();
    this.levels = levels.clone();
  }

  /**
   * Returns −log of the density in nats, but for a constant. One row that is the same does not
   * count: a row is no neighbour of itself.
   */
  public double score(double[] row) {
    double[] nearest = new double[NEAREST + 1];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    for (double[] other : rows) {
      insert(nearest, distance(row, other, nearest[NEAREST]));
    }
    int count = Math.min(rows.length, nearest.length);
    int skipped = nearest[0] == 0 ? 1 : 0;
    int at = Math.min(count - 1, NEAREST - 1 + skipped);
    double squares = at < 0 || nearest[at] == Double.POSITIVE_INFINITY ? 1 : nearest[at];
    long observed = Arrays.stream(row).filter(v -> !Double.isNaN(v)).count();
    return 0.5 * observed * StrictMath.log(squares + RESOLUTION);
  }

  /** The mean squared difference over columns that both have; infinite where there are none. */
  private double distance(double[] row, double[] other, double enough) {
    double sum = 0;
    int both = 0;
    for (int c = 0; c < row.length; c++) {
      double apart = row[c] - other[c];
      if (!Double.isNaN(apart)) {
        both++;
        sum += levels[c] == 0 ? apart * apart : apart == 0 ? 0 : OTHER_LEVEL;
        if (sum > enough * row.length) {
          return Double.POSITIVE_INFINITY;
        }
      }
    }
    return both == 0 ? Double.POSITIVE_INFINITY : sum / both;
  }

  private static void insert(double[] ascending, double value) {
    int at = ascending.length - 1;
    if (!(value < ascending[at])) {
      return;
    }
    while (at > 0 && ascending[at - 1] > value) {
      ascending[at] = ascending[at - 1];
      at--;
    }
    ascending[at] = value;
  }
}
