package dev.vae.data.internal.outlier;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Some training rows, and what is judged by them: how near a row is to them, and how many random
 * cuts set it apart. They are rounded, so that files stay small and what is read back is the same.
 */
public final class ReferenceRows {
  private static final int MOST = 1000;

  /** Values are whole multiples of one over this. */
  public static final double ROUNDED = 1e4;

  private final double[][] rows;
  private final RandomCuts forest;
  private final NearRows near;

  private ReferenceRows(double[][] rows, int[] levels) {
    this.rows = rows;
    this.forest = RandomCuts.of(rows, levels, rows.length);
    this.near = new NearRows(rows, levels);
  }

  /**
   * Takes at most 1,000 rows at random.
   *
   * @param training {@code [rows][D]}, NaN where missing
   * @param levels for each column how many levels it has; 0 for numbers
   */
  public static ReferenceRows of(double[][] training, int[] levels, long seed) {
    double[][] rows = training.clone();
    SplittableRandom random = new SplittableRandom(seed);
    int taken = Math.min(MOST, rows.length);
    for (int i = 0; i < taken; i++) {
      int j = i + random.nextInt(rows.length - i);
      double[] kept = rows[i];
      rows[i] = rows[j];
      rows[j] = kept;
    }
    double[][] some = Arrays.copyOf(rows, taken);
    Arrays.setAll(some, i -> rounded(some[i]));
    return new ReferenceRows(some, levels);
  }

  /** Returns those that were taken before, as {@link #rows} gave them. */
  public static ReferenceRows restored(double[][] rows, int[] levels) {
    return new ReferenceRows(rows, levels);
  }

  private static double[] rounded(double[] row) {
    return Arrays.stream(row).map(v -> Math.rint(v * ROUNDED) / ROUNDED).toArray();
  }

  /** Returns the rows. */
  public double[][] rows() {
    return rows.clone();
  }

  /** Returns the trees of random cuts. */
  public List<CutTree> trees() {
    return forest.trees();
  }

  /** Returns −log of the density by near rows, in nats but for a constant. */
  public double near(double[] row) {
    return near.score(rounded(row));
  }

  /** Returns minus the mean number of random cuts that set a row apart. */
  public double apart(double[] row) {
    return forest.score(rounded(row));
  }
}
