package dev.vae.core.internal.portable;

/** A logarithm and an exponential in double precision, for functions that need more than float. */
public final class ScalarDouble {
  /** ln 2. */
  public static final double LN2 = 0x1.62e42fefa39efp-1;

  /** 1 / ln 2. */
  public static final double LOG2_E = 0x1.71547652b82fep0;

  /** Bits of 3/4, less 256 in the exponent so that the exponents of floats are never negative. */
  public static final long LOG_BASE = 0x2fe8000000000000L;

  /** Added to a long below 2^52 by or, it makes a double that is 2^52 more. */
  public static final double LONG_TO_DOUBLE = 0x1p52;

  /** Added to and taken from a double below 2^51, it leaves the nearest integer. */
  public static final double ROUNDER = 0x1.8p52;

  private ScalarDouble() {}

  /**
   * The natural logarithm of a number in [2^-200, 2^200], within 1e-16 of 1 + its size: {@code k ln
   * 2 + 2 artanh(f / (2 + f))}, artanh by its series.
   */
  static double log(double x) {
    long bits = Double.doubleToRawLongBits(x);
    long k = bits - LOG_BASE >>> 52;
    double m = Double.longBitsToDouble(bits - (k - 256 << 52));
    double f = m - 1;
    double s = f / (f + 2);
    double z = s * s;
    double p = 2.0 / 23;
    p = Math.fma(p, z, 2.0 / 21);
    p = Math.fma(p, z, 2.0 / 19);
    p = Math.fma(p, z, 2.0 / 17);
    p = Math.fma(p, z, 2.0 / 15);
    p = Math.fma(p, z, 2.0 / 13);
    p = Math.fma(p, z, 2.0 / 11);
    p = Math.fma(p, z, 2.0 / 9);
    p = Math.fma(p, z, 2.0 / 7);
    p = Math.fma(p, z, 2.0 / 5);
    p = Math.fma(p, z, 2.0 / 3);
    return Math.fma((double) k - 256, LN2, Math.fma(s * z, p, s + s));
  }

  /** {@code 2^y} for y in [-1000, 1000], within 1e-12 of its size, by the series of exp. */
  static double exp2(double y) {
    double t = y + ROUNDER;
    double r = (y - (t - ROUNDER)) * LN2;
    double p = 1.0 / 3628800;
    p = Math.fma(p, r, 1.0 / 362880);
    p = Math.fma(p, r, 1.0 / 40320);
    p = Math.fma(p, r, 1.0 / 5040);
    p = Math.fma(p, r, 1.0 / 720);
    p = Math.fma(p, r, 1.0 / 120);
    p = Math.fma(p, r, 1.0 / 24);
    p = Math.fma(p, r, 1.0 / 6);
    p = Math.fma(p, r, 0.5);
    p = Math.fma(p, r, 1);
    p = Math.fma(p, r, 1);
    long n = Double.doubleToRawLongBits(t) - Double.doubleToRawLongBits(ROUNDER);
    return p * Double.longBitsToDouble(n + 1023 << 52);
  }
}
