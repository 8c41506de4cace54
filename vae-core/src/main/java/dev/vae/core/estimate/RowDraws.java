package dev.vae.core.estimate;

import java.util.Arrays;

/**
 * Gathers the draws of some rows, in double precision and memory that grows with their square root
 * only: log p(x | z), and weights, as sums that neither overflow nor vanish, and the largest of
 * them.
 */
final class RowDraws {
  private final Moments[] logLikelihood;
  private final Moments[] logWeight;
  private final double[] kl;
  private final double[] largest;
  private final double[] sum;
  private final double[] squares;
  private final long[] keys;
  private final ParetoTail[] tails;
  private boolean closedKl;

  /**
   * For some rows.
   *
   * @param keys what the noise of each depends on
   * @param samples how many draws each will have
   */
  RowDraws(long[] keys, int samples) {
    int rows = keys.length;
    this.keys = keys;
    logLikelihood = moments(rows);
    logWeight = moments(rows);
    kl = new double[rows];
    largest = new double[rows];
    sum = new double[rows];
    squares = new double[rows];
    tails = new ParetoTail[rows];
    Arrays.setAll(tails, r -> new ParetoTail(samples));
    Arrays.fill(largest, Double.NEGATIVE_INFINITY);
  }

  private static Moments[] moments(int rows) {
    Moments[] all = new Moments[rows];
    Arrays.setAll(all, r -> new Moments());
    return all;
  }

  /** What the noise of a row depends on: rows of one key have the same draws. */
  long key(int row) {
    return keys[row];
  }

  /** One draw's log p(x | z), and log w = log p(x, z) − log q(z | x). */
  void add(int row, double logP, double weight) {
    logLikelihood[row].add(logP);
    addWeight(row, weight);
  }

  /** One draw's log w alone. */
  void addWeight(int row, double log) {
    logWeight[row].add(log);
    tails[row].add(log);
    if (log > largest[row]) {
      double less = StrictMath.exp(largest[row] - log);
      sum[row] = sum[row] * less + 1;
      squares[row] = squares[row] * less * less + 1;
      largest[row] = log;
    } else if (log > Double.NEGATIVE_INFINITY || Double.isNaN(log)) {
      double weight = StrictMath.exp(log - largest[row]);
      sum[row] += weight;
      squares[row] += weight * weight;
    }
  }

  /** KL(q || p) of a row in closed form. */
  void closedKl(int row, double value) {
    kl[row] = value;
    closedKl = true;
  }

  /** The mean of log p(x | z). */
  double reconstruction(int row) {
    return logLikelihood[row].mean();
  }

  /** KL(q || p), from the draws where it has no closed form; NaN without draws from q. */
  double kl(int row) {
    return closedKl ? kl[row] : logLikelihood[row].mean() - logWeight[row].mean();
  }

  /** E[log p(x | z)] − KL(q || p). */
  double elbo(int row) {
    return closedKl ? reconstruction(row) - kl[row] : logWeight[row].mean();
  }

  /** The standard error of {@link #elbo} over draws; NaN for one. */
  double elboError(int row) {
    return (closedKl ? logLikelihood : logWeight)[row].standardError();
  }

  /** log 1/K Σ w. */
  double logMeanWeight(int row) {
    return largest[row] + StrictMath.log(sum[row]) - StrictMath.log(logWeight[row].count());
  }

  /** (Σ w)² / Σ w². */
  double effectiveSamples(int row) {
    return sum[row] * sum[row] / squares[row];
  }

  /** The shape of the tail of the weights; NaN for too few draws to tell. */
  double paretoShape(int row) {
    return tails[row].canTell() ? tails[row].shape() : Double.NaN;
  }

  /** Whether so few weights decide that {@link #weightError} is too small. */
  boolean hasHeavyTail(int row) {
    return tails[row].isHeavy();
  }

  /**
   * The standard error of {@link #logMeanWeight} by the delta method: the weights' relative
   * variance / K is 1/ESS − 1/K.
   */
  double weightError(int row) {
    long k = logWeight[row].count();
    return k < 2
        ? Double.NaN
        : Math.sqrt(Math.max(0, 1 / effectiveSamples(row) - 1.0 / k) * k / (k - 1));
  }
}
