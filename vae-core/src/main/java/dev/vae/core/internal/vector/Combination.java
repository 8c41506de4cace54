package dev.vae.core.internal.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A matrix of a few numbers, at most three of a row not 0, applied to stretches of many numbers:
 * {@code y(i) = Σ_j m(i,j)·x(j)}, a chain over ascending j from 0 or from what is there.
 */
final class Combination {
  private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
  private static final int L = SPECIES.length();

  private final int[] terms;
  private final int[][] which;
  private final float[][] factors;

  Combination(float[][] matrix) {
    terms = new int[matrix.length];
    which = new int[matrix.length][3];
    factors = new float[matrix.length][3];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix[i].length; j++) {
        if (matrix[i][j] != 0) {
          which[i][terms[i]] = j;
          factors[i][terms[i]++] = matrix[i][j];
        }
      }
    }
  }

  int outputs() {
    return terms.length;
  }

  /** The number of the j-th x that output i is made of; 0 where there are fewer. */
  int term(int i, int j) {
    return which[i][j];
  }

  /**
   * A stretch of output i.
   *
   * @param more whether the chain goes on from what is there
   * @param length a multiple of 16
   * @param x0 where the first of its terms is, x1 and x2 likewise
   */
  void apply(
      int i, boolean more, int length, float[] x, int x0, int x1, int x2, float[] y, int at) {
    float[] f = factors[i];
    switch (terms[i]) {
      case 1 -> one(more, f[0], length, x, x0, y, at);
      case 2 -> two(more, f[0], f[1], length, x, x0, x1, y, at);
      default -> three(more, f[0], f[1], f[2], length, x, x0, x1, x2, y, at);
    }
  }

  /** All outputs of a number of lines, where everything is at equal steps. */
  void apply(
      int lines,
      int length,
      float[] x,
      int xAt,
      int xStep,
      int xLine,
      float[] y,
      int yAt,
      int yStep,
      int yLine) {
    for (int i = 0; i < terms.length; i++) {
      for (int line = 0; line < lines; line++) {
        int from = xAt + line * xLine;
        apply(
            i,
            false,
            length,
            x,
            from + which[i][0] * xStep,
            from + which[i][1] * xStep,
            from + which[i][2] * xStep,
            y,
            yAt + i * yStep + line * yLine);
      }
    }
  }

  private static void one(
      boolean more, float f0, int length, float[] x, int x0, float[] y, int at) {
    FloatVector v0 = FloatVector.broadcast(SPECIES, f0);
    FloatVector zero = FloatVector.zero(SPECIES);
    if (more) {
      for (int i = 0; i < length; i += L) {
        FloatVector sum = FloatVector.fromArray(SPECIES, y, at + i);
        v0.fma(FloatVector.fromArray(SPECIES, x, x0 + i), sum).intoArray(y, at + i);
      }
      return;
    }
    for (int i = 0; i < length; i += L) {
      v0.fma(FloatVector.fromArray(SPECIES, x, x0 + i), zero).intoArray(y, at + i);
    }
  }

  private static void two(
      boolean more, float f0, float f1, int length, float[] x, int x0, int x1, float[] y, int at) {
    FloatVector v0 = FloatVector.broadcast(SPECIES, f0);
    FloatVector v1 = FloatVector.broadcast(SPECIES, f1);
    FloatVector zero = FloatVector.zero(SPECIES);
    if (more) {
      for (int i = 0; i < length; i += L) {
        FloatVector sum = FloatVector.fromArray(SPECIES, y, at + i);
        sum = v0.fma(FloatVector.fromArray(SPECIES, x, x0 + i), sum);
        v1.fma(FloatVector.fromArray(SPECIES, x, x1 + i), sum).intoArray(y, at + i);
      }
      return;
    }
    for (int i = 0; i < length; i += L) {
      FloatVector sum = v0.fma(FloatVector.fromArray(SPECIES, x, x0 + i), zero);
      v1.fma(FloatVector.fromArray(SPECIES, x, x1 + i), sum).intoArray(y, at + i);
    }
  }

  private static void three(
      boolean more,
      float f0,
      float f1,
      float f2,
      int length,
      float[] x,
      int x0,
      int x1,
      int x2,
      float[] y,
      int at) {
    FloatVector v0 = FloatVector.broadcast(SPECIES, f0);
    FloatVector v1 = FloatVector.broadcast(SPECIES, f1);
    FloatVector v2 = FloatVector.broadcast(SPECIES, f2);
    FloatVector zero = FloatVector.zero(SPECIES);
    if (more) {
      for (int i = 0; i < length; i += L) {
        FloatVector sum = FloatVector.fromArray(SPECIES, y, at + i);
        sum = v0.fma(FloatVector.fromArray(SPECIES, x, x0 + i), sum);
        sum = v1.fma(FloatVector.fromArray(SPECIES, x, x1 + i), sum);
        v2.fma(FloatVector.fromArray(SPECIES, x, x2 + i), sum).intoArray(y, at + i);
      }
      return;
    }
    for (int i = 0; i < length; i += L) {
      FloatVector sum = v0.fma(FloatVector.fromArray(SPECIES, x, x0 + i), zero);
      sum = v1.fma(FloatVector.fromArray(SPECIES, x, x1 + i), sum);
      v2.fma(FloatVector.fromArray(SPECIES, x, x2 + i), sum).intoArray(y, at + i);
    }
  }
}
