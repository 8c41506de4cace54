package dev.vae.core.internal.vector.product;

import dev.vae.core.internal.vector.lanes.Lanes;
import dev.vae.core.kernel.Product;
import java.util.function.IntUnaryOperator;

/**
 * A product whose rows stand at any offsets, tile by tile: element (i, k) of the left operand is at
 * {@code rows[i] + ks[k]}, row i of the result at {@code cOffsets[i]}, and rows of the right
 * operand at equal steps. That is a matrix, transposed or not, and the windows of an image.
 *
 * <p>The rows of a few tiles are packed, see {@link PackedLeft}; then each panel of the right
 * operand meets all of them: it comes from far away once, and from the second-level cache after
 * that, where those rows are as well.
 */
public final class IndexedProduct {
  /** Tiles whose rows are packed at a time. */
  private static final int GROUP = 4;

  /** From panel to panel of a strip; not a power of two, as {@link PackedLeft#ROW}. */
  private static final int STRIP = (Product.BLOCK + 1) * MicroKernels.COLUMNS;

  /** Floats that a thread works in at most. */
  public static final int WORK =
      MicroKernels.SIZE + GROUP * PackedLeft.SIZE + Product.BLOCK * MicroKernels.COLUMNS;

  private static final int L = Lanes.SPECIES.length();

  private final int height;
  private final int depth;
  private final int columns;
  private final int stride;
  private final boolean panels;

  /** Panels that are copied at a time, before rows meet them; 0 if they are read in place. */
  private final int strip;

  private final int[] windows;
  private final int[] rows;
  private final int[] ks;
  private final int[] cOffsets;
  private final int[] bs;
  private final PackedLeft left;

  /** Whether rows are not packed. */
  private final boolean indexed;

  /** For each tile whether its rows of the result are at equal steps. */
  private final boolean[] even;

  /** Whose right operand has rows at equal steps, and is not copied. */
  public IndexedProduct(
      int height,
      int depth,
      int columns,
      IntUnaryOperator rows,
      IntUnaryOperator cOffsets,
      IntUnaryOperator ks,
      int stride,
      boolean panels) {
    this(height, depth, columns, rows, cOffsets, ks, stride, panels, 0);
  }

  /**
   * Whose right operand has rows at equal steps.
   *
   * @param columns of the result
   * @param stride from row to row of the right operand where that is read in place
   * @param panels whether it is in panels instead, see {@link PackedRight}
   * @param strip how many panels are asked for at most, if they are to be copied first; else 0
   */
  public IndexedProduct(
      int height,
      int depth,
      int columns,
      IntUnaryOperator rows,
      IntUnaryOperator cOffsets,
      IntUnaryOperator ks,
      int stride,
      boolean panels,
      int strip) {
    this(height, depth, columns, rows, cOffsets, ks, stride, panels, strip, new int[0]);
  }

  /** Whose right operand has rows at any offsets, {@code windows}, and may be read behind each. */
  public IndexedProduct(
      int height,
      int depth,
      int columns,
      IntUnaryOperator rows,
      IntUnaryOperator cOffsets,
      IntUnaryOperator ks,
      int[] windows) {
    this(height, depth, columns, rows, cOffsets, ks, 0, false, 0, windows);
  }

  private IndexedProduct(
      int height,
      int depth,
      int columns,
      IntUnaryOperator rows,
      IntUnaryOperator cOffsets,
      IntUnaryOperator ks,
      int stride,
      boolean panels,
      int strip,
      int[] windows) {
    this.strip = strip;
    this.height = height;
    this.depth = depth;
    this.columns = columns;
    this.stride = stride;
    this.panels = panels;
    this.windows = windows;
    this.rows = MicroKernels.table(height, rows);
    this.cOffsets = MicroKernels.table(height, cOffsets);
    this.ks = MicroKernels.table(depth, ks);
    left = new PackedLeft(this.rows, height, this.ks, depth);
    indexed = left.indexed(columns);
    bs = MicroKernels.table(indexed ? Math.min(depth, Product.BLOCK) : 0, k -> k * stride);
    even = new boolean[-Math.floorDiv(-height, MicroKernels.ROWS)];
    for (int tile = 0; tile < even.length; tile++) {
      even[tile] = isEven(tile * MicroKernels.ROWS);
    }
  }

  private boolean isEven(int from) {
    int to = Math.min(height, from + MicroKernels.ROWS);
    int step = cOffsets[from + 1] - cOffsets[from];
    boolean same = true;
    for (int row = from + 1; row < to; row++) {
      same &= cOffsets[row] - cOffsets[row - 1] == step;
    }
    return same;
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

  /** Floats that a thread works in: a tile on its own, rows, and a panel for a block. */
  public int work() {
    int own = panels ? 0 : Math.min(depth, Product.BLOCK) * MicroKernels.COLUMNS;
    return rest() + (strip > 0 ? strip * STRIP : own);
  }

  private int group() {
    return Math.max(1, Math.min(GROUP, even.length));
  }

  private int rest() {
    return MicroKernels.SIZE + group() * PackedLeft.SIZE;
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
      int kTo = Math.min(depth, k + Product.BLOCK);
      int at = bOffset + k * (panels ? MicroKernels.COLUMNS : stride);
      if (strip > 0) {
        int first = panelFrom * MicroKernels.COLUMNS;
        int some = Math.min(columns, panelTo * MicroKernels.COLUMNS) - first;
        int into = work + rest();
        PackedRight.strip(b, at + first, stride, kTo - k, some, scratch, into, STRIP);
        at = into - panelFrom * STRIP;
      }
      block(
          from,
          to,
          panelFrom,
          panelTo,
          k,
          kTo,
          k > 0,
          a,
          aOffset,
          strip > 0 ? scratch : b,
          at,
          c,
          cOffset,
          scratch,
          work);
    }
  }

  /** Computes as {@link #run}, for one block of k alone, whose first row in b is at an offset. */
  public void block(
      int from,
      int to,
      int panelFrom,
      int panelTo,
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
        windows.length > 0
            ? 0
            : readable(b, bOffset, kTo - k) ? panelTo : columns / MicroKernels.COLUMNS;
    int rest = work + rest();
    if (panelTo > whole && windows.length == 0) {
      int first = whole * MicroKernels.COLUMNS;
      PackedRight.copy(b, bOffset + first, stride, kTo - k, columns - first, scratch, rest);
    }
    boolean packed = panels || strip > 0;
    int step = strip > 0 ? STRIP : panels ? depth * MicroKernels.COLUMNS : MicroKernels.COLUMNS;
    int bStep = packed ? MicroKernels.COLUMNS : stride;
    int many = group() * MicroKernels.ROWS;
    for (int row = from; row < to; row += many) {
      int rowTo = Math.min(to, row + many);
      boolean inPlace = indexed || left.inPlace(row, rowTo);
      if (!inPlace) {
        left.pack(row, rowTo, k, kTo, a, aOffset, scratch, work + MicroKernels.SIZE);
      }
      for (int panel = panelFrom; panel < panelTo; panel++) {
        int first = panel * MicroKernels.COLUMNS;
        boolean last = whole > 0 && closes(panel, panelTo);
        int end = last ? columns : Math.min(first + MicroKernels.COLUMNS, columns);
        boolean in = panel < whole;
        if (windows.length > 0) {
          PackedRight.gather(b, bOffset + first, windows, k, kTo, end - first, scratch, rest);
        }
        tiles(
            row,
            rowTo,
            first,
            end,
            k,
            kTo - k,
            add,
            inPlace ? a : scratch,
            indexed ? aOffset : inPlace ? left.offset(row, k) + aOffset : work + MicroKernels.SIZE,
            inPlace ? left.step() : PackedLeft.STEP,
            inPlace ? MicroKernels.ROWS : PackedLeft.SIZE,
            in ? b : scratch,
            in ? bOffset + panel * step : rest,
            step,
            in ? bStep : MicroKernels.COLUMNS,
            c,
            cOffset,
            scratch,
            work);
        panel += last ? 1 : 0;
      }
    }
  }

  /** Whether vectors may be read to the end of every row of the right operand, and beyond. */
  private boolean readable(float[] b, int bOffset, int count) {
    int vectors = -Math.floorDiv(-columns, L) * L;
    return panels || strip > 0 || bOffset + (count - 1) * stride + vectors <= b.length;
  }

  /** Whether a panel and a last one that is half as wide are better done in one. */
  private boolean closes(int panel, int panelTo) {
    return MicroKernels.HIGH
        && panel == panelTo - 2
        && columns - panel * MicroKernels.COLUMNS == MicroKernels.WIDEST;
  }

  /** Tiles one below the other, of the columns from {@code first} to {@code end}. */
  private void tiles(
      int from,
      int to,
      int first,
      int end,
      int k,
      int count,
      boolean add,
      float[] a,
      int aOffset,
      int aStep,
      int aTile,
      float[] b,
      int bOffset,
      int third,
      int bStep,
      float[] c,
      int cOffset,
      float[] scratch,
      int work) {
    int at = aOffset;
    for (int row = from; row < to; row += MicroKernels.ROWS, at += aTile) {
      if (indexed) {
        MicroKernels.indexed(
            Math.min(MicroKernels.ROWS, to - row),
            end - first,
            count,
            add,
            a,
            aOffset,
            rows,
            row,
            ks,
            k,
            b,
            bOffset,
            bStep == MicroKernels.COLUMNS ? PackedRight.ROWS : bs,
            c,
            cOffset + first,
            cOffsets,
            scratch,
            work);
        continue;
      }
      MicroKernels.multiply(
          left.gathered(),
          Math.min(MicroKernels.ROWS, to - row),
          end - first,
          count,
          add,
          a,
          at,
          aStep,
          b,
          bOffset,
          third,
          bStep,
          c,
          cOffset + first,
          cOffsets,
          row,
          even[row / MicroKernels.ROWS],
          scratch,
          work);
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
}
