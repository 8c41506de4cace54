package dev.vae.core.internal.vector.product;

import dev.vae.core.internal.vector.lanes.Lanes;
import dev.vae.core.kernel.Product;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Rows of a left operand packed for tiles, so that constants lead from row to row. Numbers that
 * follow one another in memory are moved as vectors: along rows, as in a transposed matrix, so that
 * the numbers of all rows lie side by side for each k; or along k, so that row lies behind row.
 * Whichever takes fewer vectors is the way, and it takes next to nothing, while the other would
 * move number by number: a tenth of the time of a product of 64 columns.
 */
final class PackedLeft {
  /** From one k to the next where rows are gathered. */
  static final int STEP = MicroKernels.ROWS;

  /**
   * From one row to the next where they are copied. Not a power of two, or rows would push one
   * another out of the first-level cache.
   */
  static final int ROW = Product.BLOCK + 16;

  /** Floats of the rows of a block either way, and of a vector that reaches beyond them. */
  static final int SIZE = MicroKernels.ROWS * ROW;

  private static final int L = Lanes.SPECIES.length();

  private final int[] rows;
  private final int[] ks;
  private final Pieces rowPieces;
  private final Pieces kPieces;
  private final boolean gathered;

  /** From one k to the next, or 0 if that differs. */
  private final int step;

  /** Whether all k follow one another, as in a matrix. */
  private final boolean straight;

  /**
   * Numbers that follow one another in memory, up to a vector of them.
   *
   * @param offsets where each number is
   * @param starts which is the first of each piece, and behind them how many numbers there are
   * @param of which piece each is in
   */
  private record Pieces(int[] offsets, int[] starts, int[] of) {
    static Pieces of(int[] offsets, int count, int most) {
      int[] starts = new int[count + 1];
      int[] of = new int[count];
      int pieces = 0;
      for (int i = 0; i < count; i++) {
        if (i % most == 0 || offsets[i] != offsets[i - 1] + 1 || i - starts[pieces - 1] == L) {
          starts[pieces++] = i;
        }
        of[i] = pieces - 1;
      }
      starts[pieces] = count;
      return new Pieces(offsets, Arrays.copyOf(starts, pieces + 1), of);
    }

    int count() {
      return starts.length - 1;
    }

    /** Whether all numbers follow one another. */
    boolean adjacent() {
      return of.length > 0 && offsets[of.length - 1] - offsets[0] == of.length - 1;
    }
  }

  /** Rows and k at these offsets, tables as {@link MicroKernels#table} makes them. */
  PackedLeft(int[] rows, int height, int[] ks, int depth) {
    this.rows = rows;
    this.ks = ks;
    rowPieces = Pieces.of(rows, height, MicroKernels.ROWS);
    kPieces = Pieces.of(ks, depth, Product.BLOCK);
    straight = kPieces.adjacent();
    step = step(ks, depth);
    gathered = (long) rowPieces.count() * depth < (long) kPieces.count() * height;
  }

  /** Whether a tile's rows lie side by side for each k. */
  boolean gathered() {
    return gathered;
  }

  private static int step(int[] ks, int depth) {
    int step = depth > 1 ? ks[1] - ks[0] : 0;
    for (int k = 1; k < depth; k++) {
      step = ks[k] - ks[k - 1] == step ? step : 0;
    }
    return step;
  }

  /** Packs the rows of some tiles, from k to {@code kTo}, {@link #SIZE} for each. */
  void pack(int from, int to, int k, int kTo, float[] a, int aOffset, float[] packed, int at) {
    int tile = at;
    for (int row = from; k < kTo && row < to; row += MicroKernels.ROWS, tile += SIZE) {
      int rowTo = Math.min(to, row + MicroKernels.ROWS);
      if (gathered) {
        gather(row, rowTo, k, kTo, a, aOffset, packed, tile);
      } else if (straight) {
        copy(row, rowTo, k, kTo, a, aOffset, packed, tile);
      } else {
        copyPieces(row, rowTo, k, kTo, a, aOffset, packed, tile);
      }
    }
  }

  /** What a last vector writes behind a row is not read. */
  private void copy(
      int from, int to, int k, int kTo, float[] a, int aOffset, float[] packed, int at) {
    int count = kTo - k;
    int whole = -Math.floorDiv(-count, L) * L;
    int rowTo = from + MicroKernels.rounded(to - from);
    int into = at;
    for (int row = from; row < rowTo; row++, into += ROW) {
      int first = aOffset + rows[row] + ks[k];
      if (first + whole > a.length) {
        System.arraycopy(a, first, packed, into, count);
        continue;
      }
      for (int j = 0; j < whole; j += L) {
        FloatVector.fromArray(Lanes.SPECIES, a, first + j).intoArray(packed, into + j);
      }
    }
  }

  /**
   * What a vector writes behind a piece is written again, by the next one; what it writes before
   * the first or behind the last is not read.
   */
  private void copyPieces(
      int from, int to, int k, int kTo, float[] a, int aOffset, float[] packed, int at) {
    int[] starts = kPieces.starts;
    int piece = kPieces.of[k];
    int pieceTo = kPieces.of[kTo - 1] + 1;
    int lastK = last(ks, k, kTo);
    int rowTo = from + MicroKernels.rounded(to - from);
    for (int row = from; row < rowTo; row++) {
      int first = aOffset + rows[row];
      int into = at + (row - from) * ROW - k;
      if (first + lastK + L > a.length) {
        for (int i = k; i < kTo; i++) {
          packed[into + i] = a[first + ks[i]];
        }
        continue;
      }
      for (int i = piece; i < pieceTo; i++) {
        int start = starts[i];
        FloatVector.fromArray(Lanes.SPECIES, a, first + ks[start]).intoArray(packed, into + start);
      }
    }
  }

  /** What a vector writes behind a piece is written again, by the next one or with the next k. */
  private void gather(
      int from, int to, int k, int kTo, float[] a, int aOffset, float[] packed, int at) {
    int[] starts = rowPieces.starts;
    int piece = rowPieces.of[from];
    int last = rowPieces.of[to - 1];
    int into = at - from;
    if (aOffset + last(rows, from, to) + last(ks, k, kTo) + L > a.length) {
      for (int i = k; i < kTo; i++, into += STEP) {
        for (int row = from; row < to; row++) {
          packed[into + row] = a[aOffset + rows[row] + ks[i]];
        }
      }
    } else if (last > piece + 1) {
      for (int i = k; i < kTo; i++, into += STEP) {
        for (int j = piece; j <= last; j++) {
          int start = starts[j];
          FloatVector.fromArray(Lanes.SPECIES, a, aOffset + rows[start] + ks[i])
              .intoArray(packed, into + start);
        }
      }
    } else {
      int one = starts[piece];
      int two = starts[last];
      int oneOffset = aOffset + rows[one];
      int twoOffset = aOffset + rows[two];
      for (int i = k; i < kTo; i++, into += STEP) {
        FloatVector.fromArray(Lanes.SPECIES, a, oneOffset + ks[i]).intoArray(packed, into + one);
        FloatVector.fromArray(Lanes.SPECIES, a, twoOffset + ks[i]).intoArray(packed, into + two);
      }
    }
  }

  /**
   * Whether rows for tiles of so many columns are better not packed but reached by their offsets,
   * see {@link MicroKernels#indexed}: those of windows, for few columns.
   */
  boolean indexed(int columns) {
    boolean matrix = straight || step > 0 && rowPieces.adjacent();
    Pieces moved = gathered ? rowPieces : kPieces;
    boolean brief = MicroKernels.HIGH && columns <= 2 * L && moved.of.length < 8 * moved.count();
    return !matrix && (columns <= L || brief);
  }

  /**
   * Whether some rows are read where they are: side by side for each k, at equal steps, as in a
   * transposed matrix. However far apart the k are, packing such rows has been 2 to 14 % slower.
   */
  boolean inPlace(int from, int to) {
    return gathered
        && step > 0
        && (to - from) % 4 == 0
        && rows[to - 1] - rows[from] == to - 1 - from;
  }

  /** From one k to the next where they are read in place. */
  int step() {
    return step;
  }

  int offset(int row, int k) {
    return rows[row] + ks[k];
  }

  private static int last(int[] offsets, int from, int to) {
    int last = offsets[from];
    for (int i = from; i < to; i++) {
      last = Math.max(last, offsets[i]);
    }
    return last;
  }
}
