package dev.vae.export.internal.onnx;

/** The element types we write, by ONNX's number. */
public enum OnnxType {
  FLOAT(1, 4),
  INT8(3, 1),
  INT32(6, 4),
  INT64(7, 8),
  STRING(8, 0),
  BOOL(9, 1),
  FLOAT16(10, 2),
  DOUBLE(11, 8);

  private final int code;
  private final int bytes;

  OnnxType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /** Returns {@code TensorProto.DataType}. */
  public int code() {
    return code;
  }

  /** Returns the size of one element; 0 for texts, whose sizes differ. */
  public int bytes() {
    return bytes;
  }
}
