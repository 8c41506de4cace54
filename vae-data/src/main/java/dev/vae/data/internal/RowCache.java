package dev.vae.data.internal;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongFunction;

/**
 * Keeps rows of bytes that are costly to make, up to a number of bytes; further rows are made anew
 * at every use. Safe for several threads.
 */
public final class RowCache {
  private final AtomicReferenceArray<byte[]> rows;
  private final AtomicLong left;

  /** For rows numbered 0 to {@code size - 1}, keeping at most {@code budget} bytes. */
  public RowCache(long size, long budget) {
    boolean useful = size <= budget / 16;
    rows = new AtomicReferenceArray<>(useful ? Math.toIntExact(size) : 0);
    left = new AtomicLong(useful ? budget - 4 * size : 0);
  }

  /** Returns the bytes of a row, made by {@code make} unless kept; not to be changed. */
  public byte[] get(long row, LongFunction<byte[]> make) {
    if (row >= rows.length()) {
      return make.apply(row);
    }
    byte[] kept = rows.get((int) row);
    if (kept == null) {
      kept = make.apply(row);
      if (left.addAndGet(-kept.length - 16) >= 0) {
        rows.set((int) row, kept);
      }
    }
    return kept;
  }
}
