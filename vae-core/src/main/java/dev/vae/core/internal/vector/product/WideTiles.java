package dev.vae.core.internal.vector.product;

import dev.vae.core.internal.vector.lanes.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of a product that are two vectors wide, see {@link MicroKernels#multiply}. Each height is
 * one method with its sums in local variables, which the just-in-time compiler keeps in registers.
 * All start from one and the same zero and nothing is in methods of its own, because the compiler
 * stops inlining vector operations where a method grows much beyond this, and its vectors become
 * objects.
 */
public final class WideTiles {
  private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
  private static final int L = SPECIES.length();

  private WideTiles() {}

  /** 12 rows. */
  static void rows12(
      int count,
      float[] a,
      int aOffset,
      int[] rows,
      int row,
      int[] ks,
      int k,
      float[] b,
      int bOffset,
      int[] js,
      int j,
      float[] c,
      int cOffset,
      int[] cOffsets,
      int cRow) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector c0x = zero, c0y = zero;
    FloatVector c1x = zero, c1y = zero;
    FloatVector c2x = zero, c2y = zero;
    FloatVector c3x = zero, c3y = zero;
    FloatVector c4x = zero, c4y = zero;
    FloatVector c5x = zero, c5y = zero;
    FloatVector c6x = zero, c6y = zero;
    FloatVector c7x = zero, c7y = zero;
    FloatVector c8x = zero, c8y = zero;
    FloatVector c9x = zero, c9y = zero;
    FloatVector c10x = zero, c10y = zero;
    FloatVector c11x = zero, c11y = zero;
    int a0 = aOffset + rows[row + 0];
    int a1 = aOffset + rows[row + 1];
    int a2 = aOffset + rows[row + 2];
    int a3 = aOffset + rows[row + 3];
    int a4 = aOffset + rows[row + 4];
    int a5 = aOffset + rows[row + 5];
    int a6 = aOffset + rows[row + 6];
    int a7 = aOffset + rows[row + 7];
    int a8 = aOffset + rows[row + 8];
    int a9 = aOffset + rows[row + 9];
    int a10 = aOffset + rows[row + 10];
    int a11 = aOffset + rows[row + 11];
    for (int i = 0; i < count; i++) {
      int at = ks[k + i];
      int from = bOffset + js[j + i];
      FloatVector x = FloatVector.fromArray(SPECIES, b, from);
      FloatVector y = FloatVector.fromArray(SPECIES, b, from + L);
      FloatVector s = FloatVector.broadcast(SPECIES, a[a0 + at]);
      c0x = s.fma(x, c0x);
      c0y = s.fma(y, c0y);
      s = FloatVector.broadcast(SPECIES, a[a1 + at]);
      c1x = s.fma(x, c1x);
      c1y = s.fma(y, c1y);
      s = FloatVector.broadcast(SPECIES, a[a2 + at]);
      c2x = s.fma(x, c2x);
      c2y = s.fma(y, c2y);
      s = FloatVector.broadcast(SPECIES, a[a3 + at]);
      c3x = s.fma(x, c3x);
      c3y = s.fma(y, c3y);
      s = FloatVector.broadcast(SPECIES, a[a4 + at]);
      c4x = s.fma(x, c4x);
      c4y = s.fma(y, c4y);
      s = FloatVector.broadcast(SPECIES, a[a5 + at]);
      c5x = s.fma(x, c5x);
      c5y = s.fma(y, c5y);
      s = FloatVector.broadcast(SPECIES, a[a6 + at]);
      c6x = s.fma(x, c6x);
      c6y = s.fma(y, c6y);
      s = FloatVector.broadcast(SPECIES, a[a7 + at]);
      c7x = s.fma(x, c7x);
      c7y = s.fma(y, c7y);
      s = FloatVector.broadcast(SPECIES, a[a8 + at]);
      c8x = s.fma(x, c8x);
      c8y = s.fma(y, c8y);
      s = FloatVector.broadcast(SPECIES, a[a9 + at]);
      c9x = s.fma(x, c9x);
      c9y = s.fma(y, c9y);
      s = FloatVector.broadcast(SPECIES, a[a10 + at]);
      c10x = s.fma(x, c10x);
      c10y = s.fma(y, c10y);
      s = FloatVector.broadcast(SPECIES, a[a11 + at]);
      c11x = s.fma(x, c11x);
      c11y = s.fma(y, c11y);
    }
    int at = cOffset + cOffsets[cRow + 0];
    c0x.intoArray(c, at);
    c0y.intoArray(c, at + L);
    at = cOffset + cOffsets[cRow + 1];
    c1x.intoArray(c, at);
    c1y.intoArray(c, at + L);
    at = cOffset + cOffsets[cRow + 2];
    c2x.intoArray(c, at);
    c2y.intoArray(c, at + L);
    at = cOffset + cOffsets[cRow + 3];
    c3x.intoArray(c, at);
    c3y.intoArray(c, at + L);
    at = cOffset + cOffsets[cRow + 4];
    c4x.intoArray(c, at);
    c4y.intoArray(c, at + L);
    at = cOffset + cOffsets[cRow + 5];
    c5x.intoArray(c, at);
    c5y.intoArray(c, at + L);
    at = cOffset + cOffsets[cRow + 6];
    c6x.intoArray(c, at);
    c6y.intoArray(c, at + L);
    at = cOffset + cOffsets[cRow + 7];
    c7x.intoArray(c, at);
    c7y.intoArray(c, at + L);
    at = cOffset + cOffsets[cRow + 8];
    c8x.intoArray(c, at);
    c8y.intoArray(c, at + L);
    at = cOffset + cOffsets[cRow + 9];
    c9x.intoArray(c, at);
    c9y.intoArray(c, at + L);
    at = cOffset + cOffsets[cRow + 10];
    c10x.intoArray(c, at);
    c10y.intoArray(c, at + L);
    at = cOffset + cOffsets[cRow + 11];
    c11x.intoArray(c, at);
    c11y.intoArray(c, at + L);
  }

  /** 8 rows. */
  static void rows8(
      int count,
      float[] a,
      int aOffset,
      int[] rows,
      int row,
      int[] ks,
      int k,
      float[] b,
      int bOffset,
      int[] js,
      int j,
      float[] c,
      int cOffset,
      int[] cOffsets,
      int cRow) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector c0x = zero, c0y = zero;
    FloatVector c1x = zero, c1y = zero;
    FloatVector c2x = zero, c2y = zero;
    FloatVector c3x = zero, c3y = zero;
    FloatVector c4x = zero, c4y = zero;
    FloatVector c5x = zero, c5y = zero;
    FloatVector c6x = zero, c6y = zero;
    FloatVector c7x = zero, c7y = zero;
    int a0 = aOffset + rows[row + 0];
    int a1 = aOffset + rows[row + 1];
    int a2 = aOffset + rows[row + 2];
    int a3 = aOffset + rows[row + 3];
    int a4 = aOffset + rows[row + 4];
    int a5 = aOffset + rows[row + 5];
    int a6 = aOffset + rows[row + 6];
    int a7 = aOffset + rows[row + 7];
    for (int i = 0; i < count; i++) {
      int at = ks[k + i];
      int from = bOffset + js[j + i];
      FloatVector x = FloatVector.fromArray(SPECIES, b, from);
      FloatVector y = FloatVector.fromArray(SPECIES, b, from + L);
      FloatVector s = FloatVector.broadcast(SPECIES, a[a0 + at]);
      c0x = s.fma(x, c0x);
      c0y = s.fma(y, c0y);
      s = FloatVector.broadcast(SPECIES, a[a1 + at]);
      c1x = s.fma(x, c1x);
      c1y = s.fma(y, c1y);
      s = FloatVector.broadcast(SPECIES, a[a2 + at]);
      c2x = s.fma(x, c2x);
      c2y = s.fma(y, c2y);
      s = FloatVector.broadcast(SPECIES, a[a3 + at]);
      c3x = s.fma(x, c3x);
      c3y = s.fma(y, c3y);
      s = FloatVector.broadcast(SPECIES, a[a4 + at]);
      c4x = s.fma(x, c4x);
      c4y = s.fma(y, c4y);
      s = FloatVector.broadcast(SPECIES, a[a5 + at]);
      c5x = s.fma(x, c5x);
      c5y = s.fma(y, c5y);
      s = FloatVector.broadcast(SPECIES, a[a6 + at]);
      c6x = s.fma(x, c6x);
      c6y = s.fma(y, c6y);
      s = FloatVector.broadcast(SPECIES, a[a7 + at]);
      c7x = s.fma(x, c7x);
      c7y = s.fma(y, c7y);
    }
    int at = cOffset + cOffsets[cRow + 0];
    c0x.intoArray(c, at);
    c0y.intoArray(c, at + L);
    at = cOffset + cOffsets[cRow + 1];
    c1x.intoArray(c, at);
    c1y.intoArray(c, at + L);
    at = cOffset + cOffsets[cRow + 2];
    c2x.intoArray(c, at);
    c2y.intoArray(c, at + L);
    at = cOffset + cOffsets[cRow + 3];
    c3x.intoArray(c, at);
    c3y.intoArray(c, at + L);
    at = cOffset + cOffsets[cRow + 4];
    c4x.intoArray(c, at);
    c4y.intoArray(c, at + L);
    at = cOffset + cOffsets[cRow + 5];
    c5x.intoArray(c, at);
    c5y.intoArray(c, at + L);
    at = cOffset + cOffsets[cRow + 6];
    c6x.intoArray(c, at);
    c6y.intoArray(c, at + L);
    at = cOffset + cOffsets[cRow + 7];
    c7x.intoArray(c, at);
    c7y.intoArray(c, at + L);
  }

  /** 6 rows. */
  static void rows6(
      int count,
      float[] a,
      int aOffset,
      int[] rows,
      int row,
      int[] ks,
      int k,
      float[] b,
      int bOffset,
      int[] js,
      int j,
      float[] c,
      int cOffset,
      int[] cOffsets,
      int cRow) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector c0x = zero, c0y = zero;
    FloatVector c1x = zero, c1y = zero;
    FloatVector c2x = zero, c2y = zero;
    FloatVector c3x = zero, c3y = zero;
    FloatVector c4x = zero, c4y = zero;
    FloatVector c5x = zero, c5y = zero;
    int a0 = aOffset + rows[row + 0];
    int a1 = aOffset + rows[row + 1];
    int a2 = aOffset + rows[row + 2];
    int a3 = aOffset + rows[row + 3];
    int a4 = aOffset + rows[row + 4];
    int a5 = aOffset + rows[row + 5];
    for (int i = 0; i < count; i++) {
      int at = ks[k + i];
      int from = bOffset + js[j + i];
      FloatVector x = FloatVector.fromArray(SPECIES, b, from);
      FloatVector y = FloatVector.fromArray(SPECIES, b, from + L);
      FloatVector s = FloatVector.broadcast(SPECIES, a[a0 + at]);
      c0x = s.fma(x, c0x);
      c0y = s.fma(y, c0y);
      s = FloatVector.broadcast(SPECIES, a[a1 + at]);
      c1x = s.fma(x, c1x);
      c1y = s.fma(y, c1y);
      s = FloatVector.broadcast(SPECIES, a[a2 + at]);
      c2x = s.fma(x, c2x);
      c2y = s.fma(y, c2y);
      s = FloatVector.broadcast(SPECIES, a[a3 + at]);
      c3x = s.fma(x, c3x);
      c3y = s.fma(y, c3y);
      s = FloatVector.broadcast(SPECIES, a[a4 + at]);
      c4x = s.fma(x, c4x);
      c4y = s.fma(y, c4y);
      s = FloatVector.broadcast(SPECIES, a[a5 + at]);
      c5x = s.fma(x, c5x);
      c5y = s.fma(y, c5y);
    }
    int at = cOffset + cOffsets[cRow + 0];
    c0x.intoArray(c, at);
    c0y.intoArray(c, at + L);
    at = cOffset + cOffsets[cRow + 1];
    c1x.intoArray(c, at);
    c1y.intoArray(c, at + L);
    at = cOffset + cOffsets[cRow + 2];
    c2x.intoArray(c, at);
    c2y.intoArray(c, at + L);
    at = cOffset + cOffsets[cRow + 3];
    c3x.intoArray(c, at);
    c3y.intoArray(c, at + L);
    at = cOffset + cOffsets[cRow + 4];
    c4x.intoArray(c, at);
    c4y.intoArray(c, at + L);
    at = cOffset + cOffsets[cRow + 5];
    c5x.intoArray(c, at);
    c5y.intoArray(c, at + L);
  }

  /** 4 rows. */
  static void rows4(
      int count,
      float[] a,
      int aOffset,
      int[] rows,
      int row,
      int[] ks,
      int k,
      float[] b,
      int bOffset,
      int[] js,
      int j,
      float[] c,
      int cOffset,
      int[] cOffsets,
      int cRow) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector c0x = zero, c0y = zero;
    FloatVector c1x = zero, c1y = zero;
    FloatVector c2x = zero, c2y = zero;
    FloatVector c3x = zero, c3y = zero;
    int a0 = aOffset + rows[row + 0];
    int a1 = aOffset + rows[row + 1];
    int a2 = aOffset + rows[row + 2];
    int a3 = aOffset + rows[row + 3];
    for (int i = 0; i < count; i++) {
      int at = ks[k + i];
      int from = bOffset + js[j + i];
      FloatVector x = FloatVector.fromArray(SPECIES, b, from);
      FloatVector y = FloatVector.fromArray(SPECIES, b, from + L);
      FloatVector s = FloatVector.broadcast(SPECIES, a[a0 + at]);
      c0x = s.fma(x, c0x);
      c0y = s.fma(y, c0y);
      s = FloatVector.broadcast(SPECIES, a[a1 + at]);
      c1x = s.fma(x, c1x);
      c1y = s.fma(y, c1y);
      s = FloatVector.broadcast(SPECIES, a[a2 + at]);
      c2x = s.fma(x, c2x);
      c2y = s.fma(y, c2y);
      s = FloatVector.broadcast(SPECIES, a[a3 + at]);
      c3x = s.fma(x, c3x);
      c3y = s.fma(y, c3y);
    }
    int at = cOffset + cOffsets[cRow + 0];
    c0x.intoArray(c, at);
    c0y.intoArray(c, at + L);
    at = cOffset + cOffsets[cRow + 1];
    c1x.intoArray(c, at);
    c1y.intoArray(c, at + L);
    at = cOffset + cOffsets[cRow + 2];
    c2x.intoArray(c, at);
    c2y.intoArray(c, at + L);
    at = cOffset + cOffsets[cRow + 3];
    c3x.intoArray(c, at);
    c3y.intoArray(c, at + L);
  }
}
