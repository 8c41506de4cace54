package dev.vae.core.internal.vector.product;

import dev.vae.core.internal.vector.lanes.Lanes;
import dev.vae.core.kernel.Product;
import dev.vae.core.kernel.ProductSpec;

/**
 * The order in which a matrix product's tiles are done. The rows of a few tiles are packed, see
 * {@link PackedLeft}, so that constants lead from row to row; then each panel of the right operand
 * meets all of them: it comes from far away once, and from the second-level cache after that, where
 * those rows are as well. Rows that do not fill a tile are read where they are.
 */
public final class TileOrder {
  /** Tiles whose rows are packed at a time. */
  private static final int GROUP = 4;

  /** Rows of a transposed operand from which numbers are taken before the next tile's are. */
  private static final int CHUNK = 64;

  private static final int L = Lanes.SPECIES.length();

  private final int columns;
  private final int depth;
  private final boolean transposed;
  private final boolean packed;
  private final int[] rows;
  private final int[] cOffsets;
  private final int[] ks;
  private final int[] bs;

  /** Tiles whose rows are packed in this product. */
  private final int group;

  /** For products of these sizes; their right operand is in panels if it is transposed. */
  public TileOrder(ProductSpec s) {
    int m = s.m();
    int n = s.n();
    int k = s.k();
    columns = n;
    depth = k;
    transposed = s.transposeA();
    group = Math.min(GROUP, m / MicroKernels.ROWS);
    packed = s.transposeB();
    rows = MicroKernels.table(m, i -> transposed ? i : i * k);
    ks = MicroKernels.table(k, i -> transposed ? i * m : i);
    cOffsets = MicroKernels.table(m, i -> i * n);
    bs = packed ? PackedRight.ROWS : MicroKernels.table(Math.min(k, Product.BLOCK), i -> i * n);
  }

  /** Floats that a thread works in: a tile on its own, rows, and a panel for a block. */
  public int work() {
    return MicroKernels.SIZE
        + group * PackedLeft.SIZE
        + (packed ? 0 : bs.length * MicroKernels.COLUMNS);
  }

  /**
   * Computes rows {@code from} to {@code to}, a multiple of {@link MicroKernels#ROWS} but for the
   * last one, of some panels of columns.
   *
   * @param work scratch of {@link #work}
   */
  public void run(
      int from,
      int to,
      int panelFrom,
      int panelTo,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      float[] scratch,
      int work) {
    for (int k = 0; k == 0 || k < depth; k += Product.BLOCK) {
      int at = bOffset + k * (packed ? MicroKernels.COLUMNS : columns);
      block(from, to, panelFrom, panelTo, k, a, aOffset, b, at, c, cOffset, scratch, work);
    }
  }

  private void block(
      int from,
      int to,
      int panelFrom,
      int panelTo,
      int k,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      float[] scratch,
      int work) {
    int kTo = Math.min(depth, k + Product.BLOCK);
    int whole = readable(b, bOffset, kTo - k) ? panelTo : columns / MicroKernels.COLUMNS;
    int rest = work + MicroKernels.SIZE + group * PackedLeft.SIZE;
    if (panelTo > whole) {
      int first = whole * MicroKernels.COLUMNS;
      PackedRight.copy(b, bOffset + first, columns, kTo - k, columns - first, scratch, rest);
    }
    int step = packed ? depth * MicroKernels.COLUMNS : MicroKernels.COLUMNS;
    int full =
        together(panelFrom, panelTo)
            ? from + (to - from) / MicroKernels.ROWS * MicroKernels.ROWS
            : from;
    for (int row = from; row < to; ) {
      int tiles = Math.min(group, (full - row) / MicroKernels.ROWS);
      int end = tiles > 0 ? row + tiles * MicroKernels.ROWS : Math.min(to, row + MicroKernels.ROWS);
      bring(row, tiles, k, kTo, a, aOffset, scratch, work + MicroKernels.SIZE);
      for (int panel = panelFrom; panel < panelTo; panel++) {
        boolean last = tiles > 0 && closes(panel, panelTo);
        boolean in = panel < whole;
        tiles(
            row,
            end,
            tiles > 0,
            panel * MicroKernels.COLUMNS,
            last ? columns : Math.min((panel + 1) * MicroKernels.COLUMNS, columns),
            k,
            kTo,
            a,
            aOffset,
            in ? b : scratch,
            in ? bOffset + panel * step : rest,
            step,
            in ? bs : PackedRight.ROWS,
            c,
            cOffset,
            scratch,
            work);
        panel += last ? 1 : 0;
      }
      row = end;
    }
  }

  /** Whether vectors may be read to the end of every row of the right operand, and beyond. */
  private boolean readable(float[] b, int bOffset, int count) {
    int vectors = -Math.floorDiv(-columns, L) * L;
    return packed || bOffset + (count - 1) * columns + vectors <= b.length;
  }

  /**
   * Whether bringing rows together pays, for the columns of some panels. Copied rows are read by
   * tiles of more than one vector alone.
   */
  private boolean together(int panelFrom, int panelTo) {
    return transposed
        ? panelTo - panelFrom > 1
        : MicroKernels.HIGH && columns - panelFrom * MicroKernels.COLUMNS > L;
  }

  /** Whether a panel and a last one that is half as wide are better done in one. */
  private boolean closes(int panel, int panelTo) {
    return MicroKernels.HIGH
        && panel == panelTo - 2
        && columns - panel * MicroKernels.COLUMNS == MicroKernels.WIDEST;
  }

  private void bring(
      int row, int tiles, int k, int kTo, float[] a, int aOffset, float[] scratch, int at) {
    for (int from = k; transposed && from < kTo; from += CHUNK) {
      for (int i = 0; i < tiles; i++) {
        int to = at + i * PackedLeft.SIZE + (from - k) * PackedLeft.STEP;
        int offset = aOffset + rows[row + i * MicroKernels.ROWS];
        PackedLeft.gather(a, offset, ks, from, Math.min(kTo, from + CHUNK), scratch, to);
      }
    }
    for (int i = 0; !transposed && i < tiles; i++) {
      PackedLeft.copy(
          a, aOffset, rows, row + i * MicroKernels.ROWS, k, kTo, scratch, at + i * PackedLeft.SIZE);
    }
  }

  /** Tiles one below the other, of the columns from {@code first} to {@code end}. */
  private void tiles(
      int from,
      int to,
      boolean together,
      int first,
      int end,
      int k,
      int kTo,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      int third,
      int[] bs,
      float[] c,
      int cOffset,
      float[] scratch,
      int work) {
    int left = work + MicroKernels.SIZE;
    boolean add = k > 0;
    boolean gathered = together && transposed;
    for (int row = from; row < to; row += MicroKernels.ROWS, left += PackedLeft.SIZE) {
      if (together && MicroKernels.HIGH && end - first > L) {
        int offset = cOffset + first + cOffsets[row];
        MicroKernels.packed(
            !transposed,
            end - first,
            kTo - k,
            add,
            left,
            b,
            bOffset,
            third,
            bs[1],
            c,
            offset,
            columns,
            scratch,
            work);
      } else {
        MicroKernels.multiply(
            Math.min(MicroKernels.ROWS, to - row),
            end - first,
            kTo - k,
            add,
            gathered ? scratch : a,
            gathered ? left : aOffset,
            gathered ? PackedLeft.ROWS : rows,
            gathered ? 0 : row,
            gathered ? PackedLeft.KS : ks,
            gathered ? 0 : k,
            b,
            bOffset,
            bs,
            0,
            c,
            cOffset + first,
            cOffsets,
            row,
            scratch,
            work);
      }
    }
  }
}
