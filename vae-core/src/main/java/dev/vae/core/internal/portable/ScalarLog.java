package dev.vae.core.internal.portable;

import static dev.vae.core.internal.portable.Coefficients.*;

/** Logarithms: {@code log x = k ln 2 + log(1 + f)} with f in [-1/4, 1/2) and a polynomial in f. */
final class ScalarLog {
  private static final int EXPONENT = 0xff800000;
  private static final int THREE_QUARTERS = 0x3f400000;
  private static final int FOUR = 0x40800000;

  private ScalarLog() {}

  static float log(float x) {
    boolean tiny = x < Float.MIN_NORMAL;
    int bits = Float.floatToRawIntBits(tiny ? x * 0x1p23f : x);
    int k = bits - THREE_QUARTERS & EXPONENT;
    float f = Float.intBitsToFloat(bits - k) - 1;
    float y = combine(Math.fma((float) k, 0x1p-23f, tiny ? -23 : 0), f);
    y = x < Float.POSITIVE_INFINITY ? y : x;
    y = x < 0 ? Float.NaN : y;
    return x == 0 ? Float.NEGATIVE_INFINITY : y;
  }

  /** As log, but f is scaled down from x, not from the rounded 1 + x. */
  static float log1p(float x) {
    int k = Float.floatToRawIntBits(1 + x) - THREE_QUARTERS & EXPONENT;
    float scale4 = Float.intBitsToFloat(FOUR - k);
    float f = Float.intBitsToFloat(Float.floatToRawIntBits(x) - k) + Math.fma(scale4, 0.25f, -1);
    float y = combine((float) k * 0x1p-23f, f);
    y = x < Float.POSITIVE_INFINITY ? y : x;
    y = x < -1 ? Float.NaN : y;
    y = x == -1 ? Float.NEGATIVE_INFINITY : y;
    return x == 0 ? x : y;
  }

  private static float combine(float k, float f) {
    float p = LOG_10;
    p = Math.fma(p, f, LOG_9);
    p = Math.fma(p, f, LOG_8);
    p = Math.fma(p, f, LOG_7);
    p = Math.fma(p, f, LOG_6);
    p = Math.fma(p, f, LOG_5);
    p = Math.fma(p, f, LOG_4);
    p = Math.fma(p, f, LOG_3);
    p = Math.fma(p, f, LOG_2);
    return Math.fma(k, LN2, Math.fma(f * f, p, f));
  }
}
