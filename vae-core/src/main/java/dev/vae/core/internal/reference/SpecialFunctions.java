package dev.vae.core.internal.reference;

/**
 * Functions that {@link StrictMath} lacks, in double precision: relative error below 1e-14, except
 * next to the zeros of digamma and of log-gamma at negative arguments, where the absolute error is
 * that small.
 *
 * <p>Numbers such as 6.1.33 are formulas of Abramowitz and Stegun, Handbook of Mathematical
 * Functions (1964).
 */
final class SpecialFunctions {
  /** Euler's constant. */
  private static final double EULER = 0.57721566490153286;

  /** Bernoulli numbers B2, B4, ...: the coefficients of the asymptotic series. */
  private static final double[] BERNOULLI = {
    1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6, -3617.0 / 510
  };

  /** From here on the asymptotic series are exact to the last digit. */
  private static final double FAR = 15;

  /** ζ(n) − 1 at position n, from 2. */
  private static final double[] ZETA_LESS_ONE = zetaLessOne(40);

  private SpecialFunctions() {}

  /** 1 / (1 + exp(−x)), exact in both tails. */
  static double sigmoid(double x) {
    if (x >= 0) {
      return 1 / (1 + StrictMath.exp(-x));
    }
    double e = StrictMath.exp(x);
    return e / (1 + e);
  }

  /** log(1 + exp(x)), without overflow. */
  static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  /** The error function: a series of positive terms (7.1.6), or 1 − erfc. */
  static double erf(double x) {
    double size = Math.abs(x);
    if (!(size < 3)) {
      return Math.copySign(1, x) * (1 - erfcFar(size));
    }
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x) * sum;
  }

  /** 1 − erf(x) for x of 3 and more, by the continued fraction (7.1.14). */
  private static double erfcFar(double x) {
    double fraction = x;
    for (int n = 60; n >= 1; n--) {
      fraction = x + n / 2.0 / fraction;
    }
    return StrictMath.exp(-x * x) / fraction / Math.sqrt(Math.PI);
  }

  /** log |Γ(x)|; infinite at 0, −1, −2, ... */
  static double lgamma(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    if (Double.isInfinite(x) || x <= 0 && x == Math.floor(x)) {
      return Double.POSITIVE_INFINITY;
    }
    if (x < 0) { // reflection, 6.1.17
      return StrictMath.log(Math.PI / Math.abs(StrictMath.sin(Math.PI * (x - Math.rint(x)))))
          - lgamma(1 - x);
    }
    if (x < 0.5) {
      return lgammaNearTwo(x) - StrictMath.log1p(x) - StrictMath.log(x);
    }
    if (x < 1.5) {
      return lgammaNearTwo(x - 1) - StrictMath.log1p(x - 1);
    }
    if (x < FAR) {
      double product = 1;
      while (x >= 2.5) {
        product *= --x;
      }
      return lgammaNearTwo(x - 2) + StrictMath.log(product);
    }
    double sum = (x - 0.5) * StrictMath.log(x) - x + 0.5 * StrictMath.log(2 * Math.PI);
    for (int k = BERNOULLI.length; k >= 1; k--) { // Stirling, 6.1.40
      sum += BERNOULLI[k - 1] / (2 * k * (2 * k - 1) * StrictMath.pow(x, 2 * k - 1));
    }
    return sum;
  }

  /** log Γ(2 + z) for |z| up to 1/2, exact near its zero (6.1.33). */
  private static double lgammaNearTwo(double z) {
    double sum = 0;
    for (int n = ZETA_LESS_ONE.length - 1; n >= 2; n--) {
      sum = ZETA_LESS_ONE[n] / n - z * sum;
    }
    return z * (1 - EULER) + z * z * sum;
  }

  /**
   * The derivative of log Γ(x): NaN at −1, −2, ..., where it jumps from plus to minus infinity;
   * minus infinity at 0, plus infinity at −0.
   */
  static double digamma(double x) {
    if (x == 0) {
      return -1 / x;
    }
    if (x < 0) { // reflection, 6.3.7
      double angle = Math.PI * (x - Math.rint(x));
      return x == Math.floor(x)
          ? Double.NaN
          : digamma(1 - x) - Math.PI * StrictMath.cos(angle) / StrictMath.sin(angle);
    }
    double sum = 0;
    while (x < FAR) {
      sum -= 1 / x++;
    }
    double series = 0;
    for (int k = BERNOULLI.length; k >= 1; k--) { // 6.3.18
      series += BERNOULLI[k - 1] / (2 * k * StrictMath.pow(x, 2 * k));
    }
    return sum + StrictMath.log(x) - 0.5 / x - series;
  }

  /** ζ(n) − 1 for n from 2: sixty terms and the Euler-Maclaurin formula for the rest (23.1.30). */
  private static double[] zetaLessOne(int count) {
    double[] zeta = new double[count];
    for (int n = 2; n < count; n++) {
      double from = 60;
      double rest = from / (n - 1) + 0.5 + n / (12 * from);
      rest -= n * (n + 1.0) * (n + 2.0) / (720 * StrictMath.pow(from, 3));
      rest += n * (n + 1.0) * (n + 2.0) * (n + 3.0) * (n + 4.0) / (30240 * StrictMath.pow(from, 5));
      double sum = rest * StrictMath.pow(from, -n);
      for (int k = 59; k >= 2; k--) {
        sum += StrictMath.pow(k, -n);
      }
      zeta[n] = sum;
    }
    return zeta;
  }
}
