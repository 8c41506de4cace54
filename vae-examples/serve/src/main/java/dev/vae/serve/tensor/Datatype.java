package dev.vae.serve.tensor;

import dev.vae.serve.call.Refusal;

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

  /** Returns the type of a name. */
  static Datatype of(String name) {
    for (Datatype type : values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    throw Refusal.badRequest(
        "datatype '" + name + "' is not known; it may be " + java.util.Arrays.toString(values()));
  }
}
