package dev.vae.core.draws;

import dev.vae.core.rows.Rows;
import org.jspecify.annotations.Nullable;

/**
 * What a row's noise is drawn by: 64 bits of its content, the values as the model sees them, which
 * of them were observed, and its condition. So a row has the same noise alone, in any batch, in any
 * order and in any file; other rows have noise of their own.
 */
public final class RowKeys {
  private static final long FIRST = 0x87c37b91114253d5L;
  private static final long SECOND = 0x4cf5ad432745937fL;
  private static final long MISSING = 0x7fc0_0000L;

  private RowKeys() {}

  /**
   * Returns the keys of a batch's rows.
   *
   * @param width how many values a row has
   * @param given how many values its condition has
   */
  public static long[] of(Rows.Batch batch, int width, int given) {
    long[] keys = new long[batch.rows()];
    for (int r = 0; r < keys.length; r++) {
      long hash = values(FIRST, batch.values(), batch.mask(), r * width, width);
      if (given > 0 && batch.condition() != null) {
        hash = values(hash ^ SECOND, batch.condition(), null, r * given, given);
      }
      keys[r] = mixed(hash);
    }
    return keys;
  }

  /** The steps of MurmurHash3 for 64-bit words, of two values each. */
  private static long values(long start, float[] x, float @Nullable [] mask, int from, int count) {
    long hash = start;
    for (int i = 0; i < count; i += 2) {
      long word = bits(x, mask, from + i) << 32;
      if (i + 1 < count) {
        word |= bits(x, mask, from + i + 1);
      }
      word *= FIRST;
      word = Long.rotateLeft(word, 31) * SECOND;
      hash = Long.rotateLeft(hash ^ word, 27) * 5 + 0x52dce729;
    }
    return hash ^ count;
  }

  /** One zero, and one value that was not observed. */
  private static long bits(float[] x, float @Nullable [] mask, int at) {
    if (mask != null && mask[at] == 0) {
      return MISSING;
    }
    return Float.floatToRawIntBits(x[at] + 0f) & 0xffff_ffffL;
  }

  /** Returns a number every bit of which depends on every bit of this one. */
  public static long mixed(long number) {
    long h = number;
    h = (h ^ h >>> 33) * 0xff51afd7ed558ccdL;
    h = (h ^ h >>> 33) * 0xc4ceb9fe1a85ec53L;
    return h ^ h >>> 33;
  }
}
