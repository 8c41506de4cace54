package dev.vae.core.internal.vector.product;

import dev.vae.core.internal.vector.lanes.Lanes;
import dev.vae.core.kernel.Product;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Columns of a right operand copied side by side, {@link MicroKernels#COLUMNS} wide, the last
 * vector filled with zeros.
 */
public final class PackedRight {
  /** Where the rows of a block are. */
  static final int[] ROWS = MicroKernels.table(Product.BLOCK, k -> k * MicroKernels.COLUMNS);

  private static final int L = Lanes.SPECIES.length();

  /** Rows of a panel after which the next columns are taken: what is written is in the cache. */
  private static final int CHUNK = 112;

  private PackedRight() {}

  /**
   * Copies {@code columns} columns of {@code count} rows that are {@code stride} apart. What
   * follows a row is copied as well, to the end of a vector, unless that is the end of the array.
   */
  static void copy(
      float[] b, int bOffset, int stride, int count, int columns, float[] panel, int panelOffset) {
    int filled = -Math.floorDiv(-columns, L) * L;
    for (int k = 0; k < count; k++) {
      int from = bOffset + k * stride;
      int to = panelOffset + k * MicroKernels.COLUMNS;
      if (from + filled > b.length) {
        System.arraycopy(b, from, panel, to, columns);
        Arrays.fill(panel, to + columns, to + filled, 0);
        continue;
      }
      for (int j = 0; j < filled; j += L) {
        FloatVector.fromArray(Lanes.SPECIES, b, from + j).intoArray(panel, to + j);
      }
    }
  }

  /**
   * Copies {@code columns} columns of {@code count} rows that are {@code stride} apart into panels
   * that are {@code step} apart, row by row: memory that is far away comes in long pieces then, and
   * each of its pages once. What follows a row is copied as {@link #copy} does it.
   */
  static void strip(
      float[] b,
      int bOffset,
      int stride,
      int count,
      int columns,
      float[] panels,
      int panelsOffset,
      int step) {
    int filled = -Math.floorDiv(-columns, L) * L;
    for (int k = 0; k < count; k++) {
      int from = bOffset + k * stride;
      int to = panelsOffset + k * MicroKernels.COLUMNS;
      if (from + filled > b.length) {
        for (int j = 0; j < filled; j++) {
          int panel = j / MicroKernels.COLUMNS;
          panels[to + panel * step + j % MicroKernels.COLUMNS] = j < columns ? b[from + j] : 0;
        }
        continue;
      }
      int j = 0;
      for (; j + L < filled; j += 2 * L, to += step) {
        FloatVector.fromArray(Lanes.SPECIES, b, from + j).intoArray(panels, to);
        FloatVector.fromArray(Lanes.SPECIES, b, from + j + L).intoArray(panels, to + L);
      }
      if (j < filled) {
        FloatVector.fromArray(Lanes.SPECIES, b, from + j).intoArray(panels, to);
      }
    }
  }

  /** Copies {@code columns} columns, as whole vectors, of rows at offsets {@code windows}. */
  static void gather(
      float[] b,
      int bOffset,
      int[] windows,
      int k,
      int kTo,
      int columns,
      float[] panel,
      int panelOffset) {
    for (int j = 0; j < columns; j += L) {
      for (int i = k; i < kTo; i++) {
        FloatVector.fromArray(Lanes.SPECIES, b, bOffset + windows[i] + j)
            .intoArray(panel, panelOffset + (i - k) * MicroKernels.COLUMNS + j);
      }
    }
  }

  /** Copies columns that are rows of {@code count} numbers in b, {@code stride} apart. */
  public static void transpose(
      float[] b, int bOffset, int stride, int count, int columns, float[] panel, int panelOffset) {
    int whole = columns / 4 * 4;
    for (int k = 0; k < count; k += CHUNK) {
      int some = Math.min(CHUNK, count - k);
      for (int j = 0; j < whole; j += 4) {
        four(
            b,
            bOffset + j * stride + k,
            stride,
            some,
            panel,
            panelOffset + k * MicroKernels.COLUMNS + j);
      }
    }
    int filled = -Math.floorDiv(-columns, L) * L;
    for (int k = 0; whole < filled && k < count; k++) {
      int offset = panelOffset + k * MicroKernels.COLUMNS;
      for (int j = whole; j < columns; j++) {
        panel[offset + j] = b[bOffset + j * stride + k];
      }
      Arrays.fill(panel, offset + columns, offset + filled, 0);
    }
  }

  private static void four(
      float[] b, int at, int stride, int count, float[] panel, int panelOffset) {
    int at1 = at + stride;
    int at2 = at1 + stride;
    int at3 = at2 + stride;
    for (int k = 0; k < count; k++) {
      int offset = panelOffset + k * MicroKernels.COLUMNS;
      panel[offset] = b[at + k];
      panel[offset + 1] = b[at1 + k];
      panel[offset + 2] = b[at2 + k];
      panel[offset + 3] = b[at3 + k];
    }
  }
}
