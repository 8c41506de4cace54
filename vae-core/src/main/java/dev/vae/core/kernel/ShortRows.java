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
      case 1 -> {
        for (int r = 0; r < rows; r++, at++) {
          y[yOffset + r] = x[at] + 0f;
        }
      }
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
      case 5 -> {
        for (int r = 0; r < rows; r++, at += 5) {
          float even = (x[at] + x[at + 4]) + x[at + 2];
          y[yOffset + r] = even + (x[at + 1] + x[at + 3]) + 0f;
        }
      }
      case 6 -> {
        for (int r = 0; r < rows; r++, at += 6) {
          float even = (x[at] + x[at + 4]) + x[at + 2];
          y[yOffset + r] = even + ((x[at + 1] + x[at + 5]) + x[at + 3]) + 0f;
        }
      }
      case 7 -> {
        for (int r = 0; r < rows; r++, at += 7) {
          float even = (x[at] + x[at + 4]) + (x[at + 2] + x[at + 6]);
          y[yOffset + r] = even + ((x[at + 1] + x[at + 5]) + x[at + 3]) + 0f;
        }
      }
      case 8 -> {
        for (int r = 0; r < rows; r++, at += 8) {
          float even = (x[at] + x[at + 4]) + (x[at + 2] + x[at + 6]);
          y[yOffset + r] = even + ((x[at + 1] + x[at + 5]) + (x[at + 3] + x[at + 7])) + 0f;
        }
      }
      case 9, 10, 11, 12 -> twelve(x, at, width, y, yOffset, rows);
      case 13, 14, 15, 16 -> sixteen(x, at, width, y, yOffset, rows);
      default -> throw new IllegalArgumentException("rows of " + width + " numbers");
    }
  }

  private static void twelve(float[] x, int from, int width, float[] y, int yOffset, int rows) {
    int at = from;
    for (int r = 0; r < rows; r++, at += width) {
      float l1 = width > 9 ? x[at + 1] + x[at + 9] : x[at + 1];
      float l2 = width > 10 ? x[at + 2] + x[at + 10] : x[at + 2];
      float l3 = width > 11 ? x[at + 3] + x[at + 11] : x[at + 3];
      float even = ((x[at] + x[at + 8]) + x[at + 4]) + (l2 + x[at + 6]);
      y[yOffset + r] = even + ((l1 + x[at + 5]) + (l3 + x[at + 7])) + 0f;
    }
  }

  private static void sixteen(float[] x, int from, int width, float[] y, int yOffset, int rows) {
    int at = from;
    for (int r = 0; r < rows; r++, at += width) {
      float l0 = (x[at] + x[at + 8]) + (x[at + 4] + x[at + 12]);
      float l1 = (x[at + 1] + x[at + 9]) + (width > 13 ? x[at + 5] + x[at + 13] : x[at + 5]);
      float l2 = (x[at + 2] + x[at + 10]) + (width > 14 ? x[at + 6] + x[at + 14] : x[at + 6]);
      float l3 = (x[at + 3] + x[at + 11]) + (width > 15 ? x[at + 7] + x[at + 15] : x[at + 7]);
      y[yOffset + r] = (l0 + l2) + (l1 + l3) + 0f;
    }
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
