package dev.vae.core.internal.vector.product;

import dev.vae.core.kernel.Product;
import java.util.function.IntUnaryOperator;

/**
 * The rows of a product and its sums, as offsets: element (i, k) of the left operand is at {@code
 * rows[i] + ks[k]} and row i of the result at {@code cOffsets[i]}, from where those begin.
 */
public final class IndexedProduct {
  private final int height;
  private final int depth;
  private final int[] rows;
  private final int[] cOffsets;
  private final int[] ks;
  private final int stride;
  private final int[] bs;
  private final boolean gather;

  /**
   * The tables.
   *
   * @param stride from row to row of a right operand that is read in place, and of the result if
   *     rows are packed
   * @param gather whether neighbouring k are far apart in the left operand, so that a tile's rows
   *     are better packed first
   */
  public IndexedProduct(
      int height,
      int depth,
      IntUnaryOperator rows,
      IntUnaryOperator cOffsets,
      IntUnaryOperator ks,
      int stride,
      boolean gather) {
    this.stride = stride;
    this.bs = MicroKernels.table(Math.min(depth, Product.BLOCK), k -> k * stride);
    this.gather = gather;
    this.height = height;
    this.depth = depth;
    this.rows = MicroKernels.table(height, rows);
    this.cOffsets = MicroKernels.table(height, cOffsets);
    this.ks = MicroKernels.table(depth, ks);
  }

  public int height() {
    return height;
  }

  public int depth() {
    return depth;
  }

  /** Panels of so many columns. */
  public static int panels(int columns) {
    return -Math.floorDiv(-columns, MicroKernels.COLUMNS);
  }

  /**
   * Computes rows {@code from} to {@code to}, a multiple of {@link MicroKernels#ROWS} but for the
   * last one, of some panels of columns, where the right operand is row-major, {@code stride} from
   * row to row.
   *
   * @param columns of the whole result
   * @param work scratch of {@link MicroKernels#WORK}
   */
  public void inPlace(
      int from,
      int to,
      int panelFrom,
      int panelTo,
      int columns,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      float[] scratch,
      int work) {
    for (int k = 0; k == 0 || k < depth; k += Product.BLOCK) {
      int kTo = Math.min(depth, k + Product.BLOCK);
      int blockOffset = bOffset + k * stride;
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
          aOffset,
          b,
          blockOffset,
          c,
          cOffset,
          scratch,
          work);
    }
  }

  /**
   * Multiplies as {@link #inPlace}, for one block of k alone, whose first row in b is at {@code
   * bOffset}.
   */
  public void block(
      int from,
      int to,
      int panelFrom,
      int panelTo,
      int columns,
      int k,
      int kTo,
      boolean add,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      float[] scratch,
      int work) {
    int whole =
        columns % (MicroKernels.COLUMNS / 2) == 0 ? panelTo : columns / MicroKernels.COLUMNS;
    int rest = work + MicroKernels.SIZE + PackedLeft.SIZE;
    if (panelTo > whole) {
      int first = whole * MicroKernels.COLUMNS;
      PackedRight.copy(b, bOffset + first, stride, kTo - k, columns - first, scratch, rest);
    }
    for (int row = from; row < to; row += MicroKernels.ROWS) {
      int height = Math.min(MicroKernels.ROWS, to - row);
      boolean gathered = gathers(row, height, panelTo - panelFrom);
      if (gathered) {
        PackedLeft.gather(a, aOffset + rows[row], ks, k, kTo, scratch, work + MicroKernels.SIZE);
      }
      for (int panel = panelFrom; panel < panelTo; panel++) {
        int first = panel * MicroKernels.COLUMNS;
        boolean last = gathered && closes(panel, panelTo, columns);
        tile(
            row,
            height,
            first,
            last ? columns : Math.min(first + MicroKernels.COLUMNS, columns),
            k,
            kTo,
            add,
            gathered,
            a,
            aOffset,
            panel < whole ? b : scratch,
            panel < whole ? bOffset + first : rest,
            MicroKernels.COLUMNS,
            panel < whole ? bs : PackedRight.ROWS,
            c,
            cOffset,
            scratch,
            work);
        panel += last ? 1 : 0;
      }
    }
  }

  /**
   * Computes all rows, each channel's sum by itself; the right operand has a number for each
   * channel.
   */
  public void channelwise(
      int channels, float[] a, int aOffset, float[] b, int bOffset, float[] c, int cOffset) {
    for (int k = 0; k == 0 || k < depth; k += Product.BLOCK) {
      int kTo = Math.min(depth, k + Product.BLOCK);
      channelwise(channels, k, kTo, k > 0, a, aOffset, b, bOffset + k * stride, c, cOffset);
    }
  }

  /** Multiplies as {@link #channelwise}, for one block of k alone. */
  public void channelwise(
      int channels,
      int k,
      int kTo,
      boolean add,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset) {
    for (int row = 0; row < height; row++) {
      ChannelwiseProduct.multiply(
          channels,
          a,
          aOffset + rows[row],
          ks,
          k,
          kTo,
          b,
          bOffset,
          stride,
          add,
          c,
          cOffset + cOffsets[row]);
    }
  }

  /** Multiplies as {@link #inPlace}, with the right operand in panels in the scratch. */
  public void packed(
      int from,
      int to,
      int panelFrom,
      int panelTo,
      int columns,
      float[] a,
      int aOffset,
      int panelsOffset,
      float[] c,
      int cOffset,
      float[] scratch,
      int work) {
    for (int k = 0; k == 0 || k < depth; k += Product.BLOCK) {
      int kTo = Math.min(depth, k + Product.BLOCK);
      for (int row = from; row < to; row += MicroKernels.ROWS) {
        int height = Math.min(MicroKernels.ROWS, to - row);
        boolean gathered = gathers(row, height, panelTo - panelFrom);
        if (gathered) {
          PackedLeft.gather(a, aOffset + rows[row], ks, k, kTo, scratch, work + MicroKernels.SIZE);
        }
        for (int panel = panelFrom; panel < panelTo; panel++) {
          int first = panel * MicroKernels.COLUMNS;
          boolean last = gathered && closes(panel, panelTo, columns);
          tile(
              row,
              height,
              first,
              last ? columns : Math.min(first + MicroKernels.COLUMNS, columns),
              k,
              kTo,
              k > 0,
              gathered,
              a,
              aOffset,
              scratch,
              panelsOffset + (panel * depth + k) * MicroKernels.COLUMNS,
              depth * MicroKernels.COLUMNS,
              PackedRight.ROWS,
              c,
              cOffset,
              scratch,
              work);
          panel += last ? 1 : 0;
        }
      }
    }
  }

  /** Whether bringing a tile's rows together pays, for so many panels. */
  private boolean gathers(int row, int height, int panels) {
    return gather && panels > 1 && height == MicroKernels.ROWS && PackedLeft.adjacent(rows, row);
  }

  /** Whether a panel and a last one that is half as wide are better done in one. */
  private static boolean closes(int panel, int panelTo, int columns) {
    return MicroKernels.HIGH
        && panel == panelTo - 2
        && columns - panel * MicroKernels.COLUMNS == MicroKernels.WIDEST;
  }

  private void tile(
      int row,
      int height,
      int first,
      int end,
      int k,
      int kTo,
      boolean add,
      boolean gathered,
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
    if (gathered && MicroKernels.HIGH && end - first > MicroKernels.COLUMNS / 2) {
      MicroKernels.packed(
          false,
          end - first,
          kTo - k,
          add,
          work + MicroKernels.SIZE,
          b,
          bOffset,
          third,
          bs[1],
          c,
          cOffset + first + cOffsets[row],
          stride,
          scratch,
          work);
      return;
    }
    MicroKernels.multiply(
        height,
        end - first,
        kTo - k,
        add,
        gathered ? scratch : a,
        gathered ? work + MicroKernels.SIZE : aOffset,
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
