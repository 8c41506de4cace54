package dev.vae.core.internal.vector;

/**
 * Transposes matrices of floats: in 16x16 blocks where vectors have 16 lanes, number by number
 * elsewhere.
 */
final class Transposition {
  private static final boolean BLOCKS = Lanes.SPECIES.length() == 16;
  private static final int SIDE = TransposedBlock.SIDE;

  private Transposition() {}

  /** {@code to[toAt + j·toStride + i] = from[at + i·stride + j]} for i < rows, j < columns. */
  static void run(
      float[] from, int at, int stride, int rows, int columns, float[] to, int toAt, int toStride) {
    int wholeRows = BLOCKS ? rows / SIDE * SIDE : 0;
    int wholeColumns = BLOCKS ? columns / SIDE * SIDE : 0;
    for (int i = 0; i < wholeRows; i += SIDE) {
      for (int j = 0; j < wholeColumns; j += SIDE) {
        int block = toAt + j * toStride + i;
        TransposedBlock.quarters(from, at + i * stride + j, stride, to, block, toStride);
        TransposedBlock.neighbours(to, block, toStride);
      }
    }
    plain(
        from,
        at + wholeColumns,
        stride,
        wholeRows,
        columns - wholeColumns,
        to,
        toAt + wholeColumns * toStride,
        toStride);
    plain(
        from,
        at + wholeRows * stride,
        stride,
        rows - wholeRows,
        columns,
        to,
        toAt + wholeRows,
        toStride);
  }

  private static void plain(
      float[] from, int at, int stride, int rows, int columns, float[] to, int toAt, int toStride) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        to[toAt + j * toStride + i] = from[at + i * stride + j];
      }
    }
  }
}
