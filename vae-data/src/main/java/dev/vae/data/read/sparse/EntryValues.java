package dev.vae.data.read.sparse;

import dev.vae.core.rows.SparseRowMatrix;
import java.util.Arrays;

/** Values of entries as they come, kept as floats as long as each is one, then as doubles. */
final class EntryValues {
  private float[] floats;
  private double[] doubles;
  private int count;

  EntryValues(int capacity) {
    floats = new float[capacity];
  }

  int count() {
    return count;
  }

  void add(double value) {
    if (floats != null && (float) value != value && !Double.isNaN(value)) {
      doubles = new double[floats.length];
      for (int i = 0; i < count; i++) {
        doubles[i] = floats[i];
      }
      floats = null;
    }
    if (floats != null) {
      floats = count < floats.length ? floats : Arrays.copyOf(floats, longer(count));
      floats[count++] = (float) value;
    } else {
      doubles = count < doubles.length ? doubles : Arrays.copyOf(doubles, longer(count));
      doubles[count++] = value;
    }
  }

  /** How long an array that is full becomes. */
  static int longer(int length) {
    return (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(1 << 10, length * 3L / 2));
  }

  /** Leaves the first ones. */
  private void cut(int length) {
    count = length;
    floats = floats == null || floats.length == length ? floats : Arrays.copyOf(floats, length);
    doubles =
        doubles == null || doubles.length == length ? doubles : Arrays.copyOf(doubles, length);
  }

  /** Rows of these values, as {@link SparseRowMatrix#of} makes them. */
  SparseRowMatrix rows(int width, int[] offsets, int[] columns) {
    cut(columns.length);
    return floats != null
        ? SparseRowMatrix.of(width, offsets, columns, floats)
        : SparseRowMatrix.of(width, offsets, columns, doubles);
  }

  /** Rows of these values, as {@link SparseRowMatrix#ofEntries} makes them. */
  SparseRowMatrix entries(int rowCount, int width, int[] rows, int[] columns) {
    cut(columns.length);
    return floats != null
        ? SparseRowMatrix.ofEntries(rowCount, width, rows, columns, floats)
        : SparseRowMatrix.ofEntries(rowCount, width, rows, columns, doubles);
  }
}
