package dev.vae.data.table.infer;

import java.util.Arrays;

/** An even sample of at most 10,000 numbers (Vitter's algorithm R), the same for the same rows. */
final class Reservoir {
  private static final int MOST = 10_000;

  private double[] values = new double[16];
  private long seen;
  private long state = 0x5DEECE66DL;

  void add(double value) {
    if (seen < MOST) {
      if (seen == values.length) {
        values = Arrays.copyOf(values, Math.min(MOST, 2 * values.length));
      }
      values[(int) seen++] = value;
      return;
    }
    seen++;
    state += 0x9e3779b97f4a7c15L;
    long z = (state ^ state >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    long at = Long.remainderUnsigned(z ^ z >>> 31, seen);
    if (at < MOST) {
      values[(int) at] = value;
    }
  }

  void copy(Reservoir other) {
    values = other.values.clone();
    seen = other.seen;
    state = other.state;
  }

  /** The sample, ascending. */
  double[] sorted() {
    double[] copy = Arrays.copyOf(values, (int) Math.min(seen, MOST));
    Arrays.sort(copy);
    return copy;
  }
}
