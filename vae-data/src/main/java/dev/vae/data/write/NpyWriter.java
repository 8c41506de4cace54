package dev.vae.data.write;

import dev.vae.core.internal.text.Messages;
import dev.vae.data.internal.file.WholeFile;
import dev.vae.data.rows.DataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes floats of 32 or 64 bits, little-endian, row-major, as NPY version 1. */
final class NpyWriter implements RowWriter {
  private final WholeFile file;
  private final Path name;
  private final int bytes;
  private final long rows;
  private final int width;
  private long written;

  NpyWriter(Path name, int bytes, long rows, int... event) {
    this.name = name;
    this.bytes = bytes;
    this.rows = rows;
    this.width = IntStream.of(event).reduce(1, Math::multiplyExact);
    file = new WholeFile(name);
    try {
      file.out().write(header(bytes, rows, event));
    } catch (IOException e) {
      file.close();
      throw file.failed(e);
    }
  }

  /** Magic, version, length and dictionary, filled with spaces to a multiple of 64 bytes. */
  private static byte[] header(int bytes, long rows, int[] event) {
    String shape =
        IntStream.of(event).mapToObj(d -> " " + d).collect(Collectors.joining(",", rows + ",", ""));
    String text = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + shape + "), }";
    int length = (10 + text.length() + 1 + 63) / 64 * 64;
    ByteBuffer header = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    header.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    header.putShort((short) (length - 10));
    header.put(text.getBytes(StandardCharsets.US_ASCII));
    while (header.position() < length - 1) {
      header.put((byte) ' ');
    }
    return header.put((byte) '\n').array();
  }

  @Override
  public void write(float[] values, int count) {
    write(count, i -> values[i]);
  }

  @Override
  public void write(double[] values, int count) {
    write(count, i -> values[i]);
  }

  private void write(int count, IntToDoubleFunction values) {
    ByteBuffer row = ByteBuffer.allocate(bytes * width).order(ByteOrder.LITTLE_ENDIAN);
    try {
      for (int r = 0; r < count; r++) {
        row.clear();
        for (int i = 0; i < width; i++) {
          double value = values.applyAsDouble(r * width + i);
          if (bytes == Float.BYTES) {
            row.putFloat((float) value);
          } else {
            row.putDouble(value);
          }
        }
        file.out().write(row.array());
      }
    } catch (IOException e) {
      throw file.failed(e);
    }
    written += count;
  }

  @Override
  public void commit() {
    if (written != rows) {
      throw new DataException(
          name + " was to have " + Messages.count(rows, "row") + ", but " + written + " came");
    }
    file.commit();
  }

  @Override
  public void close() {
    file.close();
  }
}
