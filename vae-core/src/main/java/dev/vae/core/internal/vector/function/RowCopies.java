package dev.vae.core.internal.vector.function;

import static dev.vae.core.internal.vector.lanes.Lanes.LENGTH;
import static dev.vae.core.internal.vector.lanes.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;

/**
 * Rows of not too many numbers, copied to where they follow one another, by a few vectors each:
 * what a vector writes beyond its row, the next row overwrites. So the last rows are left to
 * others.
 */
public final class RowCopies {
  /** Longer rows are as well copied by the library. */
  private static final int VECTORS = 8;

  private RowCopies() {}

  /**
   * Copies as {@link dev.vae.core.kernel.Kernels#copyRows}.
   *
   * @return how many rows it has copied
   */
  public static int copy(
      float[] x, int xOffset, int apart, int width, float[] y, int yOffset, int rows) {
    int reach = reach(width);
    if (reach > VECTORS * LENGTH || apart < 1 || xOffset + reach > x.length) {
      return 0;
    }
    int n = Math.min(within(width, rows), (x.length - xOffset - reach) / apart + 1);
    if (reach == LENGTH) {
      one(x, xOffset, apart, width, y, yOffset, n);
    } else if (reach == 2 * LENGTH) {
      two(x, xOffset, apart, width, y, yOffset, n);
    } else {
      some(x, xOffset, apart, width, y, yOffset, n);
    }
    return Math.max(0, n);
  }

  /**
   * Repeats as {@link dev.vae.core.kernel.Kernels#repeatNumbers}.
   *
   * @return of how many numbers
   */
  public static int repeat(
      float[] x, int xOffset, int apart, int width, float[] y, int yOffset, int rows) {
    int reach = reach(width);
    if (reach > VECTORS * LENGTH) {
      return 0;
    }
    int n = within(width, rows);
    if (reach == LENGTH) {
      oneNumber(x, xOffset, apart, width, y, yOffset, n);
    } else if (reach == 2 * LENGTH) {
      twoNumbers(x, xOffset, apart, width, y, yOffset, n);
    } else {
      someNumbers(x, xOffset, apart, width, y, yOffset, n);
    }
    return Math.max(0, n);
  }

  /** How many numbers whole vectors have that hold a row. */
  private static int reach(int width) {
    return (width + LENGTH - 1) / LENGTH * LENGTH;
  }

  /** How many rows may be written by whole vectors. */
  private static int within(int width, int rows) {
    return Math.floorDiv(rows * width - reach(width), width) + 1;
  }

  private static void one(
      float[] x, int xOffset, int apart, int width, float[] y, int yOffset, int rows) {
    for (int r = 0; r < rows; r++) {
      fromArray(SPECIES, x, xOffset + r * apart).intoArray(y, yOffset + r * width);
    }
  }

  private static void two(
      float[] x, int xOffset, int apart, int width, float[] y, int yOffset, int rows) {
    for (int r = 0; r < rows; r++) {
      int from = xOffset + r * apart;
      int to = yOffset + r * width;
      FloatVector first = fromArray(SPECIES, x, from);
      FloatVector second = fromArray(SPECIES, x, from + LENGTH);
      first.intoArray(y, to);
      second.intoArray(y, to + LENGTH);
    }
  }

  private static void some(
      float[] x, int xOffset, int apart, int width, float[] y, int yOffset, int rows) {
    for (int r = 0; r < rows; r++) {
      int from = xOffset + r * apart;
      int to = yOffset + r * width;
      for (int i = 0; i < width; i += LENGTH) {
        fromArray(SPECIES, x, from + i).intoArray(y, to + i);
      }
    }
  }

  private static void oneNumber(
      float[] x, int xOffset, int apart, int width, float[] y, int yOffset, int rows) {
    for (int r = 0; r < rows; r++) {
      FloatVector.broadcast(SPECIES, x[xOffset + r * apart]).intoArray(y, yOffset + r * width);
    }
  }

  private static void twoNumbers(
      float[] x, int xOffset, int apart, int width, float[] y, int yOffset, int rows) {
    for (int r = 0; r < rows; r++) {
      int to = yOffset + r * width;
      FloatVector number = FloatVector.broadcast(SPECIES, x[xOffset + r * apart]);
      number.intoArray(y, to);
      number.intoArray(y, to + LENGTH);
    }
  }

  private static void someNumbers(
      float[] x, int xOffset, int apart, int width, float[] y, int yOffset, int rows) {
    for (int r = 0; r < rows; r++) {
      int to = yOffset + r * width;
      FloatVector number = FloatVector.broadcast(SPECIES, x[xOffset + r * apart]);
      for (int i = 0; i < width; i += LENGTH) {
        number.intoArray(y, to + i);
      }
    }
  }
}
