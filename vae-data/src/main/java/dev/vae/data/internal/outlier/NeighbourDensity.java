package dev.vae.data.internal.outlier;

import dev.vae.core.kernel.KernelSelector;
import dev.vae.core.kernel.Kernels;
import java.util.Arrays;

/**
 * A density by the distance to the nearest neighbour: where that is r, the density falls as r to
 * the power of the number of observed columns (Loftsgaarden and Quesenberry 1965). Distances are
 * Euclidean over columns that both rows have, as if there were as many as the row has; another
 * level counts as two deviations squared, which is what two numbers differ by on average.
 *
 * <p>Which rows may be among the nearest is found in single precision, many at a time; what counts
 * of these few is computed in double precision, column by column.
 */
public final class NeighbourDensity {
  /** Which neighbour's distance counts. */
  public static final int NEAREST = 1;

  /** What another level adds to the squared distance. */
  public static final double OTHER_LEVEL = 2;

  /** The square of the least noise in training: nearer rows count as equally near. */
  public static final double RESOLUTION = 2.5e-3;

  /** So many rows are compared with, all their columns, before the next query. */
  private static final int TILE = 64;

  /** So many rows are compared at a time. */
  private static final int QUERIES = 16;

  /** The relative error of a number in single precision. */
  private static final double ROUNDING = 0x1p-24;

  /** Larger numbers are not compared in single precision, where their squares may be infinite. */
  private static final double LARGE = 1e12;

  /** More than is lost where squares are too small for single precision. */
  private static final double LEAST = 0x1p-100;

  private static final Kernels KERNELS = KernelSelector.get();

  private final double[][] rows;
  private final int[] levels;

  /** Columns of numbers, then those of levels. */
  private final int[] order;

  /** How many rows there are with some that have nothing at all, to whole tiles. */
  private final int stride;

  /**
   * The rows in single precision, 0 where missing: tile by tile, and of each tile column by column.
   * (With all rows of a column one after the other, columns of 1,024 rows lay in the same few lines
   * of the first-level cache.)
   */
  private final float[] values;

  /** 1 where there is a value, else 0, likewise. */
  private final float[] observed;

  private final double largest;

  /**
   * Keeps rows.
   *
   * @param rows {@code [rows][D]}, NaN where missing
   * @param levels for each column how many levels it has; 0 for numbers
   */
  public NeighbourDensity(double[][] rows, int[] levels) {
    this.rows = rows.clone();
    this.levels = levels.clone();
    order = new int[levels.length];
    int ordered = 0;
    for (boolean levelled : new boolean[] {false, true}) {
      for (int c = 0; c < levels.length; c++) {
        if (levels[c] > 0 == levelled) {
          order[ordered++] = c;
        }
      }
    }
    stride = (rows.length + TILE - 1) / TILE * TILE;
    values = new float[levels.length * stride];
    observed = new float[values.length];
    double most = 0;
    for (int c = 0; c < levels.length; c++) {
      for (int i = 0; i < rows.length; i++) {
        double value = rows[i][c];
        if (!Double.isNaN(value)) {
          int at = (i / TILE * levels.length + c) * TILE + i % TILE;
          values[at] = (float) value;
          observed[at] = 1;
          most = Math.max(most, Math.abs(value));
        }
      }
    }
    largest = most;
  }

  /**
   * Returns −log of each row's density in nats, but for a constant. One row that is the same does
   * not count: a row is no neighbour of itself.
   */
  public double[] scores(double[][] queries) {
    double[] scores = new double[queries.length];
    float[] squares = new float[Math.min(QUERIES, queries.length) * stride];
    int[] maybe = new int[rows.length];
    for (int from = 0; from < queries.length; from += QUERIES) {
      int count = Math.min(QUERIES, queries.length - from);
      Query[] some = new Query[count];
      for (int r = 0; r < count; r++) {
        some[r] = new Query(queries[from + r]);
      }
      for (int tile = 0; tile < stride; tile += TILE) {
        for (int r = 0; r < count; r++) {
          some[r].compare(tile, squares, r * stride);
        }
      }
      for (int r = 0; r < count; r++) {
        scores[from + r] = some[r].score(squares, r * stride, maybe);
      }
    }
    return scores;
  }

  /** A row that is compared. */
  private final class Query {
    private final double[] row;
    private final float[] single;
    private final int[] columns;
    private final int numbers;
    private final double most;

    Query(double[] row) {
      this.row = row;
      single = new float[row.length];
      int[] seen = new int[row.length];
      int all = 0;
      int ofNumbers = 0;
      double large = largest;
      for (int c : order) {
        single[c] = (float) row[c];
        if (!Double.isNaN(row[c])) {
          seen[all++] = c;
          ofNumbers += levels[c] > 0 ? 0 : 1;
          large = Math.max(large, Math.abs(row[c]));
        }
      }
      columns = Arrays.copyOf(seen, all);
      numbers = ofNumbers;
      most = large;
    }

    /** Tells of a tile of rows about how far they are. */
    void compare(int tile, float[] squares, int at) {
      KERNELS.meanSquares(
          single,
          columns,
          numbers,
          (float) OTHER_LEVEL,
          values,
          observed,
          TILE,
          tile * levels.length,
          TILE,
          squares,
          at + tile);
    }

    /**
     * What counts of the nearest rows. Each number in single precision is off by its rounding, and
     * so is a distance, but for the sum's: where one is below another though it should not, they
     * differ by less than that twice.
     *
     * @param maybe room for the numbers of rows that may be among them
     */
    double score(float[] squares, int at, int[] maybe) {
      double[] nearest = new double[NEAREST + 1];
      Arrays.fill(nearest, Double.POSITIVE_INFINITY);
      int found = 0;
      if (most < LARGE) {
        double part = 1 + 4 * (columns.length + 8) * ROUNDING;
        double off = 2 * 2 * ROUNDING * most;
        // (a + b)² is at most 1.01 a² + 101 b²
        double times = 1.01 * part;
        double more = 101 * 1.01 * off * off + LEAST;
        float within = Float.POSITIVE_INFINITY;
        for (int i = 0; i < rows.length; i++) {
          if (squares[at + i] <= within) {
            maybe[found++] = i;
            if (insert(nearest, squares[at + i])) {
              within = Math.nextUp((float) (nearest[NEAREST] * times + more));
            }
          }
        }
        int left = 0;
        for (int k = 0; k < found; k++) {
          maybe[left] = maybe[k];
          left += squares[at + maybe[k]] <= within ? 1 : 0;
        }
        found = left;
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
      } else {
        Arrays.setAll(maybe, i -> i);
        found = rows.length;
      }
      for (int k = 0; k < found; k++) {
        insert(nearest, square(rows[maybe[k]]));
      }
      int last = Math.min(rows.length, nearest.length) - 1;
      int skipped = nearest[0] == 0 ? 1 : 0;
      int counts = Math.min(last, NEAREST - 1 + skipped);
      double square =
          counts < 0 || nearest[counts] == Double.POSITIVE_INFINITY ? 1 : nearest[counts];
      return 0.5 * columns.length * StrictMath.log(square + RESOLUTION);
    }

    /** The mean of what columns add, in their order; NaN where there is none. */
    private double square(double[] other) {
      double sum = 0;
      int both = 0;
      for (int c = 0; c < row.length; c++) {
        if (!Double.isNaN(row[c]) && !Double.isNaN(other[c])) {
          double apart = row[c] - other[c];
          sum += levels[c] == 0 ? apart * apart : apart == 0 ? 0 : OTHER_LEVEL;
          both++;
        }
      }
      return sum / both;
    }
  }

  /** Whether a value is among the smallest. */
  private static boolean insert(double[] ascending, double value) {
    int at = ascending.length - 1;
    if (!(value < ascending[at])) {
      return false;
    }
    while (at > 0 && ascending[at - 1] > value) {
      ascending[at] = ascending[at - 1];
      at--;
    }
    ascending[at] = value;
    return true;
  }
}
