package dev.vae.core.internal.compile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Offsets of items in one array, such that items that live in a common stage do not overlap: the
 * largest item first, each as low as it fits.
 */
final class MemoryPlan {
  /** Every item begins at a multiple of this many floats: 64 bytes, one vector or cache line. */
  private static final int ALIGN = 16;

  /**
   * Something to be placed.
   *
   * @param size how many floats
   * @param lives when it is needed; more than once if it is computed again
   */
  record Item(long size, List<Life> lives) {
    /** What is needed once, from the stage that writes it to the last that reads it. */
    Item(long size, int first, int last) {
      this(size, List.of(new Life(first, last)));
    }

    boolean meets(Item other) {
      for (Life mine : lives) {
        for (Life theirs : other.lives) {
          if (mine.first <= theirs.last && theirs.first <= mine.last) {
            return true;
          }
        }
      }
      return false;
    }
  }

  /**
   * From when to when values are needed.
   *
   * @param first the stage that writes them
   * @param last the last stage that reads them
   */
  record Life(int first, int last) {}

  private final long[] offsets;
  private final long total;

  MemoryPlan(List<Item> items) {
    offsets = new long[items.size()];
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingLong((Integer i) -> -items.get(i).size).thenComparing(i -> i));
    List<Integer> placed = new ArrayList<>();
    long end = 0;
    for (int i : order) {
      Item item = items.get(i);
      long at = 0;
      for (int p : placed) {
        if (items.get(p).meets(item)) {
          if (at + item.size <= offsets[p]) {
            break;
          }
          at = Math.max(at, aligned(offsets[p] + items.get(p).size));
        }
      }
      offsets[i] = at;
      end = Math.max(end, aligned(at + item.size));
      placed.add(i);
      placed.sort(Comparator.comparingLong(p -> offsets[p]));
    }
    total = end;
  }

  private static long aligned(long n) {
    return (n + ALIGN - 1) / ALIGN * ALIGN;
  }

  long offset(int item) {
    return offsets[item];
  }

  /** The length of the array. */
  long total() {
    return total;
  }
}
