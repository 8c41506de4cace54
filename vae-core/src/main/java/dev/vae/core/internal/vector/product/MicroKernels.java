package dev.vae.core.internal.vector.product;

import dev.vae.core.internal.vector.lanes.Lanes;
import java.util.function.IntUnaryOperator;
import jdk.incubator.vector.FloatVector;

/** Output tiles, as high and wide as registers allow, of packed rows. */
public final class MicroKernels {
  private static final int L = Lanes.SPECIES.length();

  /** Columns of a full tile. */
  public static final int COLUMNS = 2 * L;

  /** Rows of a full tile; every range of rows starts at a multiple of it. */
  public static final int ROWS = 12;

  /** Columns of the widest tile. */
  static final int WIDEST = 3 * L;

  /** Floats of a tile on its own. */
  static final int SIZE = ROWS * WIDEST;

  /** Where there are but 16 vector registers, they hold the sums of 6 rows. */
  static final boolean HIGH = L == 16 || System.getProperty("os.arch").equals("aarch64");

  /** The offsets of rows in a tile on its own. */
  private static final int[] OWN = table(ROWS, i -> i * WIDEST);

  private MicroKernels() {}

  /**
   * Computes one chain of sums for at most {@link #ROWS} rows and {@link #WIDEST} columns: {@code
   * c(i, j) = Σ a(i, k) · b(k, j)} over k ascending to {@code depth}, or that sum added to c.
   *
   * @param gathered whether rows lie side by side for each k, see {@link PackedLeft}
   * @param aStep then from one k to the next
   * @param columns how many; where they are no whole vectors, b must be readable up to the next
   *     whole vector
   * @param third how far behind the first column the third vector of columns is in b
   * @param cOffsets where rows of c begin, counted from {@code cOffset}
   * @param even whether they are at equal steps
   * @param scratchOffset where the scratch has room for a tile
   */
  static void multiply(
      boolean gathered,
      int rows,
      int columns,
      int depth,
      boolean add,
      float[] a,
      int aOffset,
      int aStep,
      float[] b,
      int bOffset,
      int third,
      int bStep,
      float[] c,
      int cOffset,
      int[] cOffsets,
      int row,
      boolean even,
      float[] scratch,
      int scratchOffset) {
    int at = cOffset + cOffsets[row];
    int step = cOffsets[row + 1] - cOffsets[row];
    if (!HIGH || rows < ROWS || columns != COLUMNS || add || !even) {
      edge(
          gathered,
          rows,
          columns,
          depth,
          add,
          a,
          aOffset,
          aStep,
          b,
          bOffset,
          third,
          bStep,
          c,
          cOffset,
          cOffsets,
          row,
          even,
          scratch,
          scratchOffset);
    } else if (gathered) {
      Tiles.gathered12x2(depth, a, aOffset, aStep, b, bOffset, bStep, c, at, step);
    } else {
      Tiles.copied12x2(depth, a, aOffset, b, bOffset, bStep, c, at, step);
    }
  }

  /** Computes as {@link #multiply}, for tiles of any size and what is added to others. */
  private static void edge(
      boolean gathered,
      int rows,
      int columns,
      int depth,
      boolean add,
      float[] a,
      int aOffset,
      int aStep,
      float[] b,
      int bOffset,
      int third,
      int bStep,
      float[] c,
      int cOffset,
      int[] cOffsets,
      int row,
      boolean even,
      float[] scratch,
      int scratchOffset) {
    int height = rounded(rows);
    int width = -Math.floorDiv(-columns, L);
    boolean direct = even && !add && height == rows && width * L == columns;
    float[] to = direct ? c : scratch;
    int at = direct ? cOffset + cOffsets[row] : scratchOffset;
    int step = direct ? cOffsets[row + 1] - cOffsets[row] : WIDEST;
    if (gathered) {
      Tiles.gathered(
          height, width, depth, a, aOffset, aStep, b, bOffset, third, bStep, to, at, step);
    } else {
      Tiles.copied(height, width, depth, a, aOffset, b, bOffset, third, bStep, to, at, step);
    }
    for (int i = 0; !direct && i < rows; i++) {
      int from = scratchOffset + i * WIDEST;
      move(scratch, from, add, c, cOffset + cOffsets[row + i], columns);
    }
  }

  /**
   * Computes as {@link #multiply} for rows that are not packed: row i and k of the left operand are
   * at {@code aRows[row + i] + ks[k]}, row k of the right one at {@code bs[k]}. At most two vectors
   * of columns. Such a tile adds and checks an index for each row and k; but with so few columns it
   * costs more to pack the windows of a kernel: of 5 x 5 taps of 8 channels 24 to 29 %, of 4 x 4
   * taps of a single one 40 %.
   */
  static void indexed(
      int rows,
      int columns,
      int depth,
      boolean add,
      float[] a,
      int aOffset,
      int[] aRows,
      int row,
      int[] ks,
      int k,
      float[] b,
      int bOffset,
      int[] bs,
      float[] c,
      int cOffset,
      int[] cOffsets,
      float[] scratch,
      int scratchOffset) {
    boolean direct = !add && columns % L == 0;
    float[] to = direct ? c : scratch;
    int at = direct ? cOffset : scratchOffset;
    int[] offsets = direct ? cOffsets : OWN;
    int cRow = direct ? row : 0;
    if (columns <= L && rows <= 4) {
      Tiles.indexed4x1(depth, a, aOffset, aRows, row, ks, k, b, bOffset, bs, to, at, offsets, cRow);
    } else if (columns <= L) {
      Tiles.indexed12x1(
          depth, a, aOffset, aRows, row, ks, k, b, bOffset, bs, to, at, offsets, cRow);
    } else if (rows <= 4) {
      Tiles.indexed4x2(depth, a, aOffset, aRows, row, ks, k, b, bOffset, bs, to, at, offsets, cRow);
    } else {
      Tiles.indexed12x2(
          depth, a, aOffset, aRows, row, ks, k, b, bOffset, bs, to, at, offsets, cRow);
    }
    for (int i = 0; !direct && i < rows; i++) {
      int from = scratchOffset + i * WIDEST;
      move(scratch, from, add, c, cOffset + cOffsets[row + i], columns);
    }
  }

  /** Returns how many rows a tile of so many has. */
  static int rounded(int rows) {
    return Math.min(ROWS, (rows + 3) / 4 * 4);
  }

  private static void move(
      float[] from, int fromOffset, boolean add, float[] to, int toOffset, int count) {
    int whole = count / L * L;
    for (int j = 0; add && j < whole; j += L) {
      FloatVector.fromArray(Lanes.SPECIES, to, toOffset + j)
          .add(FloatVector.fromArray(Lanes.SPECIES, from, fromOffset + j))
          .intoArray(to, toOffset + j);
    }
    for (int j = 0; !add && j < whole; j += L) {
      FloatVector.fromArray(Lanes.SPECIES, from, fromOffset + j).intoArray(to, toOffset + j);
    }
    for (int j = whole; j < count; j++) {
      to[toOffset + j] = add ? to[toOffset + j] + from[fromOffset + j] : from[fromOffset + j];
    }
  }

  /**
   * Returns a table of offsets, the last one repeated up to the end of a tile that begins there.
   */
  static int[] table(int count, IntUnaryOperator offset) {
    int[] table = new int[count + ROWS - 1];
    for (int i = 0; i < table.length && count > 0; i++) {
      table[i] = offset.applyAsInt(Math.min(i, count - 1));
    }
    return table;
  }
}
