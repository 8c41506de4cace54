package dev.vae.serve.explore;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Supplier;
import org.jspecify.annotations.NullUnmarked;

/** Numbers as files that a browser reads without parsing: little-endian, one after another. */
@NullUnmarked // no null leaves it
final class Bytes {
  private Bytes() {}

  static byte[] of(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(4, values.length));
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return bytes.array();
  }

  static byte[] of(double[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(8, values.length));
    bytes.order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().put(values);
    return bytes.array();
  }

  /** Numbers of rows, row after row. */
  static byte[] of(float[][] rows) {
    int width = rows.length == 0 ? 0 : rows[0].length;
    float[] flat = new float[Math.multiplyExact(rows.length, width)];
    for (int r = 0; r < rows.length; r++) {
      System.arraycopy(rows[r], 0, flat, r * width, width);
    }
    return of(flat);
  }

  /** What is computed when it is first asked for, and kept. */
  static <T> Supplier<T> once(Supplier<T> made) {
    return new Supplier<>() {
      private T value;

      @Override
      public synchronized T get() {
        if (value == null) {
          value = made.get();
        }
        return value;
      }
    };
  }
}
