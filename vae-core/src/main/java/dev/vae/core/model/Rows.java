package dev.vae.core.model;

import dev.vae.core.graph.Shape;

/**
 * Rows of numbers to train on or to judge, handed out in batches. What is read, how it is shuffled
 * and how it is made binary is the source's business; the order depends on seed and epoch alone.
 */
public interface Rows {

  /**
   * Rows that lie in memory, one array each; all values count as observed. The arrays are kept, not
   * copied.
   *
   * @throws IllegalArgumentException if there is no row, or rows differ in length
   */
  static Rows of(float[][] rows) {
    return new ArrayRows(rows, null, Shape.of(width(rows)), false);
  }

  /**
   * The same, each with what it is conditioned on.
   *
   * @param conditions as many as rows, of equal length
   */
  static Rows of(float[][] rows, float[][] conditions) {
    return new ArrayRows(rows, conditions, Shape.of(width(rows)), false);
  }

  /** The same, where NaN stands for a value that was not observed. */
  static Rows withMissing(float[][] rows) {
    return new ArrayRows(rows, null, Shape.of(width(rows)), true);
  }

  /** The same, each with what it is conditioned on; null where nothing is. */
  static Rows withMissing(float[][] rows, float[][] conditions) {
    return new ArrayRows(rows, conditions, Shape.of(width(rows)), true);
  }

  private static int width(float[][] rows) {
    if (rows.length == 0) {
      throw new IllegalArgumentException("there are no rows");
    }
    return rows[0].length;
  }

  /** The number of rows. */
  long size();

  /**
   * The shape of one row without the batch axis, such as {@code [28, 28, 1]}; its product is the
   * row's width.
   */
  Shape event();

  /** How many values a row's condition has; 0 where rows have none. */
  default int condition() {
    return 0;
  }

  /**
   * One pass over all rows in an order that depends on seed and epoch alone; the last batch may be
   * smaller.
   */
  Batches shuffled(int batch, long seed, int epoch);

  /** One pass over all rows in their own order; random transforms draw by seed and epoch 0. */
  Batches inOrder(int batch, long seed);

  /** One pass. Not safe for use by several threads. */
  interface Batches extends AutoCloseable {
    /** The next batch, valid until the next call; null at the end. */
    Batch next();

    @Override
    void close();
  }

  /**
   * Some rows, one after the other.
   *
   * @param rows how many
   * @param values {@code rows × width} numbers; the array may be longer
   * @param mask 1 where a value was observed, else 0; null if all were
   * @param condition what the model is conditioned on, a fixed number of values a row; null if
   *     nothing
   * @param index for each row its number in the source; the array may be longer
   */
  record Batch(int rows, float[] values, float[] mask, float[] condition, long[] index) {}
}
