package dev.vae.layers.density;

import dev.vae.core.plugin.Marginal;

/**
 * Where parameters begin so that a distribution without z fits a column: by its moments, which are
 * never quite at an edge.
 */
public final class MomentEstimates {
  /** A column that never varies is taken to vary by this share of its value. */
  private static final double LEAST = 1e-3;

  private MomentEstimates() {}

  /**
   * Returns the standard deviation; of a column that never varies a thousandth of its value, or of
   * 1.
   */
  public static double deviation(Marginal column) {
    double size = Math.max(Math.abs(column.mean()), column.standardDeviation());
    double least = LEAST * (column.mean() == 0 ? 1 : Math.abs(column.mean()));
    boolean varies = column.variance() > 0 && column.standardDeviation() > 1e-7 * size;
    return Math.max(1e-15, varies ? column.standardDeviation() : least);
  }

  /** Returns the mean of counts, above 0 where all are 0. */
  public static double mean(Marginal column) {
    return (column.mean() * column.count() + 0.5) / (column.count() + 1.0);
  }

  /** Returns the mean as a share of the largest value, above 0 and below 1. */
  public static double share(Marginal column, double largest) {
    double n = column.count() * largest;
    return (column.mean() * column.count() + 0.5) / (n + 1);
  }

  /** Returns log(p / (1 − p)). */
  public static double logit(double p) {
    return Math.log(p) - Math.log1p(-p);
  }

  /**
   * Returns how far a logarithm may go by a unit: as far as the column varies beside its mean, at
   * most 1.
   */
  public static double relative(Marginal column) {
    return scale(deviation(column) / Math.abs(column.mean()));
  }

  /** Returns a scale of at most 1, and not lost in rounding. */
  public static double scale(double wanted) {
    return Double.isNaN(wanted) ? 1 : Math.min(1, Math.max(1e-4, wanted));
  }

  /**
   * Returns the shape of a gamma distribution with the column's mean and mean logarithm (Minka
   * 2002).
   */
  public static double gammaShape(Marginal column) {
    double s = Math.log(column.mean()) - column.logMean();
    double varies = deviation(column) / column.mean();
    double most = 1 / Math.max(1e-12, varies * varies);
    double k = (3 - s + Math.sqrt((s - 3) * (s - 3) + 24 * s)) / (12 * s);
    return s > 1e-9 && Double.isFinite(k) ? k : most;
  }

  /**
   * Returns the sum of alpha and beta of a beta distribution with this mean and variance.
   *
   * @param most at most
   */
  public static double concentration(double mean, double variance, double most) {
    double sum = mean * (1 - mean) / variance - 1;
    return Double.isNaN(sum) ? most : Math.min(most, Math.max(1e-2, sum));
  }

  /** Returns the logit of the continuous Bernoulli distribution with this mean. */
  public static double continuousLogit(double mean) {
    double low = -1e7;
    double high = 1e7;
    for (int i = 0; i < 200; i++) {
      double middle = (low + high) / 2;
      if (continuousMean(middle) < mean) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  private static double continuousMean(double l) {
    return Math.abs(l) < 1e-3 ? 0.5 + l / 12 : -1 / Math.expm1(-l) - 1 / l;
  }
}
