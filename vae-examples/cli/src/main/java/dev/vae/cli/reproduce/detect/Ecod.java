package dev.vae.cli.reproduce.detect;

import java.util.Arrays;

/**
 * Empirical cumulative distributions (Li et al. 2022): the sum over columns of −log of the share of
 * training rows that are farther out; the largest of the sums over left tails, right tails, and the
 * tail on the longer side of each column.
 */
public final class Ecod implements Detector {

  @Override
  public String name() {
    return "ECOD";
  }

  @Override
  public double[] scores(double[][] train, double[][] test, long seed) {
    int width = train[0].length;
    double[] left = new double[test.length];
    double[] right = new double[test.length];
    double[] longer = new double[test.length];
    for (int c = 0; c < width; c++) {
      int column = c;
      double[] sorted = Arrays.stream(train).mapToDouble(r -> r[column]).sorted().toArray();
      boolean toTheLeft = skewness(sorted) < 0;
      for (int r = 0; r < test.length; r++) {
        double below = tail(sorted.length, upTo(sorted, test[r][c], true));
        double above = tail(sorted.length, sorted.length - upTo(sorted, test[r][c], false));
        left[r] += below;
        right[r] += above;
        longer[r] += toTheLeft ? below : above;
      }
    }
    double[] scores = new double[test.length];
    Arrays.setAll(scores, r -> Math.max(longer[r], Math.max(left[r], right[r])));
    return scores;
  }

  private static double tail(int rows, int count) {
    return -Math.log(Math.max(count, 0.5) / rows);
  }

  /** How many are below a value, or with {@code inclusive} at most as large. */
  private static int upTo(double[] sorted, double value, boolean inclusive) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value || inclusive && sorted[middle] == value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static double skewness(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    return Arrays.stream(values).map(v -> Math.pow(v - mean, 3)).sum();
  }
}
