package dev.vae.core.internal.vector.lanes;

/**
 * Transposes matrices of floats, four rows at a time. A plain loop: exchanging lanes between
 * vectors saves a third of its time at best, and the just-in-time compiler of Java 17 makes objects
 * of such vectors now and then, which takes ten times as long.
 */
public final class Transposition {
  /** Columns after which the next rows are taken, so that what is written is still in the cache. */
  private static final int CHUNK = 128;

  private Transposition() {}

  /**
   * Computes {@code to[toOffset + j·toStride + i] = from[at + i·stride + j]} for i < rows, j <
   * columns.
   */
  public static void run(
      float[] from,
      int at,
      int stride,
      int rows,
      int columns,
      float[] to,
      int toOffset,
      int toStride) {
    for (int first = 0; first < columns; first += CHUNK) {
      int count = Math.min(CHUNK, columns - first);
      int chunk = at + first;
      int toChunk = toOffset + first * toStride;
      int i = 0;
      for (; i <= rows - 4; i += 4) {
        four(from, chunk + i * stride, stride, count, to, toChunk + i, toStride);
      }
      for (; i < rows; i++) {
        one(from, chunk + i * stride, count, to, toChunk + i, toStride);
      }
    }
  }

  private static void four(
      float[] from, int at, int stride, int columns, float[] to, int toOffset, int toStride) {
    int at1 = at + stride;
    int at2 = at1 + stride;
    int at3 = at2 + stride;
    for (int j = 0; j < columns; j++) {
      int offset = toOffset + j * toStride;
      to[offset] = from[at + j];
      to[offset + 1] = from[at1 + j];
      to[offset + 2] = from[at2 + j];
      to[offset + 3] = from[at3 + j];
    }
  }

  private static void one(
      float[] from, int at, int columns, float[] to, int toOffset, int toStride) {
    for (int j = 0; j < columns; j++) {
      to[toOffset + j * toStride] = from[at + j];
    }
  }
}
