package dev.vae.core.internal.portable;

/** Powers, through logarithm and exponential in double precision. */
public final class ScalarPower {
  private ScalarPower() {}

  /** Returns {@code a} to the power {@code b}, special cases as in {@link Math#pow}. */
  public static float pow(float a, float b) {
    if (b == 2) {
      return a * a;
    }
    float size = Math.abs(a);
    if (!(size > 0 && size < Float.POSITIVE_INFINITY && Math.abs(b) < Float.POSITIVE_INFINITY)) {
      return (float) StrictMath.pow(a, b);
    }
    if (a > 0) {
      return positive(size, b);
    }
    if (b != Math.rint(b)) {
      return Float.NaN;
    }
    return b % 2 == 0 ? positive(size, b) : -positive(size, b);
  }

  private static float positive(float a, float b) {
    double y = b * (ScalarDouble.log(a) * ScalarDouble.LOG2_E);
    y = y < -200 ? -200 : y;
    y = y > 200 ? 200 : y;
    return (float) ScalarDouble.exp2(y);
  }
}
