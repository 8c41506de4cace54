package dev.vae.core.density;

import dev.vae.core.graph.Tensor;

/**
 * Densities of counts and of gamma and beta variables without differences of large log-gammas: what
 * Stirling's formula leaves over, and deviances, which are small where the density is large (Loader
 * 2000, "Fast and accurate computation of binomial probabilities"). In floats, log Γ(10⁵) alone is
 * off by 0.03.
 */
public final class Stirling {
  /** log 2π. */
  public static final double LOG_2_PI = Math.log(2 * Math.PI);

  /** Coefficients of the continued fraction for log Γ (Abramowitz and Stegun 1964, 6.1.48). */
  private static final double A0 = 1.0 / 12;

  private static final double A1 = 1.0 / 30;
  private static final double A2 = 53.0 / 210;
  private static final double A3 = 195.0 / 371;

  /** From here on four terms of the fraction are exact to 3·10⁻⁷. */
  private static final double FAR = 2;

  /** Within this share of each other, a series stands in for the deviance's logarithm. */
  private static final double NEAR = 0.35;

  private static final int TERMS = 7;

  /** In deviances, smaller m / a count as this. */
  public static final double SMALLEST_RATIO = 1e-30;

  private Stirling() {}

  /**
   * Returns log Γ(x) − ((x − ½) log x − x + ½ log 2π) for x above 0. Below 2, by two steps of Γ(x +
   * 1) = x Γ(x).
   */
  public static Tensor remainder(Tensor x) {
    Tensor small = x.less(FAR);
    Tensor w = small.mul(FAR).add(x).pow(-1);
    Tensor s = w.square();
    Tensor above = s.mul(A2 + A3).add(1).mul(w).mul(A0);
    Tensor fraction = above.div(s.mul(A1 * A3).add(A1 + A2 + A3).mul(s).add(1));
    Tensor low = x.min(FAR);
    Tensor next = low.add(1);
    Tensor first = low.add(0.5).mul(low.pow(-1).log1p());
    Tensor second = low.add(1.5).mul(next.pow(-1).log1p());
    return small.where(fraction.add(first.add(second).sub(2)), fraction);
  }

  /**
   * Returns log Γ(x) of a number above 0 in double precision, to about 10⁻¹⁵ of what is larger, it
   * or 1: for constants and starts. Of tensors, {@link Tensor#lgamma} is.
   *
   * @throws IllegalArgumentException if the number is not above 0
   */
  public static double logGamma(double x) {
    if (!(x > 0)) {
      throw new IllegalArgumentException("log Γ is for numbers above 0 here, not " + x);
    }
    return x == Double.POSITIVE_INFINITY
        ? x
        : (x - 0.5) * Math.log(x) - x + 0.5 * LOG_2_PI + remainder(x);
  }

  /** Returns the same remainder of a number, to 10⁻¹⁵. */
  public static double remainder(double x) {
    double steps = 0;
    double z = x;
    for (; z < 16; z++) {
      steps += (z + 0.5) * Math.log1p(1 / z) - 1;
    }
    double w = 1 / (z * z);
    double series = 1.0 / 1260 + w * (-1.0 / 1680 + w * (1.0 / 1188 - w * 691.0 / 360360));
    return steps + (1.0 / 12 + w * (-1.0 / 360 + w * series)) / z;
  }

  /**
   * Returns a log(a / m) − a + m for a and m above 0, never negative: 0 where they are equal, and
   * what a Poisson or gamma variable loses in log p away from its mode.
   */
  public static Tensor deviance(Tensor a, Tensor m) {
    Tensor apart = a.sub(m);
    Tensor v = apart.div(a.add(m));
    Tensor s = v.square();
    Tensor series = s.graph().constant(1.0 / (2 * TERMS + 1));
    for (int j = TERMS - 1; j >= 1; j--) {
      series = series.mul(s).add(1.0 / (2 * j + 1));
    }
    Tensor near = apart.mul(v).add(a.mul(2).mul(v).mul(s).mul(series));
    Tensor far = a.mul(m.div(a).max(SMALLEST_RATIO).log()).add(apart).neg();
    return v.abs().less(NEAR).where(near, far);
  }

  /**
   * Returns log p(x) of a Poisson variable: that of a gamma variable at the rate, whose
   * concentration is x + 1, so that 0 is no special case.
   */
  public static Tensor poisson(Tensor x, Tensor rate, Tensor logRate) {
    return gamma(rate, logRate, x.add(1), x.add(1).log());
  }

  /**
   * Returns the log-density of a gamma variable with rate 1 at m.
   *
   * @param logM log m
   * @param k the concentration
   * @param logK log k
   */
  public static Tensor gamma(Tensor m, Tensor logM, Tensor k, Tensor logK) {
    Tensor scale = logK.mul(0.5).sub(logM).sub(0.5 * LOG_2_PI);
    return scale.sub(deviance(k, m)).sub(remainder(k));
  }

  /**
   * Returns the log-density of a beta variable.
   *
   * @param x the value, above 0
   * @param y 1 − x, above 0
   */
  public static Tensor beta(Tensor x, Tensor y, Tensor a, Tensor b) {
    Tensor n = a.add(b);
    Tensor apart = deviance(a, n.mul(x)).add(deviance(b, n.mul(y)));
    Tensor scale = a.mul(b.div(n)).log().mul(0.5).sub(x.mul(y).log()).sub(0.5 * LOG_2_PI);
    Tensor remainders = remainder(n).sub(remainder(a)).sub(remainder(b));
    return scale.add(remainders).sub(apart);
  }

  /**
   * Returns log p(x) of a binomial variable: the density of the chance p under a beta distribution
   * with x + 1 and n − x + 1, but for a factor n + 1.
   *
   * @param y 1 − p, above 0
   */
  public static Tensor binomial(int n, Tensor x, Tensor p, Tensor y) {
    Tensor failures = x.neg().add(n);
    return beta(p, y, x.add(1), failures.add(1)).sub(Math.log1p(n));
  }
}
