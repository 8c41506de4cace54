package dev.vae.data.internal.outlier;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Weights by which −log densities of several members are added, which is −log of their weighted
 * geometric mean: members count by what is fixed for each, over how much their scores of usual rows
 * differ, so that none drowns the others.
 *
 * @param weights one for each member, which add up to 1
 */
public record Pool(double[] weights) {

  /** Copies. */
  public Pool {
    weights = weights.clone();
  }

  /**
   * Weighs members.
   *
   * @param scores those of rows that members were not fitted to, {@code [rows][members]}
   * @param shares how much each member shall count
   */
  public static Pool of(double[][] scores, double[] shares) {
    double[] weights = new double[shares.length];
    for (int k = 0; k < weights.length; k++) {
      int member = k;
      double[] sorted = Arrays.stream(scores).mapToDouble(s -> s[member]).sorted().toArray();
      double spread = spread(sorted);
      weights[k] = spread > 0 ? shares[k] / spread : 0;
    }
    double sum = Arrays.stream(weights).sum();
    return sum > 0
        ? new Pool(Arrays.stream(weights).map(w -> w / sum).toArray())
        : new Pool(IntStream.range(0, weights.length).mapToDouble(k -> k == 0 ? 1 : 0).toArray());
  }

  /** Between the quartiles; where rows are too much alike for that, from first to last. */
  private static double spread(double[] sorted) {
    int last = sorted.length - 1;
    double least = 1e-6 * Math.max(1, Math.abs(sorted[last / 2]));
    double middle = sorted[3 * last / 4] - sorted[last / 4];
    double all = sorted[last] - sorted[0];
    return middle > least ? middle : all > least ? all : 0;
  }

  /** Returns the sum of members' scores, each times its weight. */
  public double score(double[] members) {
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      sum += weights[k] * members[k];
    }
    return sum;
  }

  /** Returns the weights. */
  @Override
  public double[] weights() {
    return weights.clone();
  }
}
