package dev.vae.core.internal.portable;

/**
 * The numbers in the functions' definitions, shared by the scalar and the vector form. Polynomials
 * are minimax fits whose coefficients were rounded to float one after the other, the rest fitted
 * again; the errors given are relative to the function (2^-24 is 6e-8).
 */
public final class Coefficients {
  /** Added to and taken from a float below 2^22, it leaves the nearest integer, ties to even. */
  public static final float ROUNDER = 0x1.8p23f;

  /** Largest argument whose exponential may be finite. */
  public static final float EXP_OVERFLOW = 0x1.62e430p6f;

  /** Below this an exponential is zero. */
  public static final float EXP_UNDERFLOW = -104f;

  /** Up to here three constants reduce an angle by multiples of π/2 well enough. */
  public static final float NEAR_ANGLE = 100_000f;

  /** Below this tanh is a polynomial, above it is made of an exponential. */
  public static final float TANH_SPLIT = 0.9f;

  /** From here on erf is 1. */
  public static final float ERF_ONE = 3.95f;

  /** Below this erf is a polynomial, above it is made of an exponential. */
  public static final float ERF_SPLIT = 0.92f;

  // ln 2 as a sum of two floats, and its reciprocal
  public static final float LN2 = 0x1.62e430p-1f;
  public static final float LN2_LOW = -0x1.05c610p-29f;
  public static final float LOG2_E = 0x1.715476p0f;

  // (exp(r) - 1 - r) / r² for |r| <= ln(2) / 2, 3e-9
  public static final float EXP_2 = 0x1.fffffcp-2f;
  public static final float EXP_3 = 0x1.55548cp-3f;
  public static final float EXP_4 = 0x1.5558b8p-5f;
  public static final float EXP_5 = 0x1.123e58p-7f;
  public static final float EXP_6 = 0x1.6a4d6ep-10f;

  // (log(1 + f) - f) / f² for f in [-1/4, 1/2], 5e-9
  public static final float LOG_2 = -0x1.000000p-1f;
  public static final float LOG_3 = 0x1.5555a4p-2f;
  public static final float LOG_4 = -0x1.00004ap-2f;
  public static final float LOG_5 = 0x1.99699ep-3f;
  public static final float LOG_6 = -0x1.54ed96p-3f;
  public static final float LOG_7 = 0x1.28807ap-3f;
  public static final float LOG_8 = -0x1.0d98f0p-3f;
  public static final float LOG_9 = 0x1.acf4a8p-4f;
  public static final float LOG_10 = -0x1.71e32cp-5f;

  // the same for f in [0, 1], 9e-10
  public static final float PLUS_2 = -0x1.fffff8p-2f;
  public static final float PLUS_3 = 0x1.5553b6p-2f;
  public static final float PLUS_4 = -0x1.ffc59ep-3f;
  public static final float PLUS_5 = 0x1.978b56p-3f;
  public static final float PLUS_6 = -0x1.4a72c4p-3f;
  public static final float PLUS_7 = 0x1.ff295ap-4f;
  public static final float PLUS_8 = -0x1.54f25ep-4f;
  public static final float PLUS_9 = 0x1.590130p-5f;
  public static final float PLUS_10 = -0x1.c0a610p-7f;
  public static final float PLUS_11 = 0x1.1139b4p-9f;

  // (tanh(a) / a - 1) / a² in a² for a <= 0.9, 2e-8
  public static final float TANH_3 = -0x1.555504p-2f;
  public static final float TANH_5 = 0x1.11017ap-3f;
  public static final float TANH_7 = -0x1.b81622p-5f;
  public static final float TANH_9 = 0x1.567e58p-6f;
  public static final float TANH_11 = -0x1.c1952cp-8f;
  public static final float TANH_13 = 0x1.55d44ap-10f;

  // erf(a) / a - 1 in a² for a <= 0.92, 9e-10
  public static final float ERF_1 = 0x1.06eba8p-3f;
  public static final float ERF_3 = -0x1.812740p-2f;
  public static final float ERF_5 = 0x1.ce2d64p-4f;
  public static final float ERF_7 = -0x1.b80114p-6f;
  public static final float ERF_9 = 0x1.54496ep-8f;
  public static final float ERF_11 = -0x1.a5fef8p-11f;
  public static final float ERF_13 = 0x1.4f2e10p-14f;

  // (log(1 - erf(a)) + a) / a for a in [0.91, 3.95], 8e-10 of erf
  public static final float ERFC_1 = -0x1.07761ap-3f;
  public static final float ERFC_2 = -0x1.45355ep-1f;
  public static final float ERFC_3 = -0x1.b3000ap-4f;
  public static final float ERFC_4 = 0x1.84cfe4p-6f;
  public static final float ERFC_5 = -0x1.db8116p-9f;
  public static final float ERFC_6 = 0x1.4eb11ap-12f;
  public static final float ERFC_7 = -0x1.6cb0b6p-17f;

  // π/2 as a sum of three floats, its reciprocal, and the angle of 2^-32 of a turn
  public static final float HALF_PI_1 = 0x1.921fb6p0f;
  public static final float HALF_PI_2 = -0x1.777a5cp-25f;
  public static final float HALF_PI_3 = -0x1.ee59dap-50f;
  public static final float TWO_OVER_PI = 0x1.45f306p-1f;
  public static final float TURN = 0x1.921fb6p-30f;

  // (sin(r) / r - 1) / r² in r² for |r| <= π/4, 4e-9
  public static final float SIN_3 = -0x1.555546p-3f;
  public static final float SIN_5 = 0x1.110774p-7f;
  public static final float SIN_7 = -0x1.9951f6p-13f;

  // (cos(r) - 1 + r²/2) / r⁴ in r² for |r| <= π/4, 1e-10
  public static final float COS_4 = 0x1.55554ap-5f;
  public static final float COS_6 = -0x1.6c0c28p-10f;
  public static final float COS_8 = 0x1.99e80cp-16f;

  private Coefficients() {}
}
