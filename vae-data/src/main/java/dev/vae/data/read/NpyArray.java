package dev.vae.data.read;

import dev.vae.data.rows.DataException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * An array of rows: its header understood, its numbers mapped or in memory.
 *
 * @param shape the shape and type
 * @param bytes the rows
 */
record NpyArray(StoredRows shape, RowBytes bytes) {

  /** Maps a file's numbers; an array in Fortran order is put in row order in memory. */
  static NpyArray map(String file, NpyHeader header, FileChannel channel) throws IOException {
    StoredRows shape = shape(file, header);
    long expected = shape.bytes() + header.length();
    if (channel.size() != expected) {
      throw wrongLength(file, header, expected, channel.size());
    }
    return header.fortran()
        ? transposed(shape, header, columns(shape, header.length(), channel))
        : new NpyArray(
            shape,
            RowBytes.map(channel, header.length(), shape.rows(), shape.rowBytes())
                .order(header.order()));
  }

  /**
   * Reads numbers into memory.
   *
   * @param length how many bytes the stream has beside the header
   */
  static NpyArray read(String file, NpyHeader header, InputStream in, long length)
      throws IOException {
    StoredRows shape = shape(file, header);
    if (length != shape.bytes()) {
      throw wrongLength(file, header, shape.bytes() + header.length(), length + header.length());
    }
    try {
      return header.fortran()
          ? transposed(shape, header, RowBytes.read(in, shape.width(), columnBytes(shape)))
          : new NpyArray(
              shape, RowBytes.read(in, shape.rows(), shape.rowBytes()).order(header.order()));
    } catch (EOFException e) {
      throw new DataException(file + " is cut short after " + e.getMessage() + " bytes", e);
    }
  }

  private static StoredRows shape(String file, NpyHeader header) {
    if (header.dims().length == 0) {
      throw new DataException(file + " holds a single number, not rows of numbers");
    }
    return new StoredRows(file, header.type(), header.dims());
  }

  private static RowBytes columns(StoredRows shape, long offset, FileChannel channel)
      throws IOException {
    return RowBytes.map(channel, offset, shape.width(), columnBytes(shape));
  }

  private static int columnBytes(StoredRows shape) {
    long bytes = shape.rows() * shape.type().bytes();
    if (bytes > Integer.MAX_VALUE - 8) {
      throw new DataException(
          shape.file()
              + " is in Fortran order and too large to be turned; save it with"
              + " np.save(f, np.ascontiguousarray(a))");
    }
    return (int) bytes;
  }

  /**
   * Turns columns into rows. In Fortran order, position p of the file's sequence of columns has the
   * index digits of the row's axes with the first digit fastest.
   */
  private static NpyArray transposed(StoredRows shape, NpyHeader header, RowBytes columns)
      throws IOException {
    int size = shape.type().bytes();
    RowBytes rows = RowBytes.allocate(shape.rows(), shape.rowBytes());
    for (int p = 0; p < shape.width(); p++) {
      int to = rowPosition(p, shape.dims()) * size;
      ByteBuffer column = columns.block(p);
      int from = columns.position(p);
      for (long row = 0; row < shape.rows(); row++) {
        rows.block(row).put(rows.position(row) + to, column, from + (int) row * size, size);
      }
    }
    return new NpyArray(shape, rows.order(header.order()));
  }

  /** The row-major position of the p-th element of a row counted with its first axis fastest. */
  static int rowPosition(int p, long[] dims) {
    int position = 0;
    int stride = 1;
    for (int axis = 2; axis < dims.length; axis++) {
      stride *= (int) dims[axis];
    }
    int left = p;
    for (int axis = 1; axis < dims.length; axis++) {
      position += left % (int) dims[axis] * stride;
      left /= (int) dims[axis];
      if (axis + 1 < dims.length) {
        stride /= (int) dims[axis + 1];
      }
    }
    return position;
  }

  private static DataException wrongLength(
      String file, NpyHeader header, long expected, long length) {
    return new DataException(
        file
            + (length < expected ? " is cut short: " : " is too long: ")
            + expected
            + " bytes are expected for shape "
            + Arrays.toString(header.dims())
            + " of "
            + header.type()
            + ", but there are "
            + length
            + "; fetch or write it again");
  }
}
