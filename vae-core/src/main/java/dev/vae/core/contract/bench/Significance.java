package dev.vae.core.contract.bench;

/**
 * How far from its expectation a statistic of a right plugin may be. A rule that compares random
 * numbers makes several comparisons; the chance that a right plugin fails any of them is at most
 * {@link #LEVEL}, as each of m comparisons is allowed a share of LEVEL / m (Bonferroni).
 */
public final class Significance {
  /** The chance that a rule is found broken by a plugin that keeps it. */
  public static final double LEVEL = 1e-6;

  private Significance() {}

  /** log(2 / share), where the share of each comparison is LEVEL / m. */
  private static double log(int comparisons) {
    return Math.log(2 * comparisons / LEVEL);
  }

  /** Returns how many standard errors: P(|Z| > s) ≤ 2 exp(−s² / 2) for a normal Z. */
  public static double standardErrors(int comparisons) {
    return Math.sqrt(2 * log(comparisons));
  }

  /** Returns how far apart an empirical distribution function of n may be (Massart 1990). */
  public static double distance(int n, int comparisons) {
    return Math.sqrt(log(comparisons) / (2 * n));
  }

  /**
   * Whether a count among n is one of a chance p, by the bound of Chernoff: the divergence of the
   * two shares, times n, is at most log(2 / share).
   */
  public static boolean likely(int count, int n, double p, int comparisons) {
    double share = (double) count / n;
    return n * (times(share, p) + times(1 - share, 1 - p)) <= log(comparisons);
  }

  private static double times(double a, double b) {
    return a <= 0 ? 0 : a * Math.log(a / Math.max(b, Double.MIN_NORMAL));
  }
}
