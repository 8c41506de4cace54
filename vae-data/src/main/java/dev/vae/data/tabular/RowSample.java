package dev.vae.data.tabular;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * An even sample of rows that come one after another (Vitter's algorithm R): all of them, in order,
 * as long as there are no more than {@link #MOST}. A model sees each row of more only once or not
 * at all in its steps, so it would learn little from the others.
 */
final class RowSample {
  /** So many rows are kept. */
  static final int MOST = 200_000;

  private final SplittableRandom random;
  private double[][] rows = new double[1024][];
  private long seen;

  RowSample(long seed) {
    random = new SplittableRandom(seed ^ 0x2545F4914F6CDD1DL);
  }

  /** Takes the next row, which is kept as it is. */
  void add(double[] row) {
    if (seen < MOST) {
      if (seen == rows.length) {
        rows = Arrays.copyOf(rows, Math.min(MOST, 2 * rows.length));
      }
      rows[(int) seen++] = row;
      return;
    }
    seen++;
    long at = random.nextLong(seen);
    if (at < MOST) {
      rows[(int) at] = row;
    }
  }

  /** How many rows came. */
  long seen() {
    return seen;
  }

  double[][] rows() {
    return Arrays.copyOf(rows, (int) Math.min(MOST, seen));
  }
}
