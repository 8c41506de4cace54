package dev.vae.core.mixture;

import java.util.List;

/**
 * A mixture of Gaussians with full covariances.
 *
 * @param dimensions d
 * @param weights one for each of K components, with sum 1
 * @param means {@code [K, d]}, row-major
 * @param factors {@code [K, d, d]}: the lower triangular L of each covariance L·Lᵀ
 * @param logLikelihoods for each iteration of the fit, the mean log-density in nats of the points
 */
public record GaussianMixture(
    int dimensions,
    double[] weights,
    double[] means,
    double[] factors,
    List<Double> logLikelihoods) {

  /** Copies the list. */
  public GaussianMixture {
    logLikelihoods = List.copyOf(logLikelihoods);
  }

  /** How a mixture is fitted; see {@link #fit}. */
  public record Settings(
      int components, int mostIterations, double tolerance, double pseudoPoints, long seed) {

    /** Checks. */
    public Settings {
      if (components < 1 || mostIterations < 1 || !(tolerance >= 0) || !(pseudoPoints > 0)) {
        throw new IllegalArgumentException(
            "a mixture needs at least 1 component, at least 1 iteration, a tolerance of at least 0"
                + " and pseudo-points above 0, not "
                + components
                + ", "
                + mostIterations
                + ", "
                + tolerance
                + ", "
                + pseudoPoints);
      }
    }

    /**
     * Fits with at most 100 iterations, until one gains less than 1e-3 nats a point; 1
     * pseudo-point.
     */
    public static Settings of(int components, long seed) {
      return new Settings(components, 100, 1e-3, 1, seed);
    }
  }

  /**
   * Fits by expectation maximisation (Dempster et al. 1977) in double precision, in one order of
   * sums, so that the same points and seed give the same bits. To every component's covariance
   * {@code pseudoPoints} more points are added, of the mean variance of all points in every
   * direction, which keeps it positive definite; what each iteration raises is the likelihood times
   * this (inverse Wishart) prior.
   *
   * @param points {@code [n][d]}, more points than components
   * @throws IllegalArgumentException if there are too few points, or one is not finite
   */
  public static GaussianMixture fit(float[][] points, Settings settings) {
    return new MixtureFit(points, settings).run();
  }

  /** Returns the mean log-density of the points it was fitted to, in nats. */
  public double logLikelihood() {
    return logLikelihoods.get(logLikelihoods.size() - 1);
  }

  /** Returns K, how many there are. */
  public int components() {
    return weights.length;
  }
}
