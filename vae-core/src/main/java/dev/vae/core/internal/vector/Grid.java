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

  Grid(int height, int depth, IntUnaryOperator rows, IntUnaryOperator places, IntUnaryOperator ks) {
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
    for (int panel = panelFrom; panel < panelTo; panel++) {
      int first = panel * Tiles.COLUMNS;
      int count = Math.min(Tiles.COLUMNS, columns - first);
      if (count % (Tiles.COLUMNS / 2) == 0) {
        Tiles.multiply(
            from,
            to,
            k,
            kTo,
            a,
            aAt,
            rows,
            ks,
            b,
            bAt + first,
            stride,
            count,
            add,
            c,
            cAt + first,
            places,
            scratch,
            work);
      } else {
        int panelAt = work + Tiles.SIZE;
        Panels.copy(b, bAt + first, stride, kTo - k, count, scratch, panelAt);
        Tiles.multiply(
            from,
            to,
            k,
            kTo,
            a,
            aAt,
            rows,
            ks,
            scratch,
            panelAt,
            Tiles.COLUMNS,
            count,
            add,
            c,
            cAt + first,
            places,
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
      for (int panel = panelFrom; panel < panelTo; panel++) {
        int first = panel * Tiles.COLUMNS;
        Tiles.multiply(
            from,
            to,
            k,
            kTo,
            a,
            aAt,
            rows,
            ks,
            scratch,
            panelsAt + (panel * depth + k) * Tiles.COLUMNS,
            Tiles.COLUMNS,
            Math.min(Tiles.COLUMNS, columns - first),
            k > 0,
            c,
            cAt + first,
            places,
            scratch,
            work);
      }
    }
  }
}
