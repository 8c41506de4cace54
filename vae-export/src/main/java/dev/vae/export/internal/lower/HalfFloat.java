package dev.vae.export.internal.lower;

/** Numbers of half precision, IEEE 754 binary16. */
final class HalfFloat {
  /** The largest finite one. */
  static final float LARGEST = 65_504;

  private HalfFloat() {}

  /** The bits of the nearest one, ties to even; above the largest, infinity. */
  static short bits(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = bits >>> 16 & 0x8000;
    float size = Math.abs(value);
    if (Float.isNaN(value)) {
      return (short) (sign | 0x7e00);
    }
    if (size >= 65_520) { // halfway to the next one, which would be even
      return (short) (sign | 0x7c00);
    }
    // below 2^-14 they are as far apart as 2^-24; above, the distance grows with the exponent
    int exponent = Math.max(-14, Math.getExponent(size));
    double unit = Math.scalb(1.0, exponent - 10);
    int steps = (int) Math.rint(size / unit);
    // a carry into the next exponent comes by itself
    int normal = (exponent + 14 << 10) + steps;
    return (short) (sign | normal);
  }
}
