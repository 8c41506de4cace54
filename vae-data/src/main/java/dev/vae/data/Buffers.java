package dev.vae.data;

import dev.vae.core.internal.text.Messages;
import dev.vae.data.rows.DataException;
import org.jspecify.annotations.NullUnmarked;

/** The memory of one pass: two batches, an order and scratch rows. Kept for the next pass. */
@NullUnmarked // no null leaves it
final class Buffers {
  private final int batch;
  private final int width;
  private final RowReader reader;
  private final Buffer[] both;
  private int[] order;

  Buffers(Dataset data, int batch) {
    this.batch = batch;
    this.width = data.event().elements();
    this.reader = data.reader();
    long elements = (long) batch * width;
    if (elements > Integer.MAX_VALUE - 8) {
      throw new DataException(
          "a batch of "
              + Messages.count(batch, "row")
              + " of "
              + Messages.count(width, "value")
              + " does not fit an array; take a smaller batch");
    }
    both = new Buffer[] {buffer(data, (int) elements), buffer(data, (int) elements)};
  }

  private Buffer buffer(Dataset data, int elements) {
    return new Buffer(
        new float[elements],
        data.missingAllowed() ? new float[elements] : null,
        data.condition() == 0 ? null : new float[Math.multiplyExact(batch, data.condition())],
        new long[batch]);
  }

  int batch() {
    return batch;
  }

  int width() {
    return width;
  }

  RowReader reader() {
    return reader;
  }

  Buffer buffer(int which) {
    return both[which];
  }

  /** The order of a shuffled pass. */
  int[] order() {
    return order;
  }

  /** The array to put the order of a shuffled pass in. */
  int[] orderOf(int rows) {
    if (order == null || order.length != rows) {
      order = new int[rows];
    }
    return order;
  }

  /** One batch's memory. */
  static final class Buffer {
    final float[] values;
    final float[] mask;
    final float[] condition;
    final long[] index;
    int rows;

    Buffer(float[] values, float[] mask, float[] condition, long[] index) {
      this.values = values;
      this.mask = mask;
      this.condition = condition;
      this.index = index;
    }
  }
}
