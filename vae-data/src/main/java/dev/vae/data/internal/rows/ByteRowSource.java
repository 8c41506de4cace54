package dev.vae.data.internal.rows;

import dev.vae.data.rows.RowSource;
import java.util.Optional;

/** Rows whose values are integers from 0 to 255, a byte each, as those of most images. */
public interface ByteRowSource extends RowSource {

  /** Reads one row, unsigned bytes in row-major order. */
  void readBytes(long row, byte[] into);

  @Override
  default void read(long row, double[] into) {
    byte[] bytes = new byte[event().elements()];
    readBytes(row, bytes);
    for (int i = 0; i < bytes.length; i++) {
      into[i] = bytes[i] & 0xff;
    }
  }

  @Override
  default Optional<Bounds> bounds() {
    return Optional.of(new Bounds(0, 255, true));
  }
}
