package dev.vae.core.internal.portable;

import dev.vae.core.kernel.Product;
import java.util.Arrays;

/**
 * A product row by row, in the order of sums that {@link Product} defines: a row of the result is
 * the sum of rows of the right operand, each times a number of the left one. The loop over columns
 * is innermost, which keeps every element's own order and lets the compiler use what vectors there
 * are.
 */
abstract class RowProduct implements Product {
  private static final int ROWS_PER_TASK = 16;

  private final int rows;
  private final int columns;
  private final int transposed;
  private final int length;
  private final int leftStep;
  private final int rightStep;

  /**
   * The sizes. The sum for a row is made of segments, in which both operands advance in steps.
   *
   * @param transposed size of the right operand if it must be transposed first, else 0
   * @param length how many numbers are summed in a segment
   * @param leftStep from number to number in the left operand
   * @param rightStep from row to row in the right operand
   */
  RowProduct(int rows, int columns, int transposed, int length, int leftStep, int rightStep) {
    this.rows = rows;
    this.columns = columns;
    this.transposed = transposed;
    this.length = length;
    this.leftStep = leftStep;
    this.rightStep = rightStep;
  }

  /** How many segments are summed for a row. */
  abstract int segments(int row);

  /** Where a segment begins in the left operand; negative if it is all zeros. */
  abstract int left(int row, int segment);

  /** Where a segment begins in the right operand. */
  abstract int right(int row, int segment);

  /** Writes the transposed right operand to {@code to}, if it needs that. */
  void turn(float[] b, int bOffset, float[] to, int toOffset) {}

  @Override
  public final int scratch(int threads) {
    return transposed + threads * columns;
  }

  @Override
  public final int phases() {
    return transposed > 0 ? 2 : 1;
  }

  @Override
  public final int tasks(int phase) {
    return phase < phases() - 1 ? 1 : -Math.floorDiv(-rows, ROWS_PER_TASK);
  }

  @Override
  public final void run(int phase, int task, int thread, Buffers x) {
    if (phase < phases() - 1) {
      turn(x.b, x.bOffset, x.scratch, x.scratchOffset);
      return;
    }
    int from = task * ROWS_PER_TASK;
    int to = Math.min(rows, from + ROWS_PER_TASK);
    for (int row = from; row < to; row++) {
      row(row, x, x.scratchOffset + transposed + thread * columns);
    }
  }

  private void row(int row, Buffers x, int blockOffset) {
    float[] b = transposed > 0 ? x.scratch : x.b;
    int bOffset = transposed > 0 ? x.scratchOffset : x.bOffset;
    int rowOffset = x.cOffset + row * columns;
    float[] sums = x.c;
    int at = rowOffset;
    Arrays.fill(sums, at, at + columns, 0);
    int k = 0;
    int segments = segments(row);
    for (int segment = 0; segment < segments; segment++) {
      int left = left(row, segment);
      int right = right(row, segment);
      for (int i = 0; i < length; i++, k++) {
        if (k > 0 && k % BLOCK == 0) {
          add(k > BLOCK, x, blockOffset, rowOffset);
          sums = x.scratch;
          at = blockOffset;
          Arrays.fill(sums, at, at + columns, 0);
        }
        float a = left < 0 ? 0 : x.a[x.aOffset + left + i * leftStep];
        multiplyAdd(a, b, bOffset + right + i * rightStep, sums, at, columns);
      }
    }
    add(k > BLOCK, x, blockOffset, rowOffset);
  }

  /** Adds a block's sums to those of the blocks before, unless it is the first. */
  private void add(boolean later, Buffers x, int blockOffset, int rowOffset) {
    for (int j = 0; later && j < columns; j++) {
      x.c[rowOffset + j] += x.scratch[blockOffset + j];
    }
  }

  private static void multiplyAdd(float a, float[] b, int bOffset, float[] sums, int at, int n) {
    for (int j = 0; j < n; j++) {
      sums[at + j] = Math.fma(a, b[bOffset + j], sums[at + j]);
    }
  }
}
