package dev.vae.core.internal.vector;

import dev.vae.core.kernel.Product;
import java.util.function.IntUnaryOperator;

/**
 * The rows of a product and its sums, as places in memory: element (i, k) of the left operand is at
 * {@code rows[i] + ks[k]} and row i of the result at {@code places[i]}, from where those begin.
 */
final class Grid {
  private final int height;
  private final int depth;
  private final int[] rows;
  private final int[] places;
  private final int[] ks;
  private final boolean gather;

  /**
   * The tables.
   *
   * @param gather whether neighbouring k are far apart in the left operand, so that a tile's rows
   *     are better brought together first
   */
  Grid(
      int height,
      int depth,
      IntUnaryOperator rows,
      IntUnaryOperator places,
      IntUnaryOperator ks,
      boolean gather) {
    this.gather = gather;
    this.height = height;
    this.depth = depth;
    this.rows = Tiles.table(height, rows);
    this.places = Tiles.table(height, places);
    this.ks = Tiles.table(depth, ks);
  }

  int height() {
    return height;
  }

  int depth() {
    return depth;
  }

  /** Panels of so many columns. */
  static int panels(int columns) {
    return -Math.floorDiv(-columns, Tiles.COLUMNS);
  }

  /**
   * Rows {@code from} to {@code to}, a multiple of {@link Tiles#ROWS} but for the last one, of some
   * panels of columns, where the right operand is row-major, {@code stride} from row to row.
   *
   * @param columns of the whole result
   * @param work room of {@link Tiles#WORK}
   */
  void inPlace(
      int from,
      int to,
      int panelFrom,
      int panelTo,
      int columns,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      int stride,
      float[] c,
      int cAt,
      float[] scratch,
      int work) {
    for (int k = 0; k == 0 || k < depth; k += Product.BLOCK) {
      int kTo = Math.min(depth, k + Product.BLOCK);
      block(
          from,
          to,
          panelFrom,
          panelTo,
          columns,
          k,
          kTo,
          k > 0,
          a,
          aAt,
          b,
          bAt + k * stride,
          stride,
          c,
          cAt,
          scratch,
          work);
    }
  }

  /** As {@link #inPlace}, for one block of k alone, whose first row in b is at {@code bAt}. */
  void block(
      int from,
      int to,
      int panelFrom,
      int panelTo,
      int columns,
      int k,
      int kTo,
      boolean add,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      int stride,
      float[] c,
      int cAt,
      float[] scratch,
      int work) {
    int rest = columns % (Tiles.COLUMNS / 2);
    int last = columns / Tiles.COLUMNS;
    int restAt = work + Tiles.SIZE + Left.SIZE;
    if (rest != 0 && panelTo > last) {
      int first = last * Tiles.COLUMNS;
      Panels.copy(b, bAt + first, stride, kTo - k, columns - first, scratch, restAt);
    }
    for (int row = from; row < to; row += Tiles.ROWS) {
      boolean gathered = gather && to - row >= Tiles.ROWS && Left.adjacent(rows, row);
      if (gathered) {
        Left.gather(a, aAt + rows[row], ks, k, kTo, scratch, work + Tiles.SIZE);
      }
      for (int panel = panelFrom; panel < panelTo; panel++) {
        int first = panel * Tiles.COLUMNS;
        boolean copied = rest != 0 && panel == last;
        Tiles.multiply(
            Math.min(Tiles.ROWS, to - row),
            Math.min(Tiles.COLUMNS, columns - first),
            kTo - k,
            add,
            gathered ? scratch : a,
            gathered ? work + Tiles.SIZE : aAt,
            gathered ? Left.ROWS : rows,
            gathered ? 0 : row,
            gathered ? Left.KS : ks,
            gathered ? 0 : k,
            copied ? scratch : b,
            copied ? restAt : bAt + first,
            copied ? Tiles.COLUMNS : stride,
            c,
            cAt + first,
            places,
            row,
            scratch,
            work);
      }
    }
  }

  /** As {@link #inPlace}, with the right operand in panels in the scratch. */
  void packed(
      int from,
      int to,
      int panelFrom,
      int panelTo,
      int columns,
      float[] a,
      int aAt,
      int panelsAt,
      float[] c,
      int cAt,
      float[] scratch,
      int work) {
    for (int k = 0; k == 0 || k < depth; k += Product.BLOCK) {
      int kTo = Math.min(depth, k + Product.BLOCK);
      for (int row = from; row < to; row += Tiles.ROWS) {
        int height = Math.min(Tiles.ROWS, to - row);
        boolean gathered = gather && height == Tiles.ROWS && Left.adjacent(rows, row);
        if (gathered) {
          Left.gather(a, aAt + rows[row], ks, k, kTo, scratch, work + Tiles.SIZE);
        }
        for (int panel = panelFrom; panel < panelTo; panel++) {
          int first = panel * Tiles.COLUMNS;
          Tiles.multiply(
              height,
              Math.min(Tiles.COLUMNS, columns - first),
              kTo - k,
              k > 0,
              gathered ? scratch : a,
              gathered ? work + Tiles.SIZE : aAt,
              gathered ? Left.ROWS : rows,
              gathered ? 0 : row,
              gathered ? Left.KS : ks,
              gathered ? 0 : k,
              scratch,
              panelsAt + (panel * depth + k) * Tiles.COLUMNS,
              Tiles.COLUMNS,
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
}
