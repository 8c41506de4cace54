package dev.vae.core.internal.vector;

import dev.vae.core.kernel.Product;
import java.util.Arrays;

/**
 * Columns of a right operand copied side by side, {@link Tiles#COLUMNS} wide, filled with zeros.
 */
final class Panels {
  /** Where the rows of a block are. */
  static final int[] ROWS = Tiles.table(Product.BLOCK, k -> k * Tiles.COLUMNS);

  private Panels() {}

  /** Copies {@code columns} columns of {@code count} rows that are {@code stride} apart. */
  static void copy(
      float[] b, int bAt, int stride, int count, int columns, float[] panel, int panelAt) {
    for (int k = 0; k < count; k++) {
      int to = panelAt + k * Tiles.COLUMNS;
      for (int j = 0; j < columns; j++) {
        panel[to + j] = b[bAt + k * stride + j];
      }
      for (int j = columns; j < Tiles.COLUMNS; j++) {
        panel[to + j] = 0;
      }
    }
  }

  /** Copies columns that are rows of {@code count} numbers in b, {@code stride} apart. */
  static void transpose(
      float[] b, int bAt, int stride, int count, int columns, float[] panel, int panelAt) {
    Transposition.run(b, bAt, stride, columns, count, panel, panelAt, Tiles.COLUMNS);
    for (int k = 0; columns < Tiles.COLUMNS && k < count; k++) {
      int at = panelAt + k * Tiles.COLUMNS;
      Arrays.fill(panel, at + columns, at + Tiles.COLUMNS, 0);
    }
  }
}
