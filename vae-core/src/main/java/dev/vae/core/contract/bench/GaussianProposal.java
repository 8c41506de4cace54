package dev.vae.core.contract.bench;

import java.util.Arrays;
import java.util.Random;

/**
 * A normal density fitted to draws by their ranks, so that heavy tails do not widen it, and
 * narrowed; what another density is held against.
 */
public final class GaussianProposal {
  /** How much of the draws' covariance it has, so that it is inside of them. */
  private static final double SHARE = 0.5;

  /** From the quartiles of a normal variable to its deviation. */
  private static final double QUARTILES = 1.349;

  /** Beyond this many deviations, a draw counts as one of just so many. */
  private static final double CLIPPED = 3;

  private static final double NOTHING = 1e-9;

  private final double[] mean;
  private final double[][] root;

  private GaussianProposal(double[] mean, double[][] root) {
    this.mean = mean;
    this.root = root;
  }

  /** Fits rows of width d; null where they do not fill all d directions. */
  public static GaussianProposal fit(double[] draws, int d) {
    int n = draws.length / d;
    double[] mean = new double[d];
    double[] scale = new double[d];
    double[] even = new double[draws.length];
    for (int i = 0; i < d; i++) {
      int at = i;
      double[] sorted = new double[n];
      Arrays.setAll(sorted, row -> draws[row * d + at]);
      Arrays.sort(sorted);
      mean[i] = sorted[n / 2];
      scale[i] = (sorted[3 * n / 4] - sorted[n / 4]) / QUARTILES;
      if (!(scale[i] > NOTHING * (1e-3 + Math.abs(mean[i])))) {
        return null;
      }
      for (int row = 0; row < n; row++) {
        double away = (draws[row * d + i] - mean[i]) / scale[i];
        even[row * d + i] = Math.max(-CLIPPED, Math.min(CLIPPED, away));
      }
    }
    double[][] root = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        for (int row = 0; row < n; row++) {
          root[i][j] += even[row * d + i] * even[row * d + j] / n;
        }
      }
    }
    if (!cholesky(root)) {
      return null;
    }
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        root[i][j] *= scale[i] * Math.sqrt(SHARE);
      }
    }
    return new GaussianProposal(mean, root);
  }

  /** Returns rows of width d, moved and scaled to mean 0 and the identity as their covariance. */
  public static double[] whitened(double[] rows, int d) {
    int n = rows.length / d;
    double[] mean = new double[d];
    for (int i = 0; i < rows.length; i++) {
      mean[i % d] += rows[i] / n;
    }
    double[][] root = new double[d][d];
    for (int row = 0; row < n; row++) {
      for (int i = 0; i < d; i++) {
        for (int j = 0; j <= i; j++) {
          root[i][j] += (rows[row * d + i] - mean[i]) * (rows[row * d + j] - mean[j]) / n;
        }
      }
    }
    if (!cholesky(root)) {
      throw new IllegalArgumentException("rows of width " + d + " cannot be whitened");
    }
    double[] white = rows.clone();
    for (int row = 0; row < n; row++) {
      for (int i = 0; i < d; i++) {
        white[row * d + i] -= mean[i];
        for (int k = 0; k < i; k++) {
          white[row * d + i] -= root[i][k] * white[row * d + k];
        }
        white[row * d + i] /= root[i][i];
      }
    }
    return white;
  }

  /** Replaces a matrix, of which the lower half counts, by its lower root; false if singular. */
  private static boolean cholesky(double[][] a) {
    for (int j = 0; j < a.length; j++) {
      double whole = a[j][j];
      for (int i = j; i < a.length; i++) {
        double sum = a[i][j];
        for (int k = 0; k < j; k++) {
          sum -= a[i][k] * a[j][k];
        }
        if (i == j && !(sum > NOTHING * whole)) {
          return false;
        }
        a[i][j] = i == j ? Math.sqrt(sum) : sum / a[j][j];
      }
    }
    return true;
  }

  /** Returns the same, so many deviations away along an axis. */
  public GaussianProposal moved(int axis, double deviations) {
    double[] moved = mean.clone();
    for (int i = axis; i < moved.length; i++) {
      moved[i] += deviations * root[i][axis] / Math.sqrt(SHARE);
    }
    return new GaussianProposal(moved, root);
  }

  /** Returns the log-density of every row. */
  public double[] logDensity(double[] rows) {
    int d = mean.length;
    double constant = -0.5 * d * Math.log(2 * Math.PI);
    for (int i = 0; i < d; i++) {
      constant -= Math.log(root[i][i]);
    }
    double[] logs = new double[rows.length / d];
    double[] z = new double[d];
    for (int row = 0; row < logs.length; row++) {
      double log = constant;
      for (int i = 0; i < d; i++) {
        z[i] = rows[row * d + i] - mean[i];
        for (int k = 0; k < i; k++) {
          z[i] -= root[i][k] * z[k];
        }
        z[i] /= root[i][i];
        log -= 0.5 * z[i] * z[i];
      }
      logs[row] = log;
    }
    return logs;
  }

  /** Keeps so many rows. */
  public double[] draw(int rows, Random random) {
    int d = mean.length;
    double[] drawn = new double[rows * d];
    for (int row = 0; row < rows; row++) {
      double[] e = new double[d];
      Arrays.setAll(e, i -> random.nextGaussian());
      for (int i = 0; i < d; i++) {
        drawn[row * d + i] = mean[i];
        for (int k = 0; k <= i; k++) {
          drawn[row * d + i] += root[i][k] * e[k];
        }
      }
    }
    return drawn;
  }
}
