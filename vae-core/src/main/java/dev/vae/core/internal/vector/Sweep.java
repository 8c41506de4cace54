package dev.vae.core.internal.vector;

import dev.vae.core.kernel.Product;
import dev.vae.core.kernel.ProductSpec;

/**
 * The order in which a matrix product's tiles are done. The rows of a few tiles are brought
 * together, see {@link Left}, so that constants lead from row to row; then each panel of the right
 * operand meets all of them: it comes from far away once, and from the second-level cache after
 * that, where those rows are as well. Rows that do not fill a tile are read where they are.
 */
final class Sweep {
  /** Tiles whose rows are brought together at a time. */
  private static final int GROUP = 4;

  /** Rows of a transposed operand from which numbers are taken before the next tile's are. */
  private static final int CHUNK = 64;

  private static final int L = Lanes.SPECIES.length();

  private final int columns;
  private final int depth;
  private final boolean transposed;
  private final boolean packed;
  private final int[] rows;
  private final int[] places;
  private final int[] ks;
  private final int[] bs;

  /** Tiles whose rows are brought together in this product. */
  private final int group;

  /** For products of these sizes; their right operand is in panels if it is transposed. */
  Sweep(ProductSpec s) {
    int m = s.m();
    int n = s.n();
    int k = s.k();
    columns = n;
    depth = k;
    transposed = s.transposeA();
    group = Math.min(GROUP, m / Tiles.ROWS);
    packed = s.transposeB();
    rows = Tiles.table(m, i -> transposed ? i : i * k);
    ks = Tiles.table(k, i -> transposed ? i * m : i);
    places = Tiles.table(m, i -> i * n);
    bs = packed ? Panels.ROWS : Tiles.table(Math.min(k, Product.BLOCK), i -> i * n);
  }

  /** Floats that a thread works in: a tile on its own, rows, and a panel for a block. */
  int work() {
    return Tiles.SIZE + group * Left.SIZE + (packed ? 0 : bs.length * Tiles.COLUMNS);
  }

  /**
   * Rows {@code from} to {@code to}, a multiple of {@link Tiles#ROWS} but for the last one, of some
   * panels of columns.
   *
   * @param work room of {@link #work}
   */
  void run(
      int from,
      int to,
      int panelFrom,
      int panelTo,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      float[] c,
      int cAt,
      float[] scratch,
      int work) {
    for (int k = 0; k == 0 || k < depth; k += Product.BLOCK) {
      int at = bAt + k * (packed ? Tiles.COLUMNS : columns);
      block(from, to, panelFrom, panelTo, k, a, aAt, b, at, c, cAt, scratch, work);
    }
  }

  private void block(
      int from,
      int to,
      int panelFrom,
      int panelTo,
      int k,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      float[] c,
      int cAt,
      float[] scratch,
      int work) {
    int kTo = Math.min(depth, k + Product.BLOCK);
    int whole = readable(b, bAt, kTo - k) ? panelTo : columns / Tiles.COLUMNS;
    int rest = work + Tiles.SIZE + group * Left.SIZE;
    if (panelTo > whole) {
      int first = whole * Tiles.COLUMNS;
      Panels.copy(b, bAt + first, columns, kTo - k, columns - first, scratch, rest);
    }
    int step = packed ? depth * Tiles.COLUMNS : Tiles.COLUMNS;
    int full = together(panelFrom, panelTo) ? from + (to - from) / Tiles.ROWS * Tiles.ROWS : from;
    for (int row = from; row < to; ) {
      int tiles = Math.min(group, (full - row) / Tiles.ROWS);
      int end = tiles > 0 ? row + tiles * Tiles.ROWS : Math.min(to, row + Tiles.ROWS);
      bring(row, tiles, k, kTo, a, aAt, scratch, work + Tiles.SIZE);
      for (int panel = panelFrom; panel < panelTo; panel++) {
        boolean last = tiles > 0 && closes(panel, panelTo);
        boolean in = panel < whole;
        tiles(
            row,
            end,
            tiles > 0,
            panel * Tiles.COLUMNS,
            last ? columns : Math.min((panel + 1) * Tiles.COLUMNS, columns),
            k,
            kTo,
            a,
            aAt,
            in ? b : scratch,
            in ? bAt + panel * step : rest,
            step,
            in ? bs : Panels.ROWS,
            c,
            cAt,
            scratch,
            work);
        panel += last ? 1 : 0;
      }
      row = end;
    }
  }

  /** Whether vectors may be read to the end of every row of the right operand, and beyond. */
  private boolean readable(float[] b, int bAt, int count) {
    int vectors = -Math.floorDiv(-columns, L) * L;
    return packed || bAt + (count - 1) * columns + vectors <= b.length;
  }

  /**
   * Whether bringing rows together pays, for the columns of some panels. Copied rows are read by
   * tiles of more than one vector alone.
   */
  private boolean together(int panelFrom, int panelTo) {
    return transposed
        ? panelTo - panelFrom > 1
        : Tiles.HIGH && columns - panelFrom * Tiles.COLUMNS > L;
  }

  /** Whether a panel and a last one that is half as wide are better done in one. */
  private boolean closes(int panel, int panelTo) {
    return Tiles.HIGH && panel == panelTo - 2 && columns - panel * Tiles.COLUMNS == Tiles.WIDEST;
  }

  private void bring(
      int row, int tiles, int k, int kTo, float[] a, int aAt, float[] scratch, int at) {
    for (int from = k; transposed && from < kTo; from += CHUNK) {
      for (int i = 0; i < tiles; i++) {
        int to = at + i * Left.SIZE + (from - k) * Left.STEP;
        int place = aAt + rows[row + i * Tiles.ROWS];
        Left.gather(a, place, ks, from, Math.min(kTo, from + CHUNK), scratch, to);
      }
    }
    for (int i = 0; !transposed && i < tiles; i++) {
      Left.copy(a, aAt, rows, row + i * Tiles.ROWS, k, kTo, scratch, at + i * Left.SIZE);
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
      int aAt,
      float[] b,
      int bAt,
      int third,
      int[] bs,
      float[] c,
      int cAt,
      float[] scratch,
      int work) {
    int left = work + Tiles.SIZE;
    boolean add = k > 0;
    boolean gathered = together && transposed;
    for (int row = from; row < to; row += Tiles.ROWS, left += Left.SIZE) {
      if (together && Tiles.HIGH && end - first > L) {
        int place = cAt + first + places[row];
        Tiles.packed(
            !transposed,
            end - first,
            kTo - k,
            add,
            left,
            b,
            bAt,
            third,
            bs[1],
            c,
            place,
            columns,
            scratch,
            work);
      } else {
        Tiles.multiply(
            Math.min(Tiles.ROWS, to - row),
            end - first,
            kTo - k,
            add,
            gathered ? scratch : a,
            gathered ? left : aAt,
            gathered ? Left.ROWS : rows,
            gathered ? 0 : row,
            gathered ? Left.KS : ks,
            gathered ? 0 : k,
            b,
            bAt,
            bs,
            0,
            c,
            cAt + first,
            places,
            row,
            scratch,
            work);
      }
    }
  }
}
