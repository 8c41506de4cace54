package dev.vae.cli.reproduce.detect;

import java.util.Arrays;

/** The distance to the fifth nearest training row (Ramaswamy et al. 2000). */
public final class NearestNeighbours implements Detector {
  private static final int NEIGHBOURS = 5;

  @Override
  public String name() {
    return "kNN";
  }

  @Override
  public double[] scores(double[][] train, double[][] test, long seed) {
    double[] scores = new double[test.length];
    double[] nearest = new double[NEIGHBOURS];
    for (int r = 0; r < test.length; r++) {
      Arrays.fill(nearest, Double.POSITIVE_INFINITY);
      for (double[] other : train) {
        // a test row that is a training row too is no neighbour of itself
        if (other != test[r]) {
          insert(nearest, squares(test[r], other, nearest[NEIGHBOURS - 1]));
        }
      }
      scores[r] = Math.sqrt(nearest[NEIGHBOURS - 1]);
    }
    return scores;
  }

  private static double squares(double[] a, double[] b, double enough) {
    double sum = 0;
    for (int c = 0; c < a.length && sum < enough; c++) {
      sum += (a[c] - b[c]) * (a[c] - b[c]);
    }
    return sum;
  }

  private static void insert(double[] ascending, double value) {
    int at = ascending.length - 1;
    if (value >= ascending[at]) {
      return;
    }
    while (at > 0 && ascending[at - 1] > value) {
      ascending[at] = ascending[at - 1];
      at--;
    }
    ascending[at] = value;
  }
}
