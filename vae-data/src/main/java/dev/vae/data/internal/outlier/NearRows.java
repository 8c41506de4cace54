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

  /** More than rounding makes of a product. */
  private static final double SLACK = 1 + 1e-9;

  /** So many rows are compared with before the next of those that ask. */
  private static final int TILE = 128;

  private final int count;
  private final int[] levels;
  private final double[][] values;
  private final double[][] there;

  /**
   * Keeps rows.
   *
   * @param rows {@code [rows][D]}, NaN where missing
   * @param levels for each column how many levels it has; 0 for numbers
   */
  public NearRows(double[][] rows, int[] levels) {
    this.count = rows.length;
    this.levels = levels.clone();
    this.values = new double[levels.length][count];
    this.there = new double[levels.length][];
    for (int c = 0; c < levels.length; c++) {
      for (int i = 0; i < count; i++) {
        values[c][i] = rows[i][c];
      }
      if (Arrays.stream(values[c]).anyMatch(Double::isNaN)) {
        there[c] = Arrays.stream(values[c]).map(v -> Double.isNaN(v) ? 0 : 1).toArray();
        values[c] = Arrays.stream(values[c]).map(v -> Double.isNaN(v) ? 0 : v).toArray();
      }
    }
  }

  /**
   * Returns −log of each row's density in nats, but for a constant. One row that is the same does
   * not count: a row is no neighbour of itself.
   */
  public double[] scores(double[][] asking) {
    double[][] nearest = new double[asking.length][NEAREST + 1];
    for (double[] own : nearest) {
      Arrays.fill(own, Double.POSITIVE_INFINITY);
    }
    double[] squares = new double[TILE];
    double[] both = new double[TILE];
    for (int from = 0; from < count; from += TILE) {
      int size = Math.min(TILE, count - from);
      for (int r = 0; r < asking.length; r++) {
        compare(asking[r], from, size, squares, both);
        double[] own = nearest[r];
        for (int i = 0; i < size; i++) {
          // a division only where its result may be among the nearest
          if (squares[i] <= own[NEAREST] * both[i] * SLACK) {
            insert(own, squares[i] / both[i]);
          }
        }
      }
    }
    double[] scores = new double[asking.length];
    Arrays.setAll(scores, r -> score(asking[r], nearest[r]));
    return scores;
  }

  private double score(double[] row, double[] nearest) {
    int found = Math.min(count, nearest.length);
    int skipped = nearest[0] == 0 ? 1 : 0;
    int at = Math.min(found - 1, NEAREST - 1 + skipped);
    double squares = at < 0 || nearest[at] == Double.POSITIVE_INFINITY ? 1 : nearest[at];
    long observed = Arrays.stream(row).filter(v -> !Double.isNaN(v)).count();
    return 0.5 * observed * StrictMath.log(squares + RESOLUTION);
  }

  /**
   * Adds up the squared differences over columns that both have, and how many these are, in loops
   * without branches, so that the compiler takes several rows at a time. Where there are no such
   * columns, 0 · ∞ compares as no neighbour.
   */
  private void compare(double[] row, int from, int size, double[] squares, double[] both) {
    Arrays.fill(squares, 0, size, 0);
    Arrays.fill(both, 0, size, 0);
    int whole = 0;
    for (int c = 0; c < row.length; c++) {
      if (Double.isNaN(row[c])) {
        continue;
      }
      if (there[c] != null) {
        addWhereThere(row[c], levels[c] > 0, values[c], there[c], from, size, squares, both);
        continue;
      }
      whole++;
      if (levels[c] > 0) {
        addLevels(row[c], values[c], from, size, squares);
      } else {
        addNumbers(row[c], values[c], from, size, squares);
      }
    }
    for (int i = 0; i < size; i++) {
      both[i] += whole;
    }
  }

  private static void addNumbers(double own, double[] others, int from, int size, double[] sum) {
    for (int i = 0; i < size; i++) {
      double apart = own - others[from + i];
      sum[i] += apart * apart;
    }
  }

  /** Levels are whole numbers: any two that differ are at least one apart. */
  private static void addLevels(double own, double[] others, int from, int size, double[] sum) {
    for (int i = 0; i < size; i++) {
      sum[i] += OTHER_LEVEL * Math.min(1, Math.abs(own - others[from + i]));
    }
  }

  private static void addWhereThere(
      double own,
      boolean level,
      double[] others,
      double[] there,
      int from,
      int size,
      double[] sum,
      double[] both) {
    for (int i = 0; i < size; i++) {
      double apart = own - others[from + i];
      double squared = level ? OTHER_LEVEL * Math.min(1, Math.abs(apart)) : apart * apart;
      sum[i] += there[from + i] * squared;
      both[i] += there[from + i];
    }
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
