package dev.vae.core.internal.portable;

/**
 * The gamma function's logarithm and its derivative, in double precision. An argument below 8 is
 * first lifted by 8 through the recurrence; then come the asymptotic series (Abramowitz and Stegun
 * 6.1.41, 6.3.18). Negative arguments are reflected.
 */
public final class ScalarGamma {
  /** Half of log 2π. */
  public static final double HALF_LOG_2_PI = 0x1.d67f1c864beb5p-1;

  private ScalarGamma() {}

  /** Returns log |Γ(x)|. */
  public static float logGamma(float x) {
    if (x == 1 || x == 2) {
      return 0;
    }
    if (x > 0 && x < Float.POSITIVE_INFINITY) {
      return (float) positiveLogGamma(x);
    }
    if (x != x) {
      return x;
    }
    if (x == Math.rint(x)) {
      return Float.POSITIVE_INFINITY;
    }
    double sine = Math.abs(StrictMath.sin(Math.PI * (x - Math.rint(x))));
    return (float) (-StrictMath.log(sine / Math.PI * -x) - positiveLogGamma(-x));
  }

  private static double positiveLogGamma(double x) {
    double product = x * (x + 1) * (x + 2) * (x + 3) * (x + 4) * (x + 5) * (x + 6) * (x + 7);
    boolean lifted = x < 8;
    double z = lifted ? x + 8 : x;
    double i = 1 / z;
    double w = i * i;
    double p = 1.0 / 156;
    p = Math.fma(p, w, -691.0 / 360360);
    p = Math.fma(p, w, 1.0 / 1188);
    p = Math.fma(p, w, -1.0 / 1680);
    p = Math.fma(p, w, 1.0 / 1260);
    p = Math.fma(p, w, -1.0 / 360);
    p = Math.fma(p, w, 1.0 / 12);
    double stirling = Math.fma(z - 0.5, ScalarDouble.log(z), Math.fma(i, p, HALF_LOG_2_PI - z));
    return stirling - ScalarDouble.log(lifted ? product : 1);
  }

  /** Returns the derivative of log Γ(x); NaN at the negative integers. */
  public static float digamma(float x) {
    if (x > 0 && x < Float.POSITIVE_INFINITY) {
      return (float) positiveDigamma(x);
    }
    if (!(x < 0)) {
      return x == 0 ? -1 / x : x;
    }
    if (x == Math.rint(x)) {
      return Float.NaN;
    }
    double t = Math.PI * (x - Math.rint(x));
    return (float)
        (positiveDigamma(-x) - 1.0 / x - Math.PI * StrictMath.cos(t) / StrictMath.sin(t));
  }

  private static double positiveDigamma(double x) {
    // numerator / product is the sum of 1 / (x + i), i = 0 ... 7
    double product = x;
    double numerator = 1;
    for (int i = 1; i < 8; i++) {
      numerator = Math.fma(numerator, x + i, product);
      product = product * (x + i);
    }
    boolean lifted = x < 8;
    double z = lifted ? x + 8 : x;
    double i = 1 / z;
    double w = i * i;
    double p = 1.0 / 12;
    p = Math.fma(p, w, -691.0 / 32760);
    p = Math.fma(p, w, 1.0 / 132);
    p = Math.fma(p, w, -1.0 / 240);
    p = Math.fma(p, w, 1.0 / 252);
    p = Math.fma(p, w, -1.0 / 120);
    p = Math.fma(p, w, 1.0 / 12);
    double series = ScalarDouble.log(z) - Math.fma(w, p, 0.5 * i);
    return series - (lifted ? numerator / product : 0);
  }
}
