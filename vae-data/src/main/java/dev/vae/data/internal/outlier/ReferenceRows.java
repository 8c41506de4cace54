package dev.vae.data.internal.outlier;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Some training rows, and what is judged by them: how near a row is to them, and how many random
 * cuts set it apart. They are rounded, so that files stay small and what is read back is the same.
 *
 * <p>Rows nearer than most held-out ones count as equally near: where odd rows were learned from,
 * others have them for neighbours, so that to be near says little, but to be far says much.
 */
public final class ReferenceRows {
  private static final int MOST = 1000;

  /** Below what near rows say of a column that is the same. */
  private static final double LEAST = -10;

  /** The share of held-out rows that count as equally near. */
  private static final double NEAR = 0.6;

  /** Values are whole multiples of one over this. */
  public static final double ROUNDED = 1e4;

  private final double[][] rows;
  private final IsolationForest forest;
  private final NeighbourDensity near;
  private final double least;

  private ReferenceRows(double[][] rows, int[] levels, NeighbourDensity near, double least) {
    this.rows = rows;
    this.forest = IsolationForest.of(rows, levels, rows.length);
    this.near = near;
    this.least = least;
  }

  /**
   * Takes at most 1,000 rows at random.
   *
   * @param training {@code [rows][D]}, NaN where missing
   * @param held rows that are not among these, which tell what is near
   * @param levels for each column how many levels it has; 0 for numbers
   */
  public static ReferenceRows of(double[][] training, double[][] held, int[] levels, long seed) {
    double[][] rows = training.clone();
    SplittableRandom random = new SplittableRandom(seed);
    int taken = Math.min(MOST, rows.length);
    for (int i = 0; i < taken; i++) {
      int j = i + random.nextInt(rows.length - i);
      double[] kept = rows[i];
      rows[i] = rows[j];
      rows[j] = kept;
    }
    double[][] some = rounded(Arrays.copyOf(rows, taken));
    NeighbourDensity near = new NeighbourDensity(some, levels);
    return new ReferenceRows(some, levels, near, usual(near, held));
  }

  /** Returns those that were taken before, as {@link #rows} and {@link #least} gave them. */
  public static ReferenceRows restored(double[][] rows, int[] levels, double least) {
    return new ReferenceRows(rows, levels, new NeighbourDensity(rows, levels), least);
  }

  /** The score for each observed column that so many held-out rows have at most. */
  private static double usual(NeighbourDensity near, double[][] held) {
    double[] scores = near.scores(rounded(held));
    double[] sorted =
        IntStream.range(0, held.length)
            .filter(r -> observed(held[r]) > 0)
            .mapToDouble(r -> scores[r] / observed(held[r]))
            .sorted()
            .toArray();
    return sorted.length == 0 ? LEAST : sorted[(int) (NEAR * (sorted.length - 1))];
  }

  private static long observed(double[] row) {
    return Arrays.stream(row).filter(v -> !Double.isNaN(v)).count();
  }

  private static double[][] rounded(double[][] some) {
    double[][] rounded = new double[some.length][];
    Arrays.setAll(rounded, r -> rounded(some[r]));
    return rounded;
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

  /** Returns what near rows say for each observed column at least, in nats. */
  public double least() {
    return least;
  }

  /** Returns the trees of random cuts. */
  public List<IsolationTree> trees() {
    return forest.trees();
  }

  /**
   * What is said of some rows.
   *
   * @param near −log of each row's density by near rows, in nats but for a constant
   * @param nearer the same where no rows count as equally near
   * @param apart minus the mean number of random cuts that set each row apart
   */
  public record Scores(double[] near, double[] nearer, double[] apart) {}

  /** Judges some rows, of which none depends on the others. */
  public Scores of(double[][] some) {
    double[][] rounded = rounded(some);
    double[] nearer = near.scores(rounded);
    double[] scores = new double[some.length];
    Arrays.setAll(scores, r -> Math.max(nearer[r], least * observed(rounded[r])));
    return new Scores(scores, nearer, forest.scores(rounded));
  }
}
