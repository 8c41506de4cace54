package dev.vae.core.internal.vector.product;

import dev.vae.core.internal.vector.lanes.Lanes;
import dev.vae.core.kernel.Product;
import jdk.incubator.vector.FloatVector;

/**
 * Rows of a left operand packed for a tile, so that constants lead from row to row. Where rows are
 * adjacent numbers in memory, as in a transposed matrix: for each k, the numbers of all rows. Where
 * each row lies in one piece: row behind row.
 */
public final class PackedLeft {
  /** From one k to the next where rows are gathered. */
  static final int STEP = MicroKernels.ROWS;

  /**
   * From one row to the next where they are copied. Not a power of two, or rows would push one
   * another out of the first-level cache.
   */
  static final int ROW = Product.BLOCK + 16;

  /** Floats of the rows of a block either way, and of a vector that reaches beyond them. */
  static final int SIZE = MicroKernels.ROWS * ROW;

  /** Where the rows are. */
  public static final int[] ROWS = MicroKernels.table(MicroKernels.ROWS, i -> i);

  /** Where the k are. */
  public static final int[] KS = MicroKernels.table(Product.BLOCK, k -> k * STEP);

  private static final int L = Lanes.SPECIES.length();

  private PackedLeft() {}

  /** Whether the rows of a tile follow one another in memory, number by number. */
  static boolean adjacent(int[] rows, int row) {
    return rows[row + MicroKernels.ROWS - 1] - rows[row] == MicroKernels.ROWS - 1;
  }

  /** Brings adjacent rows that begin at {@code aOffset} together. */
  public static void gather(
      float[] a, int aOffset, int[] ks, int k, int kTo, float[] to, int toOffset) {
    int last = a.length - MicroKernels.ROWS - L;
    for (int i = k; i < kTo; i++) {
      int from = aOffset + ks[i];
      int at = toOffset + (i - k) * STEP;
      if (from > last) {
        System.arraycopy(a, from, to, at, Math.min(MicroKernels.ROWS, a.length - from));
        continue;
      }
      // the last vector reaches beyond the rows: what it writes there is written again
      for (int j = 0; j < MicroKernels.ROWS; j += L) {
        FloatVector.fromArray(Lanes.SPECIES, a, from + j).intoArray(to, at + j);
      }
    }
  }

  /**
   * Copies the rows of a tile, from k to {@code kTo}, row behind row; what a last vector writes
   * behind one is not read.
   */
  static void copy(
      float[] a, int aOffset, int[] rows, int row, int k, int kTo, float[] to, int toOffset) {
    int count = kTo - k;
    int whole = -Math.floorDiv(-count, L) * L;
    for (int i = 0; i < MicroKernels.ROWS; i++) {
      int from = aOffset + rows[row + i] + k;
      int at = toOffset + i * ROW;
      if (from + whole > a.length) {
        System.arraycopy(a, from, to, at, count);
        continue;
      }
      for (int j = 0; j < count; j += L) {
        FloatVector.fromArray(Lanes.SPECIES, a, from + j).intoArray(to, at + j);
      }
    }
  }
}
