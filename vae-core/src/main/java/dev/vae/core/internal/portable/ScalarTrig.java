package dev.vae.core.internal.portable;

import static dev.vae.core.internal.portable.Coefficients.*;

/**
 * Sine and cosine: {@code x = q π/2 + r}, {@code |r| <= π/4}, and a polynomial in r for each.
 * Angles up to {@link Coefficients#NEAR_ANGLE} are reduced by three multiply-adds (Cody and Waite),
 * larger ones with as many bits of 2/π as they need (Payne and Hanek, 1983).
 */
public final class ScalarTrig {
  /** The bits of 2/π after the point, behind one word of zeros. */
  private static final long[] TWO_OVER_PI_BITS = {
    0, 0xA2F9836E4E441529L, 0xFC2757D1F534DDC0L, 0xDB6295993C439041L, 0xFE5163ABDEBBC561L
  };

  private ScalarTrig() {}

  /** Returns the sine. */
  public static float sin(float x) {
    if (!(Math.abs(x) <= NEAR_ANGLE)) {
      return far(x, 0);
    }
    float t = Math.fma(x, TWO_OVER_PI, ROUNDER);
    float y = quadrant(reduced(x, t - ROUNDER), Float.floatToRawIntBits(t));
    return x == 0 ? x : y;
  }

  /** Returns the cosine. */
  public static float cos(float x) {
    if (!(Math.abs(x) <= NEAR_ANGLE)) {
      return far(x, 1);
    }
    float t = Math.fma(x, TWO_OVER_PI, ROUNDER);
    return quadrant(reduced(x, t - ROUNDER), Float.floatToRawIntBits(t) + 1);
  }

  private static float reduced(float x, float n) {
    return Math.fma(n, -HALF_PI_3, Math.fma(n, -HALF_PI_2, Math.fma(n, -HALF_PI_1, x)));
  }

  /** The sine of {@code q π/2 + r}. */
  static float quadrant(float r, int q) {
    float y = (q & 1) == 0 ? sinPolynomial(r) : cosPolynomial(r);
    return Float.intBitsToFloat(Float.floatToRawIntBits(y) ^ (q & 2) << 30);
  }

  private static float sinPolynomial(float r) {
    float z = r * r;
    float p = Math.fma(Math.fma(SIN_7, z, SIN_5), z, SIN_3);
    return Math.fma(r * z, p, r);
  }

  private static float cosPolynomial(float r) {
    float z = r * r;
    float p = Math.fma(Math.fma(COS_8, z, COS_6), z, COS_4);
    return Math.fma(z * z, p, Math.fma(z, -0.5f, 1));
  }

  /** The sine of a large angle plus {@code quarters} right angles. */
  private static float far(float x, int quarters) {
    int bits = Float.floatToRawIntBits(x);
    int exponent = (bits >>> 23 & 0xff) - 150;
    if (exponent == 255 - 150) {
      return Float.NaN;
    }
    long mantissa = bits & 0x7fffff | 0x800000;
    // x · 2/π modulo 4, in units of 2^-62
    long low = window(exponent + 63);
    long carry = mantissa * (low >>> 32) + (mantissa * (low & 0xffffffffL) >>> 32) >>> 32;
    long turns = mantissa * window(exponent - 1) + carry;
    turns = x < 0 ? -turns : turns;
    long q = turns + (1L << 61) >> 62;
    float r = (float) ((turns - (q << 62)) * 0x1.921fb54442d18p-62);
    return quadrant(r, (int) q + quarters);
  }

  /** 64 bits of 2/π; bit number 1 is the first after the point. */
  private static long window(int first) {
    int at = first + 63;
    long head = TWO_OVER_PI_BITS[at >> 6] << (at & 63);
    return (at & 63) == 0 ? head : head | TWO_OVER_PI_BITS[(at >> 6) + 1] >>> 64 - (at & 63);
  }
}
