package dev.vae.data.read;

import dev.vae.data.rows.DataException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Rows of bytes of equal length, in blocks of whole rows so that they may exceed 2 GB. */
final class RowBytes {
  /** A block's size in bytes, unless one row is larger. */
  private static final int BLOCK = 1 << 30;

  /** A thousand terabytes: more is no data set but a damaged header. */
  private static final int MOST_BLOCKS = 1 << 20;

  private final ByteBuffer[] blocks;
  private final int rowBytes;
  private final int rowsPerBlock;

  private RowBytes(ByteBuffer[] blocks, int rowBytes, int rowsPerBlock) {
    this.blocks = blocks;
    this.rowBytes = rowBytes;
    this.rowsPerBlock = rowsPerBlock;
  }

  /** Makes or maps one block. */
  private interface Source {
    ByteBuffer block(long offset, int length) throws IOException;
  }

  /** Maps rows of a file; its length was checked. */
  static RowBytes map(FileChannel file, long offset, long rows, int rowBytes) throws IOException {
    return of(
        rows,
        rowBytes,
        (from, length) -> file.map(FileChannel.MapMode.READ_ONLY, offset + from, length));
  }

  /**
   * Reads rows into memory.
   *
   * @throws EOFException if the stream ends early; its message says after how many bytes
   */
  static RowBytes read(InputStream in, long rows, int rowBytes) throws IOException {
    requireMemory(rows * rowBytes);
    return of(
        rows,
        rowBytes,
        (from, length) -> {
          byte[] bytes = memory(rows * rowBytes, length);
          int got = in.readNBytes(bytes, 0, length);
          if (got < length) {
            throw new EOFException(Long.toString(from + got));
          }
          return ByteBuffer.wrap(bytes);
        });
  }

  /** Empty rows in memory, to be filled. */
  static RowBytes allocate(long rows, int rowBytes) throws IOException {
    requireMemory(rows * rowBytes);
    long bytes = rows * rowBytes;
    return of(rows, rowBytes, (from, length) -> ByteBuffer.wrap(memory(bytes, length)));
  }

  private static byte[] memory(long bytes, int length) {
    try {
      return new byte[length];
    } catch (OutOfMemoryError e) {
      // one large array that does not fit: nothing else is lost
      throw tooLarge(bytes);
    }
  }

  private static RowBytes of(long rows, int rowBytes, Source source) throws IOException {
    int perBlock = Math.max(1, BLOCK / rowBytes);
    long needed = (rows + perBlock - 1) / perBlock;
    if (needed > MOST_BLOCKS) {
      throw tooLarge(rows * rowBytes);
    }
    int count = (int) needed;
    ByteBuffer[] blocks = new ByteBuffer[count];
    for (int i = 0; i < count; i++) {
      long first = (long) i * perBlock;
      int length = (int) Math.min(perBlock, rows - first) * rowBytes;
      blocks[i] = source.block(first * rowBytes, length);
    }
    return new RowBytes(blocks, rowBytes, perBlock);
  }

  private static void requireMemory(long bytes) {
    if (bytes > Runtime.getRuntime().maxMemory()) {
      throw tooLarge(bytes);
    }
  }

  private static DataException tooLarge(long bytes) {
    return new DataException(
        "the data takes "
            + (bytes >> 20)
            + " MB, more than is left of the "
            + (Runtime.getRuntime().maxMemory() >> 20)
            + " MB that this JVM may use; start it with a larger -Xmx, or keep the data in an"
            + " uncompressed, row-major file, which is mapped instead of loaded");
  }

  /** Sets the byte order of all numbers. */
  RowBytes order(ByteOrder order) {
    for (ByteBuffer block : blocks) {
      block.order(order);
    }
    return this;
  }

  /** The block that holds a row. */
  ByteBuffer block(long row) {
    return blocks[(int) (row / rowsPerBlock)];
  }

  /** Where in its block a row begins, in bytes. */
  int position(long row) {
    return (int) (row % rowsPerBlock) * rowBytes;
  }
}
