package dev.vae.data.read.sparse;

import dev.vae.data.rows.DataException;

/**
 * How many rows and columns a sparse matrix in a file has.
 *
 * @param name the file, for messages
 */
record SparseShape(String name, int rows, int width) {

  /**
   * Checks that rows can be counted and one of them worked on.
   *
   * @throws DataException if not
   */
  static SparseShape of(String name, double rows, double width) {
    boolean whole = rows == Math.rint(rows) && width == Math.rint(width);
    if (!(rows >= 1 && width >= 1 && whole)) {
      throw new DataException(
          name + ": the shape is " + words(rows, width) + ", so it holds no values");
    }
    if (rows > Integer.MAX_VALUE - 8 || width > Integer.MAX_VALUE - 8) {
      throw new DataException(
          name + ": the shape is " + words(rows, width) + ", more than 2^31 rows or columns");
    }
    long most = Runtime.getRuntime().maxMemory();
    if (Double.BYTES * width > most / 4.0 || Integer.BYTES * rows > most / 4.0) {
      throw new DataException(
          name
              + ": the shape is "
              + words(rows, width)
              + ", too large to work on for a JVM that may use "
              + (most >> 20)
              + " MB; start it with a larger -Xmx");
    }
    return new SparseShape(name, (int) rows, (int) width);
  }

  private static String words(double rows, double width) {
    return number(rows) + " x " + number(width);
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e18
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /** Returns what to throw where memory does not suffice. */
  DataException tooLarge() {
    return new DataException(
        name
            + ": the stored values take more than is left of the "
            + (Runtime.getRuntime().maxMemory() >> 20)
            + " MB that this JVM may use; start it with a larger -Xmx, or take part of the rows");
  }
}
