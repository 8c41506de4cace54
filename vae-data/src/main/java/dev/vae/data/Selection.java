package dev.vae.data;

import dev.vae.core.internal.text.Messages;
import dev.vae.data.internal.SplitMix64;
import dev.vae.data.rows.DataException;
import java.util.Arrays;

/** Some rows of a source, in an order. */
sealed interface Selection {

  /** Returns how many rows. */
  long size();

  /** Returns the source's number of the i-th row. */
  long at(long i);

  /** Returns some of these rows: those from one position up to another. */
  Selection range(long from, long to);

  /** Returns these rows in a seeded order. */
  default int[] shuffled(long key) {
    int[] order = new int[rows()];
    new SplitMix64(key).permutation(order, order.length);
    return order;
  }

  /** Returns the size as an array's length. */
  default int rows() {
    if (size() > Integer.MAX_VALUE - 8) {
      throw new DataException(
          Messages.count(size(), "row")
              + " are too many to shuffle or split at random; take part of them first");
    }
    return (int) size();
  }

  /**
   * Returns some of these rows, drawn without replacement and kept in their order.
   *
   * @param rest whether to give all the others instead
   */
  default Selection draw(int count, long key, boolean rest) {
    int[] order = shuffled(key);
    int[] part =
        rest ? Arrays.copyOfRange(order, count, order.length) : Arrays.copyOf(order, count);
    Arrays.sort(part);
    long[] rows = new long[part.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = at(part[i]);
    }
    return new Picked(rows);
  }

  /** Neighbouring rows. */
  record Range(long first, long size) implements Selection {
    @Override
    public long at(long i) {
      return first + i;
    }

    @Override
    public Selection range(long from, long to) {
      return new Range(first + from, to - from);
    }
  }

  /** Rows given one by one. */
  record Picked(long[] numbers) implements Selection {
    @Override
    public long size() {
      return numbers.length;
    }

    @Override
    public long at(long i) {
      return numbers[(int) i];
    }

    @Override
    public Selection range(long from, long to) {
      return new Picked(Arrays.copyOfRange(numbers, (int) from, (int) to));
    }
  }
}
