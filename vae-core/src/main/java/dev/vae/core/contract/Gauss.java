package dev.vae.core.contract;

import java.util.Arrays;
import java.util.Locale;

/**
 * A normal density fitted to draws, narrowed: what a density q is held against. For draws of q, the
 * mean of h(z) / q(z) is ∫ h = 1, whatever q is, if q is normalised and the draws are its own.
 */
final class Gauss {
  /** How much of the draws' covariance h has, so that h / q stays small in the tails. */
  private static final double SHARE = 0.5;

  private final double[] mean;
  private final double[][] root;

  private Gauss(double[] mean, double[][] root) {
    this.mean = mean;
    this.root = root;
  }

  /** Fits rows of width d; null where a direction has no variance. */
  static Gauss fit(double[] draws, int d) {
    int n = draws.length / d;
    double[] mean = new double[d];
    for (int i = 0; i < draws.length; i++) {
      mean[i % d] += draws[i] / n;
    }
    double[][] covariance = new double[d][d];
    for (int row = 0; row < n; row++) {
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          double product = (draws[row * d + i] - mean[i]) * (draws[row * d + j] - mean[j]);
          covariance[i][j] += SHARE * product / n;
        }
      }
    }
    return cholesky(covariance) ? new Gauss(mean, covariance) : null;
  }

  /** Replaces a matrix by its lower root; false where it is not positive. */
  private static boolean cholesky(double[][] a) {
    for (int j = 0; j < a.length; j++) {
      for (int i = j; i < a.length; i++) {
        double sum = a[i][j];
        for (int k = 0; k < j; k++) {
          sum -= a[i][k] * a[j][k];
        }
        if (i == j && !(sum > 1e-12)) {
          return false;
        }
        a[i][j] = i == j ? Math.sqrt(sum) : sum / a[j][j];
      }
    }
    return true;
  }

  /** The log-density of one row of an array. */
  double logDensity(double[] rows, int row) {
    int d = mean.length;
    double[] z = Arrays.copyOfRange(rows, row * d, (row + 1) * d);
    double log = -0.5 * d * Math.log(2 * Math.PI);
    for (int i = 0; i < d; i++) {
      z[i] -= mean[i];
      for (int k = 0; k < i; k++) {
        z[i] -= root[i][k] * z[k];
      }
      z[i] /= root[i][i];
      log -= 0.5 * z[i] * z[i] + Math.log(root[i][i]);
    }
    return log;
  }

  /** Throws if draws are not of the density whose logarithms are given. */
  static void checkDraws(double[] draws, int d, double[] logDensity, String what) {
    Gauss h = fit(draws, d);
    if (h == null) {
      return; // all draws are the same: there is no density
    }
    double[] ratios = new double[logDensity.length];
    Arrays.setAll(ratios, n -> Math.exp(h.logDensity(draws, n) - logDensity[n]));
    checkMean(ratios, 1, 0.01, "the mean of h(z) / p(z) over draws z, which is ∫ h = 1, " + what);
  }

  /** Throws if an average is further from what is expected than five standard errors and some. */
  static void checkMean(double[] values, double expected, double tolerance, String what) {
    double average = Arrays.stream(values).average().orElseThrow();
    double variance = Arrays.stream(values).map(v -> (v - average) * (v - average)).sum();
    double error = Math.sqrt(variance) / values.length;
    Findings.require(
        Math.abs(average - expected) <= 5 * error + tolerance,
        String.format(
            Locale.ROOT, "%s: %.4g ± %.2g instead of %.4g", what, average, error, expected));
  }
}
