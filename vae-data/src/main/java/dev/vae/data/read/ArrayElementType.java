package dev.vae.data.read;

import java.nio.ByteBuffer;

/** The types of numbers in files. */
public enum ArrayElementType {
  /** 0 or 1 in a byte. */
  BOOL(1),
  U8(1),
  I8(1),
  U16(2),
  I16(2),
  U32(4),
  I32(4),
  U64(8),
  I64(8),
  F16(2),
  F32(4),
  F64(8);

  private final int bytes;

  ArrayElementType(int bytes) {
    this.bytes = bytes;
  }

  /** Returns the size of one number in bytes. */
  public int bytes() {
    return bytes;
  }

  /** Reads n numbers in the buffer's byte order, from a position in bytes. */
  public void read(ByteBuffer from, int position, double[] into, int n) {
    switch (this) {
      case BOOL -> {
        for (int i = 0; i < n; i++) {
          into[i] = from.get(position + i) != 0 ? 1 : 0;
        }
      }
      case U8 -> {
        for (int i = 0; i < n; i++) {
          into[i] = from.get(position + i) & 0xff;
        }
      }
      case I8 -> {
        for (int i = 0; i < n; i++) {
          into[i] = from.get(position + i);
        }
      }
      case U16 -> {
        for (int i = 0; i < n; i++) {
          into[i] = from.getChar(position + 2 * i);
        }
      }
      case I16 -> {
        for (int i = 0; i < n; i++) {
          into[i] = from.getShort(position + 2 * i);
        }
      }
      case U32 -> {
        for (int i = 0; i < n; i++) {
          into[i] = from.getInt(position + 4 * i) & 0xffffffffL;
        }
      }
      case I32 -> {
        for (int i = 0; i < n; i++) {
          into[i] = from.getInt(position + 4 * i);
        }
      }
      case U64 -> {
        for (int i = 0; i < n; i++) {
          into[i] = unsigned(from.getLong(position + 8 * i));
        }
      }
      case I64 -> {
        for (int i = 0; i < n; i++) {
          into[i] = from.getLong(position + 8 * i);
        }
      }
      case F16 -> {
        for (int i = 0; i < n; i++) {
          into[i] = half(from.getShort(position + 2 * i));
        }
      }
      case F32 -> {
        for (int i = 0; i < n; i++) {
          into[i] = from.getFloat(position + 4 * i);
        }
      }
      case F64 -> {
        for (int i = 0; i < n; i++) {
          into[i] = from.getDouble(position + 8 * i);
        }
      }
    }
  }

  /**
   * The nearest double of an unsigned number, the lowest bit kept sticky so that it rounds once.
   */
  private static double unsigned(long bits) {
    return bits >= 0 ? bits : 2 * (double) (bits >>> 1 | bits & 1);
  }

  /** The value of a half-precision number: 1 bit sign, 5 exponent, 10 fraction (IEEE 754). */
  static double half(short bits) {
    int exponent = bits >> 10 & 31;
    int fraction = bits & 1023;
    double size =
        switch (exponent) {
          case 0 -> fraction * 0x1p-24;
          case 31 -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
          default -> Math.scalb(1024 + fraction, exponent - 25);
        };
    return bits < 0 ? -size : size;
  }
}
