package dev.vae.core.internal.portable;

import static dev.vae.core.internal.portable.Coefficients.*;

/**
 * The exponential and what is made of it. {@code exp(x) = 2^n exp(r)} with {@code x = n ln 2 + r},
 * {@code |r| <= ln(2)/2}, and a polynomial for {@code exp(r)}.
 */
final class ScalarExp {
  private ScalarExp() {}

  /** The scale is applied in two halves, the first exact, so that the result may be subnormal. */
  static float exp(float x) {
    float t = Math.fma(x, LOG2_E, ROUNDER);
    float n = t - ROUNDER;
    float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2, x));
    float y = Math.fma(r * r, expTail(r), r) + 1;
    int power = Float.floatToRawIntBits(t) - Float.floatToRawIntBits(ROUNDER);
    y = y * power2(power >> 1) * power2(power - (power >> 1));
    y = x < EXP_UNDERFLOW ? 0 : y;
    return x > EXP_OVERFLOW ? Float.POSITIVE_INFINITY : y;
  }

  private static float expTail(float r) {
    float p = EXP_6;
    p = Math.fma(p, r, EXP_5);
    p = Math.fma(p, r, EXP_4);
    p = Math.fma(p, r, EXP_3);
    return Math.fma(p, r, EXP_2);
  }

  /** 2^n for n in [-126, 127]. */
  private static float power2(int n) {
    return Float.intBitsToFloat((n + 127) << 23);
  }

  /** {@code 2^n expm1(r) + (2^n - 1)}, halved until the end so that 2^128 does not occur. */
  static float expm1(float x) {
    float t = Math.fma(x, LOG2_E, ROUNDER);
    float n = t - ROUNDER;
    float r0 = Math.fma(n, -LN2, x);
    float r = Math.fma(n, -LN2_LOW, r0);
    float lost = Math.fma(n, -LN2_LOW, r0 - r);
    float p = Math.fma(r * r, expTail(r), lost) + r;
    float half = power2(Float.floatToRawIntBits(t) - Float.floatToRawIntBits(ROUNDER) - 1);
    float y = Math.fma(half, p, half - 0.5f) * 2;
    y = Math.abs(x) < 0x1p-25f ? x : y;
    y = x < -20 ? -1 : y;
    return x > EXP_OVERFLOW ? Float.POSITIVE_INFINITY : y;
  }

  /**
   * {@code 1/(1 + e)} or {@code e/(1 + e)} with {@code e = exp(-|x|)}; the latter as {@code e - e
   * e/(1 + e)}, which is sharper.
   */
  static float sigmoid(float x) {
    float e = exp(-Math.abs(x));
    float y = (x >= 0 ? 1 : e) / (1 + e);
    return x >= 0 ? y : Math.fma(-e, y, e);
  }

  /** {@code max(x, 0) + log(1 + exp(-|x|))}. */
  static float softplus(float x) {
    float e = exp(-Math.abs(x));
    float p = PLUS_11;
    p = Math.fma(p, e, PLUS_10);
    p = Math.fma(p, e, PLUS_9);
    p = Math.fma(p, e, PLUS_8);
    p = Math.fma(p, e, PLUS_7);
    p = Math.fma(p, e, PLUS_6);
    p = Math.fma(p, e, PLUS_5);
    p = Math.fma(p, e, PLUS_4);
    p = Math.fma(p, e, PLUS_3);
    p = Math.fma(p, e, PLUS_2);
    return (x > 0 ? x : 0) + Math.fma(e * e, p, e);
  }

  /** An odd polynomial near 0, {@code 1 - 2/(exp(2a) + 1)} elsewhere. */
  static float tanh(float x) {
    float a = Math.abs(x);
    float z = a * a;
    float p = TANH_13;
    p = Math.fma(p, z, TANH_11);
    p = Math.fma(p, z, TANH_9);
    p = Math.fma(p, z, TANH_7);
    p = Math.fma(p, z, TANH_5);
    p = Math.fma(p, z, TANH_3);
    float near = Math.fma(a * z, p, a);
    float far = 1 - 2 / (exp(a + a) + 1);
    return Math.copySign(a < TANH_SPLIT ? near : far, x);
  }

  /** An odd polynomial near 0, {@code 1 - exp(polynomial)} elsewhere. */
  static float erf(float x) {
    float a = Math.abs(x);
    float z = a * a;
    float p = ERF_13;
    p = Math.fma(p, z, ERF_11);
    p = Math.fma(p, z, ERF_9);
    p = Math.fma(p, z, ERF_7);
    p = Math.fma(p, z, ERF_5);
    p = Math.fma(p, z, ERF_3);
    p = Math.fma(p, z, ERF_1);
    float near = Math.fma(a, p, a);
    float q = ERFC_7;
    q = Math.fma(q, a, ERFC_6);
    q = Math.fma(q, a, ERFC_5);
    q = Math.fma(q, a, ERFC_4);
    q = Math.fma(q, a, ERFC_3);
    q = Math.fma(q, a, ERFC_2);
    q = Math.fma(q, a, ERFC_1);
    float far = 1 - exp(Math.fma(a, q, -a));
    far = a > ERF_ONE ? 1 : far;
    return Math.copySign(a < ERF_SPLIT ? near : far, x);
  }
}
