package dev.vae.data.tabular;

import dev.vae.data.internal.outlier.LeastSquares;
import dev.vae.data.internal.outlier.Pool;
import java.util.Arrays;
import java.util.List;

/**
 * The part of a score that the pattern of holes explains: a sum over observed columns, and a
 * multiple of what principal components say of a row in the middle with these holes, which knows
 * how columns depend on each other. Fitted to held-out rows with more holes put in.
 *
 * @param weights for each column, then for all rows, then for principal components
 */
record PatternEffect(double[] weights) {

  static PatternEffect fit(List<Calibration.Held> held, Pool pool) {
    int rows = held.stream().mapToInt(h -> h.rows().length).sum();
    double[][] features = new double[rows][];
    double[] targets = new double[rows];
    int at = 0;
    for (Calibration.Held h : held) {
      for (int i = 0; i < h.rows().length; i++, at++) {
        features[at] = features(h.rows()[i], h.scores().pattern()[i]);
        targets[at] = pool.score(h.scores().parts()[i]);
      }
    }
    // a few odd rows shall not decide
    double[] sorted = targets.clone();
    Arrays.sort(sorted);
    double high = sorted[(int) (0.95 * (rows - 1))];
    return new PatternEffect(
        LeastSquares.fit(features, Arrays.stream(targets).map(t -> Math.min(high, t)).toArray()));
  }

  private static double[] features(double[] row, double pattern) {
    double[] features = new double[row.length + 2];
    for (int c = 0; c < row.length; c++) {
      features[c] = Double.isNaN(row[c]) ? 0 : 1;
    }
    features[row.length] = 1;
    features[row.length + 1] = pattern;
    return features;
  }

  /** By what principal components say of the row's pattern. */
  double of(double[] row, double pattern) {
    double[] features = features(row, pattern);
    double sum = 0;
    for (int i = 0; i < features.length; i++) {
      sum += weights[i] * features[i];
    }
    return sum;
  }
}
