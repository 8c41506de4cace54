package dev.vae.core.internal.vector.product;

import dev.vae.core.internal.vector.lanes.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of a product whose left operand's rows are side by side for each k, as where {@link
 * PackedLeft} has gathered them, and whose operands and result are at equal steps. No tables of
 * offsets are read, which makes these a tenth faster than {@link WideTiles}. As there, each size is
 * one method.
 */
public final class PackedTiles {
  private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
  private static final int L = SPECIES.length();

  private PackedTiles() {}

  /** 12 rows, two vectors wide. */
  static void rows12(
      int count,
      float[] a,
      int aOffset,
      int aStep,
      float[] b,
      int bOffset,
      int bStep,
      float[] c,
      int cOffset,
      int cStep) {
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
    for (int k = 0; k < count; k++) {
      int from = bOffset + k * bStep;
      FloatVector x = FloatVector.fromArray(SPECIES, b, from);
      FloatVector y = FloatVector.fromArray(SPECIES, b, from + L);
      FloatVector s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep]);
      c0x = s.fma(x, c0x);
      c0y = s.fma(y, c0y);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 1]);
      c1x = s.fma(x, c1x);
      c1y = s.fma(y, c1y);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 2]);
      c2x = s.fma(x, c2x);
      c2y = s.fma(y, c2y);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 3]);
      c3x = s.fma(x, c3x);
      c3y = s.fma(y, c3y);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 4]);
      c4x = s.fma(x, c4x);
      c4y = s.fma(y, c4y);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 5]);
      c5x = s.fma(x, c5x);
      c5y = s.fma(y, c5y);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 6]);
      c6x = s.fma(x, c6x);
      c6y = s.fma(y, c6y);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 7]);
      c7x = s.fma(x, c7x);
      c7y = s.fma(y, c7y);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 8]);
      c8x = s.fma(x, c8x);
      c8y = s.fma(y, c8y);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 9]);
      c9x = s.fma(x, c9x);
      c9y = s.fma(y, c9y);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 10]);
      c10x = s.fma(x, c10x);
      c10y = s.fma(y, c10y);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 11]);
      c11x = s.fma(x, c11x);
      c11y = s.fma(y, c11y);
    }
    int at = cOffset;
    c0x.intoArray(c, at);
    c0y.intoArray(c, at + L);
    at += cStep;
    c1x.intoArray(c, at);
    c1y.intoArray(c, at + L);
    at += cStep;
    c2x.intoArray(c, at);
    c2y.intoArray(c, at + L);
    at += cStep;
    c3x.intoArray(c, at);
    c3y.intoArray(c, at + L);
    at += cStep;
    c4x.intoArray(c, at);
    c4y.intoArray(c, at + L);
    at += cStep;
    c5x.intoArray(c, at);
    c5y.intoArray(c, at + L);
    at += cStep;
    c6x.intoArray(c, at);
    c6y.intoArray(c, at + L);
    at += cStep;
    c7x.intoArray(c, at);
    c7y.intoArray(c, at + L);
    at += cStep;
    c8x.intoArray(c, at);
    c8y.intoArray(c, at + L);
    at += cStep;
    c9x.intoArray(c, at);
    c9y.intoArray(c, at + L);
    at += cStep;
    c10x.intoArray(c, at);
    c10y.intoArray(c, at + L);
    at += cStep;
    c11x.intoArray(c, at);
    c11y.intoArray(c, at + L);
  }

  /** 8 rows, three vectors wide; the third is read {@code third} floats behind the first. */
  static void rows8(
      int count,
      float[] a,
      int aOffset,
      int aStep,
      float[] b,
      int bOffset,
      int third,
      int bStep,
      float[] c,
      int cOffset,
      int cStep) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector c0x = zero, c0y = zero, c0z = zero;
    FloatVector c1x = zero, c1y = zero, c1z = zero;
    FloatVector c2x = zero, c2y = zero, c2z = zero;
    FloatVector c3x = zero, c3y = zero, c3z = zero;
    FloatVector c4x = zero, c4y = zero, c4z = zero;
    FloatVector c5x = zero, c5y = zero, c5z = zero;
    FloatVector c6x = zero, c6y = zero, c6z = zero;
    FloatVector c7x = zero, c7y = zero, c7z = zero;
    for (int k = 0; k < count; k++) {
      int from = bOffset + k * bStep;
      FloatVector x = FloatVector.fromArray(SPECIES, b, from);
      FloatVector y = FloatVector.fromArray(SPECIES, b, from + L);
      FloatVector z = FloatVector.fromArray(SPECIES, b, from + third);
      FloatVector s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep]);
      c0x = s.fma(x, c0x);
      c0y = s.fma(y, c0y);
      c0z = s.fma(z, c0z);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 1]);
      c1x = s.fma(x, c1x);
      c1y = s.fma(y, c1y);
      c1z = s.fma(z, c1z);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 2]);
      c2x = s.fma(x, c2x);
      c2y = s.fma(y, c2y);
      c2z = s.fma(z, c2z);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 3]);
      c3x = s.fma(x, c3x);
      c3y = s.fma(y, c3y);
      c3z = s.fma(z, c3z);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 4]);
      c4x = s.fma(x, c4x);
      c4y = s.fma(y, c4y);
      c4z = s.fma(z, c4z);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 5]);
      c5x = s.fma(x, c5x);
      c5y = s.fma(y, c5y);
      c5z = s.fma(z, c5z);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 6]);
      c6x = s.fma(x, c6x);
      c6y = s.fma(y, c6y);
      c6z = s.fma(z, c6z);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 7]);
      c7x = s.fma(x, c7x);
      c7y = s.fma(y, c7y);
      c7z = s.fma(z, c7z);
    }
    int at = cOffset;
    c0x.intoArray(c, at);
    c0y.intoArray(c, at + L);
    c0z.intoArray(c, at + 2 * L);
    at += cStep;
    c1x.intoArray(c, at);
    c1y.intoArray(c, at + L);
    c1z.intoArray(c, at + 2 * L);
    at += cStep;
    c2x.intoArray(c, at);
    c2y.intoArray(c, at + L);
    c2z.intoArray(c, at + 2 * L);
    at += cStep;
    c3x.intoArray(c, at);
    c3y.intoArray(c, at + L);
    c3z.intoArray(c, at + 2 * L);
    at += cStep;
    c4x.intoArray(c, at);
    c4y.intoArray(c, at + L);
    c4z.intoArray(c, at + 2 * L);
    at += cStep;
    c5x.intoArray(c, at);
    c5y.intoArray(c, at + L);
    c5z.intoArray(c, at + 2 * L);
    at += cStep;
    c6x.intoArray(c, at);
    c6y.intoArray(c, at + L);
    c6z.intoArray(c, at + 2 * L);
    at += cStep;
    c7x.intoArray(c, at);
    c7y.intoArray(c, at + L);
    c7z.intoArray(c, at + 2 * L);
  }

  /** 4 rows, three vectors wide. */
  static void rows4(
      int count,
      float[] a,
      int aOffset,
      int aStep,
      float[] b,
      int bOffset,
      int third,
      int bStep,
      float[] c,
      int cOffset,
      int cStep) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector c0x = zero, c0y = zero, c0z = zero;
    FloatVector c1x = zero, c1y = zero, c1z = zero;
    FloatVector c2x = zero, c2y = zero, c2z = zero;
    FloatVector c3x = zero, c3y = zero, c3z = zero;
    for (int k = 0; k < count; k++) {
      int from = bOffset + k * bStep;
      FloatVector x = FloatVector.fromArray(SPECIES, b, from);
      FloatVector y = FloatVector.fromArray(SPECIES, b, from + L);
      FloatVector z = FloatVector.fromArray(SPECIES, b, from + third);
      FloatVector s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep]);
      c0x = s.fma(x, c0x);
      c0y = s.fma(y, c0y);
      c0z = s.fma(z, c0z);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 1]);
      c1x = s.fma(x, c1x);
      c1y = s.fma(y, c1y);
      c1z = s.fma(z, c1z);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 2]);
      c2x = s.fma(x, c2x);
      c2y = s.fma(y, c2y);
      c2z = s.fma(z, c2z);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 3]);
      c3x = s.fma(x, c3x);
      c3y = s.fma(y, c3y);
      c3z = s.fma(z, c3z);
    }
    int at = cOffset;
    c0x.intoArray(c, at);
    c0y.intoArray(c, at + L);
    c0z.intoArray(c, at + 2 * L);
    at += cStep;
    c1x.intoArray(c, at);
    c1y.intoArray(c, at + L);
    c1z.intoArray(c, at + 2 * L);
    at += cStep;
    c2x.intoArray(c, at);
    c2y.intoArray(c, at + L);
    c2z.intoArray(c, at + 2 * L);
    at += cStep;
    c3x.intoArray(c, at);
    c3y.intoArray(c, at + L);
    c3z.intoArray(c, at + 2 * L);
  }
}
