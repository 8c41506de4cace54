package dev.vae.core.estimate;

import java.util.Arrays;

/** Gathers the draws of some rows, in double precision and memory that does not grow with them. */
abstract class RowBound {
  private final double[] logLikelihood;
  private final double[] kl;
  private final double[] largest;
  private final double[] sum;

  RowBound(int rows) {
    logLikelihood = new double[rows];
    kl = new double[rows];
    largest = new double[rows];
    sum = new double[rows];
    Arrays.fill(largest, Double.NEGATIVE_INFINITY);
  }

  /** One draw's log p(x | z), and log w = log p(x, z) − log q(z | x). */
  final void add(int row, double logP, double logWeight) {
    logLikelihood[row] += logP;
    if (logWeight > largest[row]) {
      sum[row] = sum[row] * StrictMath.exp(largest[row] - logWeight) + 1;
      largest[row] = logWeight;
    } else if (logWeight > Double.NEGATIVE_INFINITY || Double.isNaN(logWeight)) {
      sum[row] += StrictMath.exp(logWeight - largest[row]);
    }
  }

  /** KL(q || p) of a row, or an estimate from some draws, of this weight. */
  final void addKl(int row, double value, double weight) {
    kl[row] += value * weight;
  }

  final double reconstruction(int row, int samples) {
    return logLikelihood[row] / samples;
  }

  final double kl(int row) {
    return kl[row];
  }

  /** log Σ w over the draws. */
  final double logSumOfWeights(int row) {
    return largest[row] + StrictMath.log(sum[row]);
  }

  /** The bound of a row in nats. */
  abstract double bound(int row, int samples);
}
