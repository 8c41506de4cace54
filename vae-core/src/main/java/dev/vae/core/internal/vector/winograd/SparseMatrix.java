package dev.vae.core.internal.vector.winograd;

import dev.vae.core.internal.vector.lanes.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A matrix of a few numbers, at most three of a row not 0, applied to segments of many numbers:
 * {@code y(i) = Σ_j m(i,j)·x(j)}, a chain over ascending j from 0 or from what is there.
 */
final class SparseMatrix implements WinogradTransform {
  private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
  private static final int L = SPECIES.length();

  private final int[] terms;
  private final int[][] which;
  private final float[][] factors;

  SparseMatrix(float[][] matrix) {
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

  /** How many rows the matrix has. */
  int outputs() {
    return terms.length;
  }

  @Override
  public void run(
      Lines l,
      int lineFrom,
      int lineTo,
      int length,
      int first,
      int to,
      int continued,
      float[] x,
      int xOffset,
      float[] y,
      int yOffset) {
    for (int i = 0; i < terms.length; i++) {
      float[] f = factors[i];
      int j0 = first + which[i][0];
      int j1 = first + which[i][1];
      int j2 = first + which[i][2];
      int j = to + i;
      boolean more = i < continued;
      switch (terms[i]) {
        case 1 -> one(more, f[0], j0, j, l, lineFrom, lineTo, length, x, xOffset, y, yOffset);
        case 2 ->
            two(more, f[0], f[1], j0, j1, j, l, lineFrom, lineTo, length, x, xOffset, y, yOffset);
        default ->
            three(
                more, f[0], f[1], f[2], j0, j1, j2, j, l, lineFrom, lineTo, length, x, xOffset, y,
                yOffset);
      }
    }
  }

  /** Applies it to all lines, whose segments begin where the lines' do. */
  void run(Lines l, int length, float[] x, int xOffset, float[] y, int yOffset) {
    run(l, 0, l.count(), length, 0, 0, 0, x, xOffset, y, yOffset);
  }

  private static void one(
      boolean more,
      float f0,
      int j0,
      int j,
      Lines l,
      int lineFrom,
      int lineTo,
      int length,
      float[] x,
      int xOffset,
      float[] y,
      int yOffset) {
    FloatVector v0 = FloatVector.broadcast(SPECIES, f0);
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int line = lineFrom; line < lineTo; line++) {
      int from = line * l.xStep();
      int x0 = xOffset + l.xs()[from + j0];
      int at = yOffset + l.ys()[line * l.yStep() + j];
      for (int i = 0; more && i < length; i += L) {
        FloatVector sum =
            v0.fma(
                FloatVector.fromArray(SPECIES, x, x0 + i),
                FloatVector.fromArray(SPECIES, y, at + i));
        sum.intoArray(y, at + i);
      }
      for (int i = 0; !more && i < length; i += L) {
        FloatVector sum = v0.fma(FloatVector.fromArray(SPECIES, x, x0 + i), zero);
        sum.intoArray(y, at + i);
      }
    }
  }

  private static void two(
      boolean more,
      float f0,
      float f1,
      int j0,
      int j1,
      int j,
      Lines l,
      int lineFrom,
      int lineTo,
      int length,
      float[] x,
      int xOffset,
      float[] y,
      int yOffset) {
    FloatVector v0 = FloatVector.broadcast(SPECIES, f0);
    FloatVector v1 = FloatVector.broadcast(SPECIES, f1);
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int line = lineFrom; line < lineTo; line++) {
      int from = line * l.xStep();
      int x0 = xOffset + l.xs()[from + j0];
      int x1 = xOffset + l.xs()[from + j1];
      int at = yOffset + l.ys()[line * l.yStep() + j];
      for (int i = 0; more && i < length; i += L) {
        FloatVector sum =
            v0.fma(
                FloatVector.fromArray(SPECIES, x, x0 + i),
                FloatVector.fromArray(SPECIES, y, at + i));
        sum = v1.fma(FloatVector.fromArray(SPECIES, x, x1 + i), sum);
        sum.intoArray(y, at + i);
      }
      for (int i = 0; !more && i < length; i += L) {
        FloatVector sum = v0.fma(FloatVector.fromArray(SPECIES, x, x0 + i), zero);
        sum = v1.fma(FloatVector.fromArray(SPECIES, x, x1 + i), sum);
        sum.intoArray(y, at + i);
      }
    }
  }

  private static void three(
      boolean more,
      float f0,
      float f1,
      float f2,
      int j0,
      int j1,
      int j2,
      int j,
      Lines l,
      int lineFrom,
      int lineTo,
      int length,
      float[] x,
      int xOffset,
      float[] y,
      int yOffset) {
    FloatVector v0 = FloatVector.broadcast(SPECIES, f0);
    FloatVector v1 = FloatVector.broadcast(SPECIES, f1);
    FloatVector v2 = FloatVector.broadcast(SPECIES, f2);
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int line = lineFrom; line < lineTo; line++) {
      int from = line * l.xStep();
      int x0 = xOffset + l.xs()[from + j0];
      int x1 = xOffset + l.xs()[from + j1];
      int x2 = xOffset + l.xs()[from + j2];
      int at = yOffset + l.ys()[line * l.yStep() + j];
      for (int i = 0; more && i < length; i += L) {
        FloatVector sum =
            v0.fma(
                FloatVector.fromArray(SPECIES, x, x0 + i),
                FloatVector.fromArray(SPECIES, y, at + i));
        sum = v1.fma(FloatVector.fromArray(SPECIES, x, x1 + i), sum);
        sum = v2.fma(FloatVector.fromArray(SPECIES, x, x2 + i), sum);
        sum.intoArray(y, at + i);
      }
      for (int i = 0; !more && i < length; i += L) {
        FloatVector sum = v0.fma(FloatVector.fromArray(SPECIES, x, x0 + i), zero);
        sum = v1.fma(FloatVector.fromArray(SPECIES, x, x1 + i), sum);
        sum = v2.fma(FloatVector.fromArray(SPECIES, x, x2 + i), sum);
        sum.intoArray(y, at + i);
      }
    }
  }
}
