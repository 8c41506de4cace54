package dev.vae.core.internal.vector;

import dev.vae.core.kernel.Product;
import jdk.incubator.vector.FloatVector;

/** Rows of a left operand brought together for a tile: for each k, the numbers of all rows. */
final class Left {
  /** From one k to the next. */
  static final int STEP = Tiles.ROWS;

  /** Floats of the rows of a block, and of a vector that reaches beyond them. */
  static final int SIZE = Product.BLOCK * STEP + 16;

  /** Where the rows are. */
  static final int[] ROWS = Tiles.table(Tiles.ROWS, i -> i);

  /** Where the k are. */
  static final int[] KS = Tiles.table(Product.BLOCK, k -> k * STEP);

  private static final int L = Lanes.SPECIES.length();

  private Left() {}

  /** Whether the rows of a tile follow one another in memory, number by number. */
  static boolean adjacent(int[] rows, int row) {
    return rows[row + Tiles.ROWS - 1] - rows[row] == Tiles.ROWS - 1;
  }

  /** Brings adjacent rows that begin at {@code aAt} together. */
  static void gather(float[] a, int aAt, int[] ks, int k, int kTo, float[] to, int toAt) {
    int last = a.length - Tiles.ROWS - L;
    for (int i = k; i < kTo; i++) {
      int from = aAt + ks[i];
      int at = toAt + (i - k) * STEP;
      if (from > last) {
        System.arraycopy(a, from, to, at, Math.min(Tiles.ROWS, a.length - from));
        continue;
      }
      // the last vector reaches beyond the rows: what it writes there is written again
      for (int j = 0; j < Tiles.ROWS; j += L) {
        FloatVector.fromArray(Lanes.SPECIES, a, from + j).intoArray(to, at + j);
      }
    }
  }
}
