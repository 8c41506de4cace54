package dev.vae.data.read;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Shape;
import dev.vae.data.rows.DataException;
import java.util.Arrays;
import java.util.List;

/**
 * The shape and type of an array in a file: the first axis counts the rows.
 *
 * @param file the file, for messages
 * @param type the type of its numbers
 * @param dims the lengths of its axes, at least one
 */
record StoredRows(String file, ArrayElementType type, long[] dims) {
  /** No file system holds larger ones, and sums of sizes up to this do not overflow. */
  private static final long LARGEST_FILE = 1L << 60;

  /**
   * Checks that the array can be read as rows.
   *
   * @throws DataException if an axis has length 0, or a row or all of them are larger than a file
   *     can be
   */
  StoredRows {
    for (long dim : dims) {
      if (dim < 1) {
        throw new DataException(
            file + ": the array has shape " + Arrays.toString(dims) + ", so it holds no values");
      }
    }
    int rowBytes = rowBytes(file, type, dims);
    if (dims[0] > LARGEST_FILE / rowBytes) {
      throw tooLarge(file, dims);
    }
    long most = Runtime.getRuntime().maxMemory();
    long row = Double.BYTES * (long) (rowBytes / type.bytes());
    if (row > most / 4) {
      throw new DataException(
          file
              + ": the header states the shape "
              + Arrays.toString(dims)
              + ", so that a single row takes "
              + (row >> 20)
              + " MB to work on (the first axis counts the rows), and this JVM may use "
              + (most >> 20)
              + " MB; start it with a larger -Xmx");
    }
  }

  long rows() {
    return dims[0];
  }

  /** The numbers in a row. */
  int width() {
    return rowBytes() / type.bytes();
  }

  int rowBytes() {
    return rowBytes(file, type, dims);
  }

  /** The bytes of all numbers. */
  long bytes() {
    return rows() * rowBytes();
  }

  private static int rowBytes(String file, ArrayElementType type, long[] dims) {
    try {
      long bytes = type.bytes();
      for (int i = 1; i < dims.length; i++) {
        bytes = Math.multiplyExact(bytes, dims[i]);
      }
      return Math.toIntExact(bytes);
    } catch (ArithmeticException e) {
      throw tooLarge(file, dims);
    }
  }

  private static DataException tooLarge(String file, long[] dims) {
    return new DataException(
        file
            + ": the header states the shape "
            + Arrays.toString(dims)
            + ", which no file can hold; the header is damaged, or a single row exceeds 2 GB");
  }

  /** A word on arrays of images whose channels seem to come first; empty for others. */
  List<String> notes() {
    boolean first =
        dims.length == 4 && (dims[1] == 1 || dims[1] == 3) && dims[3] > 4 && dims[2] > 4;
    return first
        ? List.of(
            file
                + ": rows have shape "
                + Arrays.toString(Arrays.copyOfRange(dims, 1, 4))
                + ", as if channels came first; images are taken with channels last, so save it"
                + " with np.save(f, a.transpose(0, 2, 3, 1))")
        : List.of();
  }

  /** The shape of a row: {@code [1]} of a list, {@code [H, W, 1]} of a stack of grey images. */
  Shape event() {
    if (dims.length == 1) {
      return Shape.of(1);
    }
    Dim[] event = new Dim[dims.length == 3 ? 3 : dims.length - 1];
    Arrays.fill(event, Dim.of(1));
    for (int i = 1; i < dims.length; i++) {
      event[i - 1] = Dim.of((int) dims[i]);
    }
    return Shape.of(event);
  }
}
