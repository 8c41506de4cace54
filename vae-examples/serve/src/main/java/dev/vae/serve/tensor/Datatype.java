package dev.vae.serve.tensor;

import dev.vae.serve.call.RequestException;

/** The types of values that the protocol knows. */
public enum Datatype {
  BOOL(1),
  UINT8(1),
  UINT16(2),
  UINT32(4),
  UINT64(8),
  INT8(1),
  INT16(2),
  INT32(4),
  INT64(8),
  FP16(2),
  FP32(4),
  FP64(8),
  BYTES(0);

  private final int bytes;

  Datatype(int bytes) {
    this.bytes = bytes;
  }

  /** Returns how many bytes a value takes; 0 for texts, which have a length each. */
  public int bytes() {
    return bytes;
  }

  /** Of 64 bits the largest number rounds up to it, as a double. */
  private static double limit(int bits) {
    double limit = Math.scalb(1.0, bits);
    return bits > 53 ? Math.nextUp(limit) : limit;
  }

  /** Tells whether a value can be one; null, which NaN stands for, may be any. */
  boolean holds(double value) {
    return Double.isNaN(value)
        || switch (this) {
          case BOOL -> value == 0 || value == 1;
          case UINT8, UINT16, UINT32, UINT64 ->
              value == Math.rint(value) && value >= 0 && value < limit(8 * bytes);
          case INT8, INT16, INT32, INT64 ->
              value == Math.rint(value)
                  && value >= -Math.scalb(1.0, 8 * bytes - 1)
                  && value < limit(8 * bytes - 1);
          case FP16, FP32, FP64, BYTES -> true;
        };
  }

  /** Returns the type of a name. */
  static Datatype of(String name) {
    for (Datatype type : values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    throw RequestException.badRequest(
        "datatype '" + name + "' is not known; it may be " + java.util.Arrays.toString(values()));
  }
}
