package dev.vae.core.internal.vector.product;

import dev.vae.core.internal.vector.lanes.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of a product that are one vector wide, see {@link MicroKernels#multiply}. Each height is
 * one method with its sums in local variables, which the just-in-time compiler keeps in registers.
 * All start from one and the same zero and nothing is in methods of its own, because the compiler
 * stops inlining vector operations where a method grows much beyond this, and its vectors become
 * objects.
 */
final class NarrowTiles {
  private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
  private static final int L = SPECIES.length();

  private NarrowTiles() {}

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
    FloatVector c0x = zero;
    FloatVector c1x = zero;
    FloatVector c2x = zero;
    FloatVector c3x = zero;
    FloatVector c4x = zero;
    FloatVector c5x = zero;
    FloatVector c6x = zero;
    FloatVector c7x = zero;
    FloatVector c8x = zero;
    FloatVector c9x = zero;
    FloatVector c10x = zero;
    FloatVector c11x = zero;
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
      FloatVector x = FloatVector.fromArray(SPECIES, b, bOffset + js[j + i]);
      FloatVector s = FloatVector.broadcast(SPECIES, a[a0 + at]);
      c0x = s.fma(x, c0x);
      s = FloatVector.broadcast(SPECIES, a[a1 + at]);
      c1x = s.fma(x, c1x);
      s = FloatVector.broadcast(SPECIES, a[a2 + at]);
      c2x = s.fma(x, c2x);
      s = FloatVector.broadcast(SPECIES, a[a3 + at]);
      c3x = s.fma(x, c3x);
      s = FloatVector.broadcast(SPECIES, a[a4 + at]);
      c4x = s.fma(x, c4x);
      s = FloatVector.broadcast(SPECIES, a[a5 + at]);
      c5x = s.fma(x, c5x);
      s = FloatVector.broadcast(SPECIES, a[a6 + at]);
      c6x = s.fma(x, c6x);
      s = FloatVector.broadcast(SPECIES, a[a7 + at]);
      c7x = s.fma(x, c7x);
      s = FloatVector.broadcast(SPECIES, a[a8 + at]);
      c8x = s.fma(x, c8x);
      s = FloatVector.broadcast(SPECIES, a[a9 + at]);
      c9x = s.fma(x, c9x);
      s = FloatVector.broadcast(SPECIES, a[a10 + at]);
      c10x = s.fma(x, c10x);
      s = FloatVector.broadcast(SPECIES, a[a11 + at]);
      c11x = s.fma(x, c11x);
    }
    int at = cOffset + cOffsets[cRow + 0];
    c0x.intoArray(c, at);
    at = cOffset + cOffsets[cRow + 1];
    c1x.intoArray(c, at);
    at = cOffset + cOffsets[cRow + 2];
    c2x.intoArray(c, at);
    at = cOffset + cOffsets[cRow + 3];
    c3x.intoArray(c, at);
    at = cOffset + cOffsets[cRow + 4];
    c4x.intoArray(c, at);
    at = cOffset + cOffsets[cRow + 5];
    c5x.intoArray(c, at);
    at = cOffset + cOffsets[cRow + 6];
    c6x.intoArray(c, at);
    at = cOffset + cOffsets[cRow + 7];
    c7x.intoArray(c, at);
    at = cOffset + cOffsets[cRow + 8];
    c8x.intoArray(c, at);
    at = cOffset + cOffsets[cRow + 9];
    c9x.intoArray(c, at);
    at = cOffset + cOffsets[cRow + 10];
    c10x.intoArray(c, at);
    at = cOffset + cOffsets[cRow + 11];
    c11x.intoArray(c, at);
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
    FloatVector c0x = zero;
    FloatVector c1x = zero;
    FloatVector c2x = zero;
    FloatVector c3x = zero;
    FloatVector c4x = zero;
    FloatVector c5x = zero;
    FloatVector c6x = zero;
    FloatVector c7x = zero;
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
      FloatVector x = FloatVector.fromArray(SPECIES, b, bOffset + js[j + i]);
      FloatVector s = FloatVector.broadcast(SPECIES, a[a0 + at]);
      c0x = s.fma(x, c0x);
      s = FloatVector.broadcast(SPECIES, a[a1 + at]);
      c1x = s.fma(x, c1x);
      s = FloatVector.broadcast(SPECIES, a[a2 + at]);
      c2x = s.fma(x, c2x);
      s = FloatVector.broadcast(SPECIES, a[a3 + at]);
      c3x = s.fma(x, c3x);
      s = FloatVector.broadcast(SPECIES, a[a4 + at]);
      c4x = s.fma(x, c4x);
      s = FloatVector.broadcast(SPECIES, a[a5 + at]);
      c5x = s.fma(x, c5x);
      s = FloatVector.broadcast(SPECIES, a[a6 + at]);
      c6x = s.fma(x, c6x);
      s = FloatVector.broadcast(SPECIES, a[a7 + at]);
      c7x = s.fma(x, c7x);
    }
    int at = cOffset + cOffsets[cRow + 0];
    c0x.intoArray(c, at);
    at = cOffset + cOffsets[cRow + 1];
    c1x.intoArray(c, at);
    at = cOffset + cOffsets[cRow + 2];
    c2x.intoArray(c, at);
    at = cOffset + cOffsets[cRow + 3];
    c3x.intoArray(c, at);
    at = cOffset + cOffsets[cRow + 4];
    c4x.intoArray(c, at);
    at = cOffset + cOffsets[cRow + 5];
    c5x.intoArray(c, at);
    at = cOffset + cOffsets[cRow + 6];
    c6x.intoArray(c, at);
    at = cOffset + cOffsets[cRow + 7];
    c7x.intoArray(c, at);
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
    FloatVector c0x = zero;
    FloatVector c1x = zero;
    FloatVector c2x = zero;
    FloatVector c3x = zero;
    int a0 = aOffset + rows[row + 0];
    int a1 = aOffset + rows[row + 1];
    int a2 = aOffset + rows[row + 2];
    int a3 = aOffset + rows[row + 3];
    for (int i = 0; i < count; i++) {
      int at = ks[k + i];
      FloatVector x = FloatVector.fromArray(SPECIES, b, bOffset + js[j + i]);
      FloatVector s = FloatVector.broadcast(SPECIES, a[a0 + at]);
      c0x = s.fma(x, c0x);
      s = FloatVector.broadcast(SPECIES, a[a1 + at]);
      c1x = s.fma(x, c1x);
      s = FloatVector.broadcast(SPECIES, a[a2 + at]);
      c2x = s.fma(x, c2x);
      s = FloatVector.broadcast(SPECIES, a[a3 + at]);
      c3x = s.fma(x, c3x);
    }
    int at = cOffset + cOffsets[cRow + 0];
    c0x.intoArray(c, at);
    at = cOffset + cOffsets[cRow + 1];
    c1x.intoArray(c, at);
    at = cOffset + cOffsets[cRow + 2];
    c2x.intoArray(c, at);
    at = cOffset + cOffsets[cRow + 3];
    c3x.intoArray(c, at);
  }
}
