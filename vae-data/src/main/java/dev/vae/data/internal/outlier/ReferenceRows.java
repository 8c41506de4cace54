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
    double[] rounded = new double[row.length];
    for (int c = 0; c < rounded.length; c++) {
      rounded[c] = Math.rint(row[c] * ROUNDED) / ROUNDED;
    }
    return rounded;
  }

  /** Returns the rows. */
  public double[][] rows() {
    return rows.clone();
  }

  /** Returns the trees of random cuts. */
  public List<CutTree> trees() {
    return forest.trees();
  }

  /**
   * What is said of some rows.
   *
   * @param near −log of each row's density by near rows, in nats but for a constant
   * @param apart minus the mean number of random cuts that set each row apart
   */
  public record Said(double[] near, double[] apart) {}

  /** Judges some rows, of which none depends on the others. */
  public Said of(double[][] some) {
    double[][] rounded = new double[some.length][];
    Arrays.setAll(rounded, r -> rounded(some[r]));
    return new Said(near.scores(rounded), forest.scores(rounded));
  }
}
