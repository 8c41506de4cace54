package dev.vae.layers.density;

import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Tensor;

/** Keeps log-variances in a range where nothing overflows. */
public final class LogVariance {
  /** Variances stay between exp(−15) and exp(15), 3e-7 to 3e6. */
  public static final double LIMIT = 15;

  private LogVariance() {}

  /**
   * Returns a smooth, increasing function into (−15, 15) that is nearly the identity around 0, so
   * that an untrained net on unscaled input gives no infinite variance.
   */
  public static Tensor limited(Tensor free) {
    return Functions.softLimit(free, LIMIT);
  }

  /** Returns the free value that gives this log-variance. */
  public static double free(double limited) {
    double t = limited / LIMIT;
    if (!(Math.abs(t) < 1)) {
      throw new IllegalArgumentException(
          "a variance of " + Math.exp(limited) + " is outside exp(-15) to exp(15)");
    }
    return LIMIT * 0.5 * (Math.log1p(t) - Math.log1p(-t));
  }
}
