package dev.vae.core.internal.vector.product;

import dev.vae.core.internal.vector.lanes.Lanes;
import dev.vae.core.kernel.Product;
import java.util.function.IntUnaryOperator;
import jdk.incubator.vector.FloatVector;

/**
 * Output tiles, as high and wide as registers allow. The left operand is read where it is, through
 * tables of offsets, so that a transposed matrix or the windows of an image need no copy.
 */
public final class MicroKernels {
  /** Columns of a full tile. */
  public static final int COLUMNS = 2 * Lanes.SPECIES.length();

  /** Rows of a full tile; every range of rows starts at a multiple of it. */
  public static final int ROWS = 12;

  /** Columns of the widest tile, of which the left operand has been packed. */
  static final int WIDEST = 3 * Lanes.SPECIES.length();

  /** Floats of a tile on its own. */
  public static final int SIZE = ROWS * WIDEST;

  /** Floats that a thread works in: a tile on its scratch, its rows and a panel for a block. */
  public static final int WORK = SIZE + PackedLeft.SIZE + Product.BLOCK * COLUMNS;

  /** Where there are but 16 vector registers, they hold the sums of 6 rows. */
  public static final boolean HIGH =
      Lanes.SPECIES.length() == 16 || System.getProperty("os.arch").equals("aarch64");

  /** The offsets of rows in a tile on its own. */
  private static final int[] OWN = own();

  private MicroKernels() {}

  /**
   * Computes one chain of sums for at most {@link #ROWS} rows and {@link #COLUMNS} columns: {@code
   * c(i, column) = Σ a[aOffset + rows[row + i] + ks[k + l]] · b[bOffset + js[j + l] + column]} over
   * l ascending to {@code depth}, or that sum added to c. Row i of c starts at {@code cOffset +
   * cOffsets[cRow + i]}.
   *
   * @param rows for each row its offset in a; behind the last row its offset again
   * @param cOffsets likewise for c
   * @param columns how many; where they are no whole vectors, b must be readable up to the next
   *     whole vector
   * @param scratch for a tile
   */
  public static void multiply(
      int height,
      int columns,
      int depth,
      boolean add,
      float[] a,
      int aOffset,
      int[] rows,
      int row,
      int[] ks,
      int k,
      float[] b,
      int bOffset,
      int[] js,
      int j,
      float[] c,
      int cOffset,
      int[] cOffsets,
      int cRow,
      float[] scratch,
      int scratchOffset) {
    boolean wide = columns > COLUMNS / 2;
    boolean direct = !add && columns % (COLUMNS / 2) == 0;
    for (int from = 0; from < height; ) {
      int rest = height - from;
      int size = size(rest, wide);
      if (direct) {
        tile(
            size,
            wide,
            depth,
            a,
            aOffset,
            rows,
            row + from,
            ks,
            k,
            b,
            bOffset,
            js,
            j,
            c,
            cOffset,
            cOffsets,
            cRow + from);
      } else {
        tile(
            size,
            wide,
            depth,
            a,
            aOffset,
            rows,
            row + from,
            ks,
            k,
            b,
            bOffset,
            js,
            j,
            scratch,
            scratchOffset,
            OWN,
            0);
        for (int i = 0; i < Math.min(size, rest); i++) {
          move(
              scratch,
              scratchOffset + OWN[i],
              add,
              c,
              cOffset + cOffsets[cRow + from + i],
              columns);
        }
      }
      from += size;
    }
  }

  /**
   * Multiplies as {@link #multiply} for {@link #ROWS} rows that have been packed at {@code aOffset}
   * in {@code scratch}, more than one vector of columns, up to {@link #WIDEST}, and rows of b and c
   * at equal steps.
   *
   * @param copied whether row behind row, see {@link PackedLeft}
   * @param third how far behind the first column the third vector of columns is in b
   */
  static void packed(
      boolean copied,
      int columns,
      int depth,
      boolean add,
      int aOffset,
      float[] b,
      int bOffset,
      int third,
      int bStep,
      float[] c,
      int cOffset,
      int cStep,
      float[] scratch,
      int scratchOffset) {
    boolean direct = !add && columns % (COLUMNS / 2) == 0;
    float[] to = direct ? c : scratch;
    int toOffset = direct ? cOffset : scratchOffset;
    int toStep = direct ? cStep : WIDEST;
    int rest = toOffset + 8 * toStep;
    if (copied && columns <= COLUMNS) {
      Tiles.copied12x2(depth, scratch, aOffset, b, bOffset, bStep, to, toOffset, toStep);
    } else if (copied) {
      Tiles.copied8x3(depth, scratch, aOffset, b, bOffset, third, bStep, to, toOffset, toStep);
      Tiles.copied4x3(
          depth, scratch, aOffset + 8 * PackedLeft.ROW, b, bOffset, third, bStep, to, rest, toStep);
    } else if (columns <= COLUMNS) {
      Tiles.gathered12x2(
          depth, scratch, aOffset, PackedLeft.STEP, b, bOffset, bStep, to, toOffset, toStep);
    } else {
      Tiles.gathered8x3(
          depth, scratch, aOffset, PackedLeft.STEP, b, bOffset, third, bStep, to, toOffset, toStep);
      Tiles.gathered4x3(
          depth, scratch, aOffset + 8, PackedLeft.STEP, b, bOffset, third, bStep, to, rest, toStep);
    }
    for (int i = 0; !direct && i < ROWS; i++) {
      move(scratch, scratchOffset + OWN[i], add, c, cOffset + i * cStep, columns);
    }
  }

  /**
   * Multiplies as {@link #multiply} for {@link #ROWS} rows that are side by side in a for each k,
   * and {@link #COLUMNS} columns, everything at equal steps.
   */
  public static void adjacent(
      int depth,
      boolean add,
      float[] a,
      int aOffset,
      int aStep,
      float[] b,
      int bOffset,
      int bStep,
      float[] c,
      int cOffset,
      int cStep,
      float[] scratch,
      int scratchOffset) {
    if (!add) {
      Tiles.gathered12x2(depth, a, aOffset, aStep, b, bOffset, bStep, c, cOffset, cStep);
      return;
    }
    Tiles.gathered12x2(depth, a, aOffset, aStep, b, bOffset, bStep, scratch, scratchOffset, WIDEST);
    for (int i = 0; i < ROWS; i++) {
      move(scratch, scratchOffset + OWN[i], true, c, cOffset + i * cStep, COLUMNS);
    }
  }

  private static int size(int rows, boolean wide) {
    if (HIGH) {
      return rows > 8 ? 12 : rows > 4 ? 8 : 4;
    }
    return rows > 4 ? (wide ? 6 : 8) : 4;
  }

  private static void tile(
      int height,
      boolean wide,
      int count,
      float[] a,
      int aOffset,
      int[] rows,
      int row,
      int[] ks,
      int k,
      float[] b,
      int bOffset,
      int[] js,
      int j,
      float[] c,
      int cOffset,
      int[] cOffsets,
      int cRow) {
    if (wide) {
      switch (height) {
        case 12 ->
            Tiles.indexed12x2(
                count, a, aOffset, rows, row, ks, k, b, bOffset, js, j, c, cOffset, cOffsets, cRow);
        case 6 ->
            Tiles.indexed6x2(
                count, a, aOffset, rows, row, ks, k, b, bOffset, js, j, c, cOffset, cOffsets, cRow);
        case 8 ->
            Tiles.indexed8x2(
                count, a, aOffset, rows, row, ks, k, b, bOffset, js, j, c, cOffset, cOffsets, cRow);
        default ->
            Tiles.indexed4x2(
                count, a, aOffset, rows, row, ks, k, b, bOffset, js, j, c, cOffset, cOffsets, cRow);
      }
    } else {
      switch (height) {
        case 12 ->
            Tiles.indexed12x1(
                count, a, aOffset, rows, row, ks, k, b, bOffset, js, j, c, cOffset, cOffsets, cRow);
        case 8 ->
            Tiles.indexed8x1(
                count, a, aOffset, rows, row, ks, k, b, bOffset, js, j, c, cOffset, cOffsets, cRow);
        default ->
            Tiles.indexed4x1(
                count, a, aOffset, rows, row, ks, k, b, bOffset, js, j, c, cOffset, cOffsets, cRow);
      }
    }
  }

  private static void move(
      float[] from, int fromOffset, boolean add, float[] to, int toOffset, int count) {
    if (!add) {
      System.arraycopy(from, fromOffset, to, toOffset, count);
      return;
    }
    int j = 0;
    for (; j <= count - Lanes.SPECIES.length(); j += Lanes.SPECIES.length()) {
      FloatVector.fromArray(Lanes.SPECIES, to, toOffset + j)
          .add(FloatVector.fromArray(Lanes.SPECIES, from, fromOffset + j))
          .intoArray(to, toOffset + j);
    }
    for (; j < count; j++) {
      to[toOffset + j] += from[fromOffset + j];
    }
  }

  /** Returns a table of cOffsets as {@link #multiply} reads it: the last one repeated. */
  public static int[] table(int count, IntUnaryOperator cRow) {
    int[] table = new int[count + ROWS - 1];
    for (int i = 0; i < table.length && count > 0; i++) {
      table[i] = cRow.applyAsInt(Math.min(i, count - 1));
    }
    return table;
  }

  private static int[] own() {
    int[] own = new int[ROWS];
    for (int i = 0; i < ROWS; i++) {
      own[i] = i * WIDEST;
    }
    return own;
  }
}
