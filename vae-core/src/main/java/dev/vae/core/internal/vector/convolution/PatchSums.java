package dev.vae.core.internal.vector.convolution;

import static jdk.incubator.vector.VectorOperators.EQ;

import dev.vae.core.internal.vector.lanes.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Adds to short rows of sums, those of up to eight images side by side. */
final class PatchSums {
  private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
  private static final int L = SPECIES.length();

  /** So many at most. */
  static final int EIGHT = 8;

  /** From so many on, eight cost less than one after the other. */
  private static final int FEW = 3;

  private PatchSums() {}

  /** {@code c(i) += b(i)} for i < columns. */
  static void add(int columns, float[] x, int bOffset, int cOffset) {
    for (int j = 0; j < columns; j += L) {
      FloatVector.fromArray(SPECIES, x, cOffset + j)
          .add(FloatVector.fromArray(SPECIES, x, bOffset + j))
          .intoArray(x, cOffset + j);
    }
  }

  /** Makes zeros of sums beside a zero; lengths are whole vectors. */
  static void clear(float[] keep, float[] x, int at) {
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int j = 0; j < keep.length; j += L) {
      FloatVector sum = FloatVector.fromArray(SPECIES, x, at + j);
      sum.blend(zero, FloatVector.fromArray(SPECIES, keep, j).compare(EQ, 0)).intoArray(x, at + j);
    }
  }

  /**
   * A chain for each sum, going on from what it is: {@code c(r, j) += Σ a[aOffset + r · aStep + k]
   * · b(k, j)} for k from 0 to {@code depth}. Columns are whole vectors, and b lies vector by
   * vector.
   *
   * @param rows 8 or fewer; sums of 8 are there to be written
   */
  static void multiply(
      int rows,
      int depth,
      float[] a,
      int aOffset,
      int aStep,
      float[] b,
      int bOffset,
      int columns,
      float[] c,
      int cOffset,
      int cStep) {
    for (int j = 0; j < columns; j += L) {
      if (rows >= FEW) {
        eight(rows - 1, depth, a, aOffset, aStep, b, bOffset + j * depth, c, cOffset + j, cStep);
        continue;
      }
      for (int r = 0; r < rows; r++) {
        one(depth, a, aOffset + r * aStep, b, bOffset + j * depth, c, cOffset + j + r * cStep);
      }
    }
  }

  /** Rows beyond the last are copies of it. */
  private static void eight(
      int last,
      int depth,
      float[] a,
      int aOffset,
      int aStep,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      int cStep) {
    int a1 = aOffset + Math.min(1, last) * aStep;
    int a2 = aOffset + Math.min(2, last) * aStep;
    int a3 = aOffset + Math.min(3, last) * aStep;
    int a4 = aOffset + Math.min(4, last) * aStep;
    int a5 = aOffset + Math.min(5, last) * aStep;
    int a6 = aOffset + Math.min(6, last) * aStep;
    int a7 = aOffset + Math.min(7, last) * aStep;
    FloatVector c0 = FloatVector.fromArray(SPECIES, c, cOffset);
    FloatVector c1 = FloatVector.fromArray(SPECIES, c, cOffset + cStep);
    FloatVector c2 = FloatVector.fromArray(SPECIES, c, cOffset + 2 * cStep);
    FloatVector c3 = FloatVector.fromArray(SPECIES, c, cOffset + 3 * cStep);
    FloatVector c4 = FloatVector.fromArray(SPECIES, c, cOffset + 4 * cStep);
    FloatVector c5 = FloatVector.fromArray(SPECIES, c, cOffset + 5 * cStep);
    FloatVector c6 = FloatVector.fromArray(SPECIES, c, cOffset + 6 * cStep);
    FloatVector c7 = FloatVector.fromArray(SPECIES, c, cOffset + 7 * cStep);
    for (int k = 0; k < depth; k++) {
      FloatVector w = FloatVector.fromArray(SPECIES, b, bOffset + k * L);
      c0 = w.fma(FloatVector.broadcast(SPECIES, a[aOffset + k]), c0);
      c1 = w.fma(FloatVector.broadcast(SPECIES, a[a1 + k]), c1);
      c2 = w.fma(FloatVector.broadcast(SPECIES, a[a2 + k]), c2);
      c3 = w.fma(FloatVector.broadcast(SPECIES, a[a3 + k]), c3);
      c4 = w.fma(FloatVector.broadcast(SPECIES, a[a4 + k]), c4);
      c5 = w.fma(FloatVector.broadcast(SPECIES, a[a5 + k]), c5);
      c6 = w.fma(FloatVector.broadcast(SPECIES, a[a6 + k]), c6);
      c7 = w.fma(FloatVector.broadcast(SPECIES, a[a7 + k]), c7);
    }
    c0.intoArray(c, cOffset);
    c1.intoArray(c, cOffset + cStep);
    c2.intoArray(c, cOffset + 2 * cStep);
    c3.intoArray(c, cOffset + 3 * cStep);
    c4.intoArray(c, cOffset + 4 * cStep);
    c5.intoArray(c, cOffset + 5 * cStep);
    c6.intoArray(c, cOffset + 6 * cStep);
    c7.intoArray(c, cOffset + 7 * cStep);
  }

  private static void one(
      int depth, float[] a, int aOffset, float[] b, int bOffset, float[] c, int cOffset) {
    FloatVector sum = FloatVector.fromArray(SPECIES, c, cOffset);
    for (int k = 0; k < depth; k++) {
      sum =
          FloatVector.fromArray(SPECIES, b, bOffset + k * L)
              .fma(FloatVector.broadcast(SPECIES, a[aOffset + k]), sum);
    }
    sum.intoArray(c, cOffset);
  }
}
