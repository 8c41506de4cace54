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
      int aAt,
      int[] rows,
      int row,
      int[] ks,
      int k,
      float[] b,
      int bAt,
      int[] js,
      int j,
      float[] c,
      int cAt,
      int[] places,
      int place) {
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
    int a0 = aAt + rows[row + 0];
    int a1 = aAt + rows[row + 1];
    int a2 = aAt + rows[row + 2];
    int a3 = aAt + rows[row + 3];
    int a4 = aAt + rows[row + 4];
    int a5 = aAt + rows[row + 5];
    int a6 = aAt + rows[row + 6];
    int a7 = aAt + rows[row + 7];
    int a8 = aAt + rows[row + 8];
    int a9 = aAt + rows[row + 9];
    int a10 = aAt + rows[row + 10];
    int a11 = aAt + rows[row + 11];
    for (int i = 0; i < count; i++) {
      int at = ks[k + i];
      FloatVector x = FloatVector.fromArray(SPECIES, b, bAt + js[j + i]);
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
    int at = cAt + places[place + 0];
    c0x.intoArray(c, at);
    at = cAt + places[place + 1];
    c1x.intoArray(c, at);
    at = cAt + places[place + 2];
    c2x.intoArray(c, at);
    at = cAt + places[place + 3];
    c3x.intoArray(c, at);
    at = cAt + places[place + 4];
    c4x.intoArray(c, at);
    at = cAt + places[place + 5];
    c5x.intoArray(c, at);
    at = cAt + places[place + 6];
    c6x.intoArray(c, at);
    at = cAt + places[place + 7];
    c7x.intoArray(c, at);
    at = cAt + places[place + 8];
    c8x.intoArray(c, at);
    at = cAt + places[place + 9];
    c9x.intoArray(c, at);
    at = cAt + places[place + 10];
    c10x.intoArray(c, at);
    at = cAt + places[place + 11];
    c11x.intoArray(c, at);
  }

  /** 8 rows. */
  static void rows8(
      int count,
      float[] a,
      int aAt,
      int[] rows,
      int row,
      int[] ks,
      int k,
      float[] b,
      int bAt,
      int[] js,
      int j,
      float[] c,
      int cAt,
      int[] places,
      int place) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector c0x = zero;
    FloatVector c1x = zero;
    FloatVector c2x = zero;
    FloatVector c3x = zero;
    FloatVector c4x = zero;
    FloatVector c5x = zero;
    FloatVector c6x = zero;
    FloatVector c7x = zero;
    int a0 = aAt + rows[row + 0];
    int a1 = aAt + rows[row + 1];
    int a2 = aAt + rows[row + 2];
    int a3 = aAt + rows[row + 3];
    int a4 = aAt + rows[row + 4];
    int a5 = aAt + rows[row + 5];
    int a6 = aAt + rows[row + 6];
    int a7 = aAt + rows[row + 7];
    for (int i = 0; i < count; i++) {
      int at = ks[k + i];
      FloatVector x = FloatVector.fromArray(SPECIES, b, bAt + js[j + i]);
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
    int at = cAt + places[place + 0];
    c0x.intoArray(c, at);
    at = cAt + places[place + 1];
    c1x.intoArray(c, at);
    at = cAt + places[place + 2];
    c2x.intoArray(c, at);
    at = cAt + places[place + 3];
    c3x.intoArray(c, at);
    at = cAt + places[place + 4];
    c4x.intoArray(c, at);
    at = cAt + places[place + 5];
    c5x.intoArray(c, at);
    at = cAt + places[place + 6];
    c6x.intoArray(c, at);
    at = cAt + places[place + 7];
    c7x.intoArray(c, at);
  }

  /** 4 rows. */
  static void rows4(
      int count,
      float[] a,
      int aAt,
      int[] rows,
      int row,
      int[] ks,
      int k,
      float[] b,
      int bAt,
      int[] js,
      int j,
      float[] c,
      int cAt,
      int[] places,
      int place) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector c0x = zero;
    FloatVector c1x = zero;
    FloatVector c2x = zero;
    FloatVector c3x = zero;
    int a0 = aAt + rows[row + 0];
    int a1 = aAt + rows[row + 1];
    int a2 = aAt + rows[row + 2];
    int a3 = aAt + rows[row + 3];
    for (int i = 0; i < count; i++) {
      int at = ks[k + i];
      FloatVector x = FloatVector.fromArray(SPECIES, b, bAt + js[j + i]);
      FloatVector s = FloatVector.broadcast(SPECIES, a[a0 + at]);
      c0x = s.fma(x, c0x);
      s = FloatVector.broadcast(SPECIES, a[a1 + at]);
      c1x = s.fma(x, c1x);
      s = FloatVector.broadcast(SPECIES, a[a2 + at]);
      c2x = s.fma(x, c2x);
      s = FloatVector.broadcast(SPECIES, a[a3 + at]);
      c3x = s.fma(x, c3x);
    }
    int at = cAt + places[place + 0];
    c0x.intoArray(c, at);
    at = cAt + places[place + 1];
    c1x.intoArray(c, at);
    at = cAt + places[place + 2];
    c2x.intoArray(c, at);
    at = cAt + places[place + 3];
    c3x.intoArray(c, at);
  }
}
