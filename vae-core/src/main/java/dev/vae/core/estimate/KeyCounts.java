package dev.vae.core.estimate;

import dev.vae.core.draws.RowKeys;
import java.util.Arrays;

/** Counts how often each key was met: an open table of numbers, 24 bytes for each different key. */
final class KeyCounts {
  private long[] keys = new long[1024];
  private int[] counts = new int[keys.length];
  private int filled;

  /** How often a key was met, this time included. */
  int count(long key) {
    if (2 * filled >= keys.length) {
      grow();
    }
    int at = place(key);
    if (counts[at] == 0) {
      keys[at] = key;
      filled++;
    }
    return ++counts[at];
  }

  /** Keys that depend on the content of rows and on how many alike came before. */
  long[] apart(long[] rows) {
    long[] apart = new long[rows.length];
    Arrays.setAll(apart, r -> RowKeys.mixed(rows[r] + count(rows[r])));
    return apart;
  }

  private int place(long key) {
    int at = (int) (key >>> 32 ^ key) & keys.length - 1;
    while (counts[at] != 0 && keys[at] != key) {
      at = at + 1 & keys.length - 1;
    }
    return at;
  }

  private void grow() {
    long[] old = keys;
    int[] times = counts;
    keys = new long[Math.multiplyExact(2, old.length)];
    counts = new int[keys.length];
    for (int i = 0; i < old.length; i++) {
      if (times[i] != 0) {
        int at = place(old[i]);
        keys[at] = old[i];
        counts[at] = times[i];
      }
    }
  }
}
