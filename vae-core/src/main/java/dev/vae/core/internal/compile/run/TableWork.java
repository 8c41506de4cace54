package dev.vae.core.internal.compile.run;

import dev.vae.core.kernel.BinaryFunction;
import dev.vae.core.kernel.Kernels;
import java.util.Arrays;

/** Reads rows of a table at given indices, or adds rows to a table there, in ascending order. */
public final class TableWork extends Work {
  private final Kernels kernels;
  private final boolean add;
  private final String where;
  private final int[] buffers;
  private final int tableRows;
  private final int width;
  private final int count;
  private final float[][] array = new float[3][];
  private final int[] at = new int[3];

  /**
   * Prepares.
   *
   * @param add whether rows are added to the table instead of read from it
   * @param where the node, for error messages
   * @param table the buffer of the table, {@code [tableRows, width]}
   * @param indices the buffer of {@code count} indices
   * @param rows the buffer of rows read or added
   */
  public TableWork(
      Kernels kernels,
      boolean add,
      String where,
      int table,
      int indices,
      int rows,
      int tableRows,
      int width,
      int count) {
    this.kernels = kernels;
    this.add = add;
    this.where = where;
    this.buffers = new int[] {table, indices, rows};
    this.tableRows = tableRows;
    this.width = width;
    this.count = count;
  }

  @Override
  int tasks(int phase) {
    return 1;
  }

  @Override
  double cost() {
    return 100 + count * (10 + width * 0.2);
  }

  @Override
  void attach(BufferTable memory, float[] scratch, int scratchOffset) {
    for (int i = 0; i < 3; i++) {
      array[i] = memory.array[buffers[i]];
      at[i] = memory.at[buffers[i]];
    }
  }

  @Override
  void run(int phase, int from, int to, Frame frame) {
    if (from == to) {
      return;
    }
    if (add) {
      Arrays.fill(array[0], at[0], at[0] + tableRows * width, 0);
    }
    for (int i = 0; i < count; i++) {
      int table = at[0] + index(array[1][at[1] + i]) * width;
      int row = at[2] + i * width;
      if (add) {
        kernels.apply(BinaryFunction.ADD, array[0], table, array[2], row, array[0], table, width);
      } else {
        System.arraycopy(array[0], table, array[2], row, width);
      }
    }
  }

  private int index(float value) {
    int index = (int) value;
    if (index != value || index < 0 || index >= tableRows) {
      throw new IllegalArgumentException(
          where
              + ": there is no row "
              + value
              + " in a table of "
              + tableRows
              + (tableRows == 1 ? " row" : " rows"));
    }
    return index;
  }
}
