package dev.vae.cli.bench;

import java.util.Arrays;

/** How long calls took, in nanoseconds, each by itself. */
final class Latencies {
  private long[] nanos = new long[1 << 10];
  private int count;

  void add(long time) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = time;
  }

  void addAll(Latencies others) {
    for (int i = 0; i < others.count; i++) {
      add(others.nanos[i]);
    }
  }

  /** The microseconds that this fraction of the calls took at most; the quickest call for 0. */
  double quantile(double fraction) {
    if (count == 0) {
      throw new IllegalStateException("no call was timed");
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return sorted[(int) Math.min(count - 1L, Math.round(fraction * (count - 1)))] / 1e3;
  }

  int count() {
    return count;
  }
}
