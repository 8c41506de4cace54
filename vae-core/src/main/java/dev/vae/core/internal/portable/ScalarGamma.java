package dev.vae.core.internal.portable;

/** The gamma function's logarithm, its derivative, and the error function. */
final class ScalarGamma {
  private ScalarGamma() {}

  /** Stirling's series after lifting the argument above 8. */
  static float logGamma(float x) {
    if (x <= 0 && x == Math.rint(x) || Float.isInfinite(x)) {
      return Float.POSITIVE_INFINITY;
    }
    if (x < 0.5f) {
      double pi = Math.PI / Math.abs(StrictMath.sin(Math.PI * (x - Math.rint(x))));
      return (float) (StrictMath.log(pi) - stirling(1.0 - x));
    }
    return (float) stirling(x);
  }

  private static double stirling(double x) {
    double product = 1;
    while (x < 8) {
      product *= x++;
    }
    double z = 1 / (x * x);
    double tail = (1.0 / 12 - z * (1.0 / 360 - z * (1.0 / 1260 - z * (1.0 / 1680)))) / x;
    return (x - 0.5) * StrictMath.log(x)
        - x
        + 0.91893853320467274178
        + tail
        - StrictMath.log(product);
  }

  /** The asymptotic series after lifting the argument above 8. */
  static float digamma(float x) {
    if (x == Float.NEGATIVE_INFINITY || x < 0 && x == Math.rint(x)) {
      return Float.NaN;
    }
    if (x == 0) {
      return -1 / x;
    }
    if (x < 0) {
      double t = Math.PI * (x - Math.rint(x));
      return (float) (series(1.0 - x) - Math.PI * StrictMath.cos(t) / StrictMath.sin(t));
    }
    return (float) series(x);
  }

  private static double series(double x) {
    double sum = 0;
    while (x < 8) {
      sum -= 1 / x++;
    }
    double z = 1 / (x * x);
    return sum
        + StrictMath.log(x)
        - 0.5 / x
        - z * (1.0 / 12 - z * (1.0 / 120 - z * (1.0 / 252 - z * (1.0 / 240))));
  }

  /** The Maclaurin series below 3, the continued fraction of erfc above. */
  static float erf(float x) {
    double a = Math.abs((double) x);
    if (!(a < 3)) {
      double fraction = 0;
      for (int k = 60; k > 0; k--) {
        fraction = k / 2.0 / (a + fraction);
      }
      double tail = StrictMath.exp(-a * a) / (StrictMath.sqrt(Math.PI) * (a + fraction));
      return (float) Math.copySign(1 - (a > 10 ? 0 : tail), x);
    }
    double term = x;
    double sum = x;
    for (int k = 1; k < 60; k++) {
      term *= -a * a / k;
      sum += term / (2 * k + 1);
    }
    return (float) (2 / StrictMath.sqrt(Math.PI) * sum);
  }
}
