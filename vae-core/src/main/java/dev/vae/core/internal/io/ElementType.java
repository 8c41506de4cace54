package dev.vae.core.internal.io;

import java.nio.ByteBuffer;

/** How a number lies in a safetensors file. All of these are read as float, exactly. */
enum ElementType {
  F32(4) {
    @Override
    void read(ByteBuffer from, float[] into, int at, int count) {
      from.asFloatBuffer().get(into, at, count);
    }
  },
  /** IEEE 754 binary16. */
  F16(2) {
    @Override
    void read(ByteBuffer from, float[] into, int at, int count) {
      for (int i = 0; i < count; i++) {
        into[at + i] = half(from.getShort());
      }
    }
  },
  /** The upper half of a float. */
  BF16(2) {
    @Override
    void read(ByteBuffer from, float[] into, int at, int count) {
      for (int i = 0; i < count; i++) {
        into[at + i] = Float.intBitsToFloat(from.getShort() << 16);
      }
    }
  },
  /** Read where every number is that of a float. */
  F64(8) {
    @Override
    void read(ByteBuffer from, float[] into, int at, int count) {
      for (int i = 0; i < count; i++) {
        double value = from.getDouble();
        into[at + i] = (float) value;
        if (into[at + i] != value && !Double.isNaN(value)) {
          throw new ArithmeticException(
              "has type F64 and holds "
                  + value
                  + ", which no float is equal to: round it to F32 where it is written");
        }
      }
    }
  };

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  int bytes() {
    return bytes;
  }

  /**
   * Reads numbers.
   *
   * @throws ArithmeticException if one is not equal to a float; the message follows a name
   */
  abstract void read(ByteBuffer from, float[] into, int at, int count);

  /** Null for a type that is not read. */
  static ElementType of(Object name) {
    for (ElementType type : values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    return null;
  }

  static float half(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 0) {
      float small = fraction * 0x1p-24f;
      return sign == 0 ? small : -small;
    }
    int wide = exponent == 0x1f ? 0xff : exponent + 127 - 15;
    return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
  }
}
