package dev.vae.core.kernel;

import java.util.Arrays;

/** Sums, maxima and copies of rows of few numbers, which follow one another. */
final class ShortRows {
  /** How many numbers a row has at most of which the largest is looked for here. */
  static final int LONGEST = 8;

  /**
   * How many numbers a row has at most that are added up here: the lanes of {@link Kernels#sum}.
   */
  static final int LONGEST_SUM = 16;

  private ShortRows() {}

  /**
   * In the order of {@link Kernels#sum}, of whose lanes those beyond the row hold 0. A sum that
   * began with 0 is never minus 0, which adding 0 at the end comes to.
   */
  static void sum(float[] x, int xOffset, int width, float[] y, int yOffset, int rows) {
    int at = xOffset;
    switch (width) {
      case 2 -> {
        for (int r = 0; r < rows; r++, at += 2) {
          y[yOffset + r] = x[at] + x[at + 1] + 0f;
        }
      }
      case 3 -> {
        for (int r = 0; r < rows; r++, at += 3) {
          y[yOffset + r] = x[at] + x[at + 2] + x[at + 1] + 0f;
        }
      }
      case 4 -> {
        for (int r = 0; r < rows; r++, at += 4) {
          y[yOffset + r] = (x[at] + x[at + 2]) + (x[at + 1] + x[at + 3]) + 0f;
        }
      }
      case 9, 10, 11, 12, 13, 14, 15, 16 -> {
        for (int r = 0; r < rows; r++, at += width) {
          float even = eight(x, at, 0, width) + eight(x, at, 2, width);
          float odd = eight(x, at, 1, width) + eight(x, at, 3, width);
          y[yOffset + r] = even + odd + 0f;
        }
      }
      default -> {
        for (int r = 0; r < rows; r++, at += width) {
          float even = four(x, at, 0, width) + four(x, at, 2, width);
          float odd = four(x, at, 1, width) + four(x, at, 3, width);
          y[yOffset + r] = even + odd + 0f;
        }
      }
    }
  }

  /** The lanes l and l + 4. */
  private static float four(float[] x, int at, int l, int width) {
    float first = l < width ? x[at + l] : 0;
    return l + 4 < width ? first + x[at + l + 4] : first;
  }

  /** Those, and the lanes l + 8 and l + 12, of which the last may not be there. */
  private static float eight(float[] x, int at, int l, int width) {
    float first = l + 8 < width ? x[at + l] + x[at + l + 8] : x[at + l];
    return first + (l + 12 < width ? x[at + l + 4] + x[at + l + 12] : x[at + l + 4]);
  }

  /** Rows up to this long are copied number by number. */
  private static final int SHORT = 12;

  static void copy(float[] x, int xOffset, int apart, int width, float[] y, int yOffset, int rows) {
    for (int r = 0; r < rows; r++) {
      int from = xOffset + r * apart;
      int to = yOffset + r * width;
      if (width > SHORT) {
        System.arraycopy(x, from, y, to, width);
        continue;
      }
      for (int i = 0; i < width; i++) {
        y[to + i] = x[from + i];
      }
    }
  }

  static void repeat(
      float[] x, int xOffset, int apart, int width, float[] y, int yOffset, int rows) {
    for (int r = 0; r < rows; r++) {
      int to = yOffset + r * width;
      Arrays.fill(y, to, to + width, x[xOffset + r * apart]);
    }
  }

  static void max(float[] x, int xOffset, int width, float[] y, int yOffset, int rows) {
    int at = xOffset;
    if (width == 4) {
      for (int r = 0; r < rows; r++, at += 4) {
        y[yOffset + r] = Math.max(Math.max(x[at], x[at + 1]), Math.max(x[at + 2], x[at + 3]));
      }
      return;
    }
    for (int r = 0; r < rows; r++, at += width) {
      float max = x[at];
      for (int i = 1; i < width; i++) {
        max = Math.max(max, x[at + i]);
      }
      y[yOffset + r] = max;
    }
  }
}
