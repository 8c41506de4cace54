package dev.vae.core.internal.compile.run;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The parts of one piece of work that are left, taken by threads one at a time. Each thread has
 * some of its own, which it takes from the first on; others take from the last.
 */
final class PartQueue {
  /** Parts that work can have at most. */
  static final int MOST = 0xffff;

  /** Longs from the parts of one thread to those of the next: two cache lines. */
  private static final int APART = 16;

  private final int threads;

  /** For each thread the number of the work, and its first part that is left and their end. */
  private final AtomicLongArray left;

  PartQueue(int threads) {
    this.threads = threads;
    this.left = new AtomicLongArray(threads * APART);
  }

  /** Puts the parts of a work in, where none of another are left. */
  void fill(int work, Team.Parts parts) {
    for (int t = 0; t < threads; t++) {
      left.set(t * APART, left(work, parts.before(t), parts.before(t + 1)));
    }
  }

  private static long left(int work, int from, int to) {
    return (long) work << 32 | (long) from << 16 | to;
  }

  /** Takes a part of a work for a thread; −1 if none is left, or another work has begun. */
  int take(int work, int thread) {
    for (int i = 0; i < threads; i++) {
      int part = take(work, (thread + i) % threads, i == 0);
      if (part >= 0) {
        return part;
      }
    }
    return -1;
  }

  private int take(int work, int whose, boolean first) {
    while (true) {
      long now = left.get(whose * APART);
      int from = (int) (now >>> 16) & MOST;
      int to = (int) now & MOST;
      if ((int) (now >>> 32) != work || from == to) {
        return -1;
      }
      long then = first ? left(work, from + 1, to) : left(work, from, to - 1);
      if (left.compareAndSet(whose * APART, now, then)) {
        return first ? from : to - 1;
      }
    }
  }
}
