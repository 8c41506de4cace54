package dev.vae.core.internal.compile.run;

import dev.vae.core.kernel.Kernels;
import dev.vae.core.kernel.RandomKey;

/**
 * Draws noise {@code [outer, rows, inner]}: the number at (k, r, j) depends on the key, the row
 * {@code firstRow + r}, or what number it was given, and the position {@code k·inner + j} within
 * it.
 */
public final class NoiseWork extends Work {
  private static final int TASK = 4096;

  private final Kernels kernels;
  private final boolean normal;
  private final int stream;
  private final int buffer;
  private final int outer;
  private final int rows;
  private final int inner;
  private final boolean batched;
  private final int rowsInTask;
  private RandomKey key;
  private long firstRow;
  private long[] rowNumbers;
  private float[] array;
  private int at;
  private boolean given;

  /**
   * Prepares.
   *
   * @param normal whether normally distributed, else uniformly
   * @param batched whether rows are those of the batch, else there is one row, number 0
   */
  public NoiseWork(
      Kernels kernels,
      boolean normal,
      String stream,
      int buffer,
      int outer,
      int rows,
      int inner,
      boolean batched) {
    this.kernels = kernels;
    this.normal = normal;
    this.stream = hash(stream);
    this.buffer = buffer;
    this.outer = outer;
    this.rows = rows;
    this.inner = inner;
    this.batched = batched;
    this.rowsInTask = Math.max(1, TASK / Math.max(1, inner));
  }

  /** FNV-1a over the characters, then mixed, so that alike names give unlike numbers. */
  static int hash(String stream) {
    int h = 0x811c9dc5;
    for (int i = 0; i < stream.length(); i++) {
      h = (h ^ stream.charAt(i)) * 0x01000193;
    }
    h = (h ^ h >>> 16) * 0x85ebca6b;
    h = (h ^ h >>> 13) * 0xc2b2ae35;
    return h ^ h >>> 16;
  }

  /** Says whether the user has given the numbers, so that none are drawn. */
  public void given(boolean given) {
    this.given = given;
  }

  /** Returns the buffer that is filled. */
  public int buffer() {
    return buffer;
  }

  private int blocks() {
    return (rows + rowsInTask - 1) / rowsInTask;
  }

  @Override
  int tasks(int phase) {
    return outer * blocks();
  }

  @Override
  double cost() {
    return 100 + 3.0 * outer * rows * inner;
  }

  @Override
  void attach(BufferTable memory, float[] scratch, int scratchOffset) {
    array = memory.array[buffer];
    at = memory.at[buffer];
  }

  @Override
  void begin(Draw draw) {
    key = new RandomKey(draw.seed(), draw.step(), stream);
    firstRow = batched ? draw.firstRow() : 0;
    rowNumbers = batched ? draw.rows() : null;
  }

  @Override
  void run(int phase, int from, int to, Frame frame) {
    if (given) {
      return;
    }
    for (int task = from; task < to; task++) {
      int k = task / blocks();
      int r = task % blocks() * rowsInTask;
      int n = Math.min(rowsInTask, rows - r);
      int offset = at + (k * rows + r) * inner;
      if (rowNumbers != null) {
        if (normal) {
          kernels.normal(key, rowNumbers, r, n, k * inner, inner, array, offset);
        } else {
          kernels.uniform(key, rowNumbers, r, n, k * inner, inner, array, offset);
        }
      } else if (normal) {
        kernels.normal(key, firstRow + r, n, k * inner, inner, array, offset);
      } else {
        kernels.uniform(key, firstRow + r, n, k * inner, inner, array, offset);
      }
    }
  }
}
