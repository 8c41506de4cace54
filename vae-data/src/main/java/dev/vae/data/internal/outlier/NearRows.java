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

  /** Of columns of more levels, what each adds is not kept. */
  private static final int KEPT_LEVELS = 16;

  private final int count;
  private final int[] levels;
  private final double[][] values;

  /** 1 where there is a value, else 0; null for columns where none is missing. */
  private final double[][] there;

  /** What a row of each level adds by each row, {@code [D][levels][count]}; empty where many. */
  private final double[][][] added;

  /** For each column where some are missing the number of its bit, else −1. */
  private final int[] bit;

  /** Of every row which of these columns have a value, {@code [words][count]}. */
  private final long[][] has;

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
    this.added = new double[levels.length][][];
    this.bit = new int[levels.length];
    int holed = 0;
    for (int c = 0; c < levels.length; c++) {
      for (int i = 0; i < count; i++) {
        values[c][i] = rows[i][c];
      }
      if (Arrays.stream(values[c]).anyMatch(Double::isNaN)) {
        there[c] = Arrays.stream(values[c]).map(v -> Double.isNaN(v) ? 0 : 1).toArray();
        values[c] = Arrays.stream(values[c]).map(v -> Double.isNaN(v) ? 0 : v).toArray();
      }
      bit[c] = there[c] == null ? -1 : holed++;
      boolean few = levels[c] > 0 && levels[c] <= KEPT_LEVELS;
      added[c] = new double[few ? levels[c] + 1 : 0][];
      for (int l = 0; l < added[c].length; l++) {
        added[c][l] = added(c, l);
      }
    }
    has = new long[(holed + 63) / 64][count];
    for (int c = 0; c < levels.length; c++) {
      for (int i = 0; bit[c] >= 0 && i < count; i++) {
        has[bit[c] / 64][i] |= there[c][i] > 0 ? 1L << bit[c] : 0;
      }
    }
  }

  /** What a level adds to the squares by each row. */
  private double[] added(int column, int level) {
    double[] all = new double[count];
    for (int i = 0; i < count; i++) {
      boolean counts = there[column] == null || there[column][i] > 0;
      all[i] = counts && values[column][i] != level ? OTHER_LEVEL : 0;
    }
    return all;
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
    long[] seen = new long[has.length];
    for (int from = 0; from < count; from += TILE) {
      int size = Math.min(TILE, count - from);
      for (int r = 0; r < asking.length; r++) {
        compare(asking[r], from, size, squares, both, seen);
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
  private void compare(
      double[] row, int from, int size, double[] squares, double[] both, long[] seen) {
    Arrays.fill(squares, 0, size, 0);
    Arrays.fill(seen, 0);
    int whole = 0;
    for (int c = 0; c < row.length; c++) {
      double own = row[c];
      if (Double.isNaN(own)) {
        continue;
      }
      if (bit[c] < 0) {
        whole++;
      } else {
        seen[bit[c] / 64] |= 1L << bit[c];
      }
      if (levels[c] > 0) {
        addLevels(c, own, from, size, squares);
      } else if (there[c] == null) {
        addNumbers(own, values[c], from, size, squares);
      } else {
        addNumbersWhereThere(own, values[c], there[c], from, size, squares);
      }
    }
    Arrays.fill(both, 0, size, whole);
    for (int w = 0; w < seen.length; w++) {
      for (int i = 0; i < size; i++) {
        both[i] += Long.bitCount(has[w][from + i] & seen[w]);
      }
    }
  }

  private static void addNumbers(double own, double[] others, int from, int size, double[] sum) {
    for (int i = 0; i < size; i++) {
      double apart = own - others[from + i];
      sum[i] += apart * apart;
    }
  }

  private static void addNumbersWhereThere(
      double own, double[] others, double[] there, int from, int size, double[] sum) {
    for (int i = 0; i < size; i++) {
      double apart = own - others[from + i];
      sum[i] += there[from + i] * (apart * apart);
    }
  }

  private void addLevels(int column, double own, int from, int size, double[] sum) {
    int level = (int) own;
    if (level >= 0 && level < added[column].length) {
      add(added[column][level], from, size, sum);
    } else if (there[column] == null) {
      addOtherLevels(own, values[column], from, size, sum);
    } else {
      addOtherLevelsWhereThere(own, values[column], there[column], from, size, sum);
    }
  }

  private static void add(double[] more, int from, int size, double[] sum) {
    for (int i = 0; i < size; i++) {
      sum[i] += more[from + i];
    }
  }

  private static void addOtherLevels(
      double own, double[] others, int from, int size, double[] sum) {
    for (int i = 0; i < size; i++) {
      sum[i] += own == others[from + i] ? 0 : OTHER_LEVEL;
    }
  }

  private static void addOtherLevelsWhereThere(
      double own, double[] others, double[] there, int from, int size, double[] sum) {
    for (int i = 0; i < size; i++) {
      sum[i] += own == others[from + i] ? 0 : there[from + i] * OTHER_LEVEL;
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
