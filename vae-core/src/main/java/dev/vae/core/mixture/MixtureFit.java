package dev.vae.core.mixture;

import dev.vae.core.internal.linalg.Cholesky;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Expectation maximisation for a {@link GaussianMixture}. */
final class MixtureFit {
  private static final double LOG_2_PI = StrictMath.log(2 * StrictMath.PI);

  /** So small a share of a point moves no covariance. */
  private static final double NOTHING = 1e-10;

  private final GaussianMixture.Settings settings;
  private final double[] points;
  private final int n;
  private final int d;
  private final int k;
  private final double variance;
  private final double[] shares;
  private final double[] weights;
  private final double[] means;
  private final double[] factors;

  MixtureFit(float[][] latents, GaussianMixture.Settings settings) {
    this.settings = settings;
    this.n = latents.length;
    this.k = settings.components();
    if (n <= k) {
      throw new IllegalArgumentException(
          "a mixture of " + k + " components needs more than " + k + " points, not " + n);
    }
    this.d = latents[0].length;
    this.points = new double[Math.multiplyExact(n, d)];
    for (int i = 0; i < points.length; i++) {
      points[i] = latents[i / d][i % d];
      if (!Double.isFinite(points[i])) {
        throw new IllegalArgumentException(
            "point " + i / d + " is " + points[i] + " in dimension " + i % d);
      }
    }
    this.variance = Math.max(meanVariance(), 1e-12);
    this.shares = new double[Math.multiplyExact(n, k)];
    this.weights = new double[k];
    this.means = new double[k * d];
    this.factors = new double[k * d * d];
  }

  GaussianMixture run() {
    int[] group = new KMeansStart(points, d).groups(k, settings.seed());
    for (int p = 0; p < n; p++) {
      shares[p * k + group[p]] = 1;
    }
    List<Double> course = new ArrayList<>();
    double before = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < settings.mostIterations(); i++) {
      maximise();
      double likelihood = expect();
      course.add(likelihood);
      double now = likelihood + logPrior() / n;
      if (now - before < settings.tolerance()) {
        break;
      }
      before = now;
    }
    return new GaussianMixture(d, weights, means, factors, course);
  }

  /** Weights, means and covariances for the shares. */
  private void maximise() {
    for (int c = 0; c < k; c++) {
      double size = 0;
      double[] sum = new double[d];
      for (int p = 0; p < n; p++) {
        double share = shares[p * k + c];
        size += share;
        for (int i = 0; i < d; i++) {
          sum[i] += share * points[p * d + i];
        }
      }
      weights[c] = size / n;
      // an empty component keeps its mean
      for (int i = 0; i < d && size > 0; i++) {
        means[c * d + i] = sum[i] / size;
      }
      double[] covariance = covariance(c, size);
      double[] root =
          Cholesky.lower(covariance, d)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "the points' covariance has no root; use more pseudo-points"));
      System.arraycopy(root, 0, factors, c * d * d, d * d);
    }
  }

  /** (Σ share·(x − mean)(x − mean)ᵀ + ν·variance·1) / (size + ν). */
  private double[] covariance(int c, double size) {
    double[] scatter = new double[d * d];
    double[] apart = new double[d];
    for (int p = 0; p < n; p++) {
      double share = shares[p * k + c];
      if (share > NOTHING) {
        for (int i = 0; i < d; i++) {
          apart[i] = points[p * d + i] - means[c * d + i];
        }
        for (int i = 0; i < d; i++) {
          double scaled = share * apart[i];
          for (int j = 0; j <= i; j++) {
            scatter[i * d + j] += scaled * apart[j];
          }
        }
      }
    }
    double pseudo = settings.pseudoPoints();
    for (int i = 0; i < d; i++) {
      scatter[i * d + i] += pseudo * variance;
      for (int j = 0; j <= i; j++) {
        scatter[i * d + j] /= size + pseudo;
        scatter[j * d + i] = scatter[i * d + j];
      }
    }
    return scatter;
  }

  /** Puts the shares in place; gives the mean log-density of the points. */
  private double expect() {
    double[] apart = new double[d];
    for (int c = 0; c < k; c++) {
      double[] root = Arrays.copyOfRange(factors, c * d * d, (c + 1) * d * d);
      double[] inverse = Cholesky.inverseOfLower(root, d);
      double constant = StrictMath.log(weights[c]) - 0.5 * (d * LOG_2_PI + logDeterminant(c));
      for (int p = 0; p < n; p++) {
        for (int i = 0; i < d; i++) {
          apart[i] = points[p * d + i] - means[c * d + i];
        }
        double square = 0;
        for (int i = 0; i < d; i++) {
          double y = 0;
          for (int j = 0; j <= i; j++) {
            y += inverse[i * d + j] * apart[j];
          }
          square += y * y;
        }
        shares[p * k + c] = constant - 0.5 * square;
      }
    }
    double total = 0;
    for (int p = 0; p < n; p++) {
      total += normalise(p * k);
    }
    return total / n;
  }

  /** Turns k logarithms into shares; gives the logarithm of their sum. */
  private double normalise(int at) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < k; c++) {
      largest = Math.max(largest, shares[at + c]);
    }
    double sum = 0;
    for (int c = 0; c < k; c++) {
      shares[at + c] = StrictMath.exp(shares[at + c] - largest);
      sum += shares[at + c];
    }
    for (int c = 0; c < k; c++) {
      shares[at + c] /= sum;
    }
    return largest + StrictMath.log(sum);
  }

  private double logDeterminant(int c) {
    double log = 0;
    for (int i = 0; i < d; i++) {
      log += 2 * StrictMath.log(factors[(c * d + i) * d + i]);
    }
    return log;
  }

  /** −½ ν Σ (variance·tr Σ⁻¹ + log |Σ|), up to a constant. */
  private double logPrior() {
    double log = 0;
    for (int c = 0; c < k; c++) {
      double[] root = Arrays.copyOfRange(factors, c * d * d, (c + 1) * d * d);
      double trace = 0;
      for (double v : Cholesky.inverseOfLower(root, d)) {
        trace += v * v;
      }
      log -= 0.5 * settings.pseudoPoints() * (variance * trace + logDeterminant(c));
    }
    return log;
  }

  private double meanVariance() {
    double sum = 0;
    for (int i = 0; i < d; i++) {
      double mean = 0;
      for (int p = 0; p < n; p++) {
        mean += points[p * d + i] / n;
      }
      for (int p = 0; p < n; p++) {
        double apart = points[p * d + i] - mean;
        sum += apart * apart;
      }
    }
    return sum / ((double) n * d);
  }
}
