package dev.vae.core.internal.vector.convolution;

import dev.vae.core.internal.vector.lanes.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Rows of a product that are a few vectors long: one number of the left operand at a time, times
 * rows of the right one, both read through tables of offsets.
 */
final class RowKernel {
  private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
  private static final int L = SPECIES.length();

  /** Numbers in the longest strip; more than asked for may be read and written, up to it. */
  static final int LENGTH = 8 * L;

  private RowKernel() {}

  /**
   * One chain of sums: {@code c(j) = Σ a[aOffset + as[k]] · b[bOffset + bs[k] + j]} for k from
   * {@code from} to {@code to}; c(j) is written for whole strips.
   */
  static void multiply(
      int columns,
      int from,
      int to,
      float[] a,
      int aOffset,
      int[] as,
      float[] b,
      int bOffset,
      int[] bs,
      float[] c,
      int cOffset) {
    int j = 0;
    for (; j < columns - 4 * L; j += LENGTH) {
      eight(from, to, a, aOffset, as, b, bOffset + j, bs, c, cOffset + j);
    }
    for (; j < columns - L; j += 4 * L) {
      four(from, to, a, aOffset, as, b, bOffset + j, bs, c, cOffset + j);
    }
    for (; j < columns; j += L) {
      one(from, to, a, aOffset, as, b, bOffset + j, bs, c, cOffset + j);
    }
  }

  private static void eight(
      int from,
      int to,
      float[] a,
      int aOffset,
      int[] as,
      float[] b,
      int bOffset,
      int[] bs,
      float[] c,
      int cOffset) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector c0 = zero, c1 = zero, c2 = zero, c3 = zero;
    FloatVector c4 = zero, c5 = zero, c6 = zero, c7 = zero;
    for (int k = from; k < to; k++) {
      FloatVector s = FloatVector.broadcast(SPECIES, a[aOffset + as[k]]);
      int at = bOffset + bs[k];
      c0 = s.fma(FloatVector.fromArray(SPECIES, b, at), c0);
      c1 = s.fma(FloatVector.fromArray(SPECIES, b, at + L), c1);
      c2 = s.fma(FloatVector.fromArray(SPECIES, b, at + 2 * L), c2);
      c3 = s.fma(FloatVector.fromArray(SPECIES, b, at + 3 * L), c3);
      c4 = s.fma(FloatVector.fromArray(SPECIES, b, at + 4 * L), c4);
      c5 = s.fma(FloatVector.fromArray(SPECIES, b, at + 5 * L), c5);
      c6 = s.fma(FloatVector.fromArray(SPECIES, b, at + 6 * L), c6);
      c7 = s.fma(FloatVector.fromArray(SPECIES, b, at + 7 * L), c7);
    }
    c0.intoArray(c, cOffset);
    c1.intoArray(c, cOffset + L);
    c2.intoArray(c, cOffset + 2 * L);
    c3.intoArray(c, cOffset + 3 * L);
    c4.intoArray(c, cOffset + 4 * L);
    c5.intoArray(c, cOffset + 5 * L);
    c6.intoArray(c, cOffset + 6 * L);
    c7.intoArray(c, cOffset + 7 * L);
  }

  private static void four(
      int from,
      int to,
      float[] a,
      int aOffset,
      int[] as,
      float[] b,
      int bOffset,
      int[] bs,
      float[] c,
      int cOffset) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector c0 = zero, c1 = zero, c2 = zero, c3 = zero;
    for (int k = from; k < to; k++) {
      FloatVector s = FloatVector.broadcast(SPECIES, a[aOffset + as[k]]);
      int at = bOffset + bs[k];
      c0 = s.fma(FloatVector.fromArray(SPECIES, b, at), c0);
      c1 = s.fma(FloatVector.fromArray(SPECIES, b, at + L), c1);
      c2 = s.fma(FloatVector.fromArray(SPECIES, b, at + 2 * L), c2);
      c3 = s.fma(FloatVector.fromArray(SPECIES, b, at + 3 * L), c3);
    }
    c0.intoArray(c, cOffset);
    c1.intoArray(c, cOffset + L);
    c2.intoArray(c, cOffset + 2 * L);
    c3.intoArray(c, cOffset + 3 * L);
  }

  private static void one(
      int from,
      int to,
      float[] a,
      int aOffset,
      int[] as,
      float[] b,
      int bOffset,
      int[] bs,
      float[] c,
      int cOffset) {
    FloatVector sum = FloatVector.zero(SPECIES);
    for (int k = from; k < to; k++) {
      sum =
          FloatVector.broadcast(SPECIES, a[aOffset + as[k]])
              .fma(FloatVector.fromArray(SPECIES, b, bOffset + bs[k]), sum);
    }
    sum.intoArray(c, cOffset);
  }
}
