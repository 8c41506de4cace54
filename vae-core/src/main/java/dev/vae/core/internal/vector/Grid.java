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
  private final int stride;
  private final int apart;
  private final int[] bs;
  private final Left.Way left;

  /**
   * The tables.
   *
   * @param stride from row to row of a right operand that is read in place, and of the result if
   *     rows are brought together
   * @param gather whether neighbouring k are far apart in the left operand, so that a tile's rows
   *     are better brought together first
   */
  Grid(
      int height,
      int depth,
      IntUnaryOperator rows,
      IntUnaryOperator places,
      IntUnaryOperator ks,
      int stride,
      boolean gather) {
    this(
        height,
        depth,
        rows,
        places,
        ks,
        stride,
        stride,
        gather ? Left.Way.GATHERED : Left.Way.IN_PLACE);
  }

  private Grid(
      int height,
      int depth,
      IntUnaryOperator rows,
      IntUnaryOperator places,
      IntUnaryOperator ks,
      int stride,
      int apart,
      Left.Way left) {
    this.stride = stride;
    this.apart = apart;
    this.bs = Tiles.table(Math.min(depth, Product.BLOCK), k -> k * stride);
    this.left = left;
    this.height = height;
    this.depth = depth;
    this.rows = Tiles.table(height, rows);
    this.places = Tiles.table(height, places);
    this.ks = Tiles.table(depth, ks);
  }

  /** Of matrices that are not transposed, with so many columns in the result. */
  static Grid plain(int height, int depth, int columns) {
    return plain(height, depth, columns, columns);
  }

  /** The same where rows of the result are {@code apart}. */
  static Grid plain(int height, int depth, int columns, int apart) {
    return new Grid(
        height, depth, i -> i * depth, i -> i * apart, i -> i, columns, apart, Left.Way.COPIED);
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
      float[] c,
      int cAt,
      float[] scratch,
      int work) {
    for (int k = 0; k == 0 || k < depth; k += Product.BLOCK) {
      int kTo = Math.min(depth, k + Product.BLOCK);
      int blockAt = bAt + k * stride;
      block(
          from, to, panelFrom, panelTo, columns, k, kTo, k > 0, a, aAt, b, blockAt, c, cAt, scratch,
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
      float[] c,
      int cAt,
      float[] scratch,
      int work) {
    int vectors = -Math.floorDiv(-columns, Tiles.COLUMNS / 2) * (Tiles.COLUMNS / 2);
    boolean readable = bAt + (kTo - k - 1) * stride + vectors <= b.length;
    int whole = readable ? panelTo : columns / Tiles.COLUMNS;
    int rest = work + Tiles.SIZE + Left.SIZE;
    if (panelTo > whole) {
      int first = whole * Tiles.COLUMNS;
      Panels.copy(b, bAt + first, stride, kTo - k, columns - first, scratch, rest);
    }
    for (int row = from; row < to; row += Tiles.ROWS) {
      int height = Math.min(Tiles.ROWS, to - row);
      boolean together = together(row, height, columns, panelFrom, panelTo);
      if (together) {
        left.bring(a, aAt, rows, row, ks, k, kTo, scratch, work + Tiles.SIZE);
      }
      for (int panel = panelFrom; panel < panelTo; panel++) {
        int first = panel * Tiles.COLUMNS;
        boolean last = together && closes(panel, panelTo, columns);
        tile(
            row,
            height,
            first,
            last ? columns : Math.min(first + Tiles.COLUMNS, columns),
            k,
            kTo,
            add,
            together,
            a,
            aAt,
            panel < whole ? b : scratch,
            panel < whole ? bAt + first : rest,
            Tiles.COLUMNS,
            panel < whole ? bs : Panels.ROWS,
            c,
            cAt,
            scratch,
            work);
        panel += last ? 1 : 0;
      }
    }
  }

  /** All rows, each channel's sum by itself; the right operand has a number for each channel. */
  void channelwise(int channels, float[] a, int aAt, float[] b, int bAt, float[] c, int cAt) {
    for (int k = 0; k == 0 || k < depth; k += Product.BLOCK) {
      int kTo = Math.min(depth, k + Product.BLOCK);
      channelwise(channels, k, kTo, k > 0, a, aAt, b, bAt + k * stride, c, cAt);
    }
  }

  /** As {@link #channelwise}, for one block of k alone. */
  void channelwise(
      int channels,
      int k,
      int kTo,
      boolean add,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      float[] c,
      int cAt) {
    for (int row = 0; row < height; row++) {
      Channels.multiply(
          channels, a, aAt + rows[row], ks, k, kTo, b, bAt, stride, add, c, cAt + places[row]);
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
        boolean together = together(row, height, columns, panelFrom, panelTo);
        if (together) {
          left.bring(a, aAt, rows, row, ks, k, kTo, scratch, work + Tiles.SIZE);
        }
        for (int panel = panelFrom; panel < panelTo; panel++) {
          int first = panel * Tiles.COLUMNS;
          boolean last = together && closes(panel, panelTo, columns);
          tile(
              row,
              height,
              first,
              last ? columns : Math.min(first + Tiles.COLUMNS, columns),
              k,
              kTo,
              k > 0,
              together,
              a,
              aAt,
              scratch,
              panelsAt + (panel * depth + k) * Tiles.COLUMNS,
              depth * Tiles.COLUMNS,
              Panels.ROWS,
              c,
              cAt,
              scratch,
              work);
          panel += last ? 1 : 0;
        }
      }
    }
  }

  /**
   * Whether bringing a tile's rows together pays, for the columns of some panels. Copied rows are
   * read by tiles of more than one vector alone.
   */
  private boolean together(int row, int height, int columns, int panelFrom, int panelTo) {
    boolean several =
        left == Left.Way.COPIED
            ? Tiles.HIGH && columns - panelFrom * Tiles.COLUMNS > Tiles.COLUMNS / 2
            : left == Left.Way.GATHERED && panelTo - panelFrom > 1 && Left.adjacent(rows, row);
    return several && height == Tiles.ROWS;
  }

  /** Whether a panel and a last one that is half as wide are better done in one. */
  private static boolean closes(int panel, int panelTo, int columns) {
    return Tiles.HIGH && panel == panelTo - 2 && columns - panel * Tiles.COLUMNS == Tiles.WIDEST;
  }

  private void tile(
      int row,
      int height,
      int first,
      int end,
      int k,
      int kTo,
      boolean add,
      boolean together,
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
    boolean copied = left == Left.Way.COPIED;
    if (together && Tiles.HIGH && end - first > Tiles.COLUMNS / 2) {
      Tiles.packed(
          copied,
          end - first,
          kTo - k,
          add,
          work + Tiles.SIZE,
          b,
          bAt,
          third,
          bs[1],
          c,
          cAt + first + places[row],
          apart,
          scratch,
          work);
      return;
    }
    boolean gathered = together && !copied;
    Tiles.multiply(
        height,
        end - first,
        kTo - k,
        add,
        gathered ? scratch : a,
        gathered ? work + Tiles.SIZE : aAt,
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
