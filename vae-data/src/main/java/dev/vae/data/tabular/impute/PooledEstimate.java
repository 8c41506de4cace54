package dev.vae.data.tabular.impute;

import java.util.Objects;

/**
 * What analyses of M completed tables say together: Rubin's rules (Rubin 1987), with the degrees of
 * freedom of Barnard and Rubin (1999) where those of the complete table are known.
 *
 * @param estimate the mean of the M estimates
 * @param standardError the root of the total variance {@code W + (1 + 1/M) B}
 * @param degreesOfFreedom of the t distribution that intervals take; infinite where the M estimates
 *     agree
 * @param within W, the mean of the squared standard errors
 * @param between B, the variance of the M estimates
 * @param missingInformation the share of the total variance that the holes cause, 0 to 1
 */
public record PooledEstimate(
    double estimate,
    double standardError,
    double degreesOfFreedom,
    double within,
    double between,
    double missingInformation) {

  /**
   * Pools estimates from tables of any size.
   *
   * @param estimates one from each completed table, at least 2
   * @param standardErrors their standard errors, each at least 0
   */
  public static PooledEstimate of(double[] estimates, double[] standardErrors) {
    return of(estimates, standardErrors, Double.POSITIVE_INFINITY);
  }

  /**
   * Pools estimates.
   *
   * @param estimates one from each completed table, at least 2
   * @param standardErrors their standard errors, each at least 0
   * @param complete the degrees of freedom that the analysis has of a table without holes
   * @throws IllegalArgumentException if there are fewer than 2 or the numbers differ
   */
  public static PooledEstimate of(double[] estimates, double[] standardErrors, double complete) {
    Objects.requireNonNull(estimates, "estimates");
    Objects.requireNonNull(standardErrors, "standardErrors");
    int m = estimates.length;
    if (m < 2 || standardErrors.length != m) {
      throw new IllegalArgumentException(
          "pooling takes at least 2 estimates and as many standard errors, not "
              + m
              + " and "
              + standardErrors.length);
    }
    if (!(complete > 0)) {
      throw new IllegalArgumentException("degrees of freedom must be above 0, not " + complete);
    }
    double mean = 0;
    double within = 0;
    for (int i = 0; i < m; i++) {
      if (!(standardErrors[i] >= 0) || !Double.isFinite(estimates[i])) {
        throw new IllegalArgumentException(
            "estimate " + i + " is " + estimates[i] + " with standard error " + standardErrors[i]);
      }
      mean += estimates[i] / m;
      within += standardErrors[i] * standardErrors[i] / m;
    }
    double between = 0;
    for (double estimate : estimates) {
      between += (estimate - mean) * (estimate - mean) / (m - 1);
    }
    double holes = (1 + 1.0 / m) * between;
    double total = within + holes;
    double share = total == 0 ? 0 : holes / total;
    return new PooledEstimate(
        mean, Math.sqrt(total), degrees(m, share, complete), within, between, share);
  }

  private static double degrees(int m, double share, double complete) {
    double old = share == 0 ? Double.POSITIVE_INFINITY : (m - 1) / (share * share);
    if (Double.isInfinite(complete)) {
      return old;
    }
    double observed = (complete + 1) / (complete + 3) * complete * (1 - share);
    return 1 / (1 / old + 1 / observed);
  }
}
