package dev.vae.data.internal.outlier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which rows a flexible model should learn from, where odd rows may be among those of training: not
 * those whose score by isolation forest is above the upper quartile by more than quartiles are
 * apart. That is a twentieth of most tables, fewer where no row is far out. What such a model does
 * not see it cannot learn by heart.
 */
public final class InlierFilter {
  private final IsolationForest forest;
  private final double most;

  /**
   * Looks at training rows.
   *
   * @param training {@code [rows][D]}, NaN where missing
   * @param levels for each column how many levels it has; 0 for numbers
   */
  public InlierFilter(double[][] training, int[] levels, long seed) {
    this.forest = IsolationForest.of(training, levels, seed);
    double[] sorted = forest.scores(training);
    Arrays.sort(sorted);
    double upper = sorted[3 * (sorted.length - 1) / 4];
    this.most = upper + (upper - sorted[(sorted.length - 1) / 4]);
  }

  /** Returns those of some rows that are no odder; all of them if none is. */
  public double[][] of(double[][] rows) {
    double[] scores = forest.scores(rows);
    List<double[]> usual = new ArrayList<>();
    for (int r = 0; r < rows.length; r++) {
      if (scores[r] <= most) {
        usual.add(rows[r]);
      }
    }
    return usual.isEmpty() ? rows.clone() : usual.toArray(double[][]::new);
  }
}
