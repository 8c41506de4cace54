package dev.vae.core.internal.vector.product;

import dev.vae.core.internal.vector.lanes.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of a product, see {@link MicroKernels}: {@code c(i, j) = Σ a(i, k) · b(k, j)} over k
 * ascending, every sum in a variable of its own, which the just-in-time compiler keeps in a
 * register. All start from one and the same zero and nothing is in methods of its own, because the
 * compiler stops inlining vector operations where a method grows much beyond these, and its vectors
 * become objects.
 *
 * <p>Written by {@code TilesWriter}, which is in the tests; change that, and run its test with
 * {@code -Dvae.golden=update}.
 */
final class Tiles {
  private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
  private static final int L = SPECIES.length();

  private Tiles() {}

  /** Rows side by side for each k: 4, 8 or 12, one to three vectors wide. */
  static void gathered(
      int height,
      int width,
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
    switch (height * 4 + width) {
      case 12 * 4 + 3 -> {
        gathered8x3(count, a, aOffset, aStep, b, bOffset, third, bStep, c, cOffset, cStep);
        gathered4x3(
            count, a, aOffset + 8, aStep, b, bOffset, third, bStep, c, cOffset + 8 * cStep, cStep);
      }
      case 12 * 4 + 2 -> {
        if (MicroKernels.HIGH) {
          gathered12x2(count, a, aOffset, aStep, b, bOffset, bStep, c, cOffset, cStep);
        } else {
          gathered6x2(count, a, aOffset, aStep, b, bOffset, bStep, c, cOffset, cStep);
          gathered6x2(
              count, a, aOffset + 6, aStep, b, bOffset, bStep, c, cOffset + 6 * cStep, cStep);
        }
      }
      case 12 * 4 + 1 ->
          gathered12x1(count, a, aOffset, aStep, b, bOffset, bStep, c, cOffset, cStep);
      case 8 * 4 + 3 ->
          gathered8x3(count, a, aOffset, aStep, b, bOffset, third, bStep, c, cOffset, cStep);
      case 8 * 4 + 2 -> gathered8x2(count, a, aOffset, aStep, b, bOffset, bStep, c, cOffset, cStep);
      case 8 * 4 + 1 -> gathered8x1(count, a, aOffset, aStep, b, bOffset, bStep, c, cOffset, cStep);
      case 4 * 4 + 3 ->
          gathered4x3(count, a, aOffset, aStep, b, bOffset, third, bStep, c, cOffset, cStep);
      case 4 * 4 + 2 -> gathered4x2(count, a, aOffset, aStep, b, bOffset, bStep, c, cOffset, cStep);
      case 4 * 4 + 1 -> gathered4x1(count, a, aOffset, aStep, b, bOffset, bStep, c, cOffset, cStep);
      default -> throw new IllegalArgumentException(height + "x" + width);
    }
  }

  /** 12 rows side by side for each k, two vectors wide. */
  static void gathered12x2(
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

  /** 12 rows side by side for each k, a vector wide. */
  static void gathered12x1(
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
    for (int k = 0; k < count; k++) {
      int from = bOffset + k * bStep;
      FloatVector x = FloatVector.fromArray(SPECIES, b, from);
      FloatVector s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep]);
      c0x = s.fma(x, c0x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 1]);
      c1x = s.fma(x, c1x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 2]);
      c2x = s.fma(x, c2x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 3]);
      c3x = s.fma(x, c3x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 4]);
      c4x = s.fma(x, c4x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 5]);
      c5x = s.fma(x, c5x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 6]);
      c6x = s.fma(x, c6x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 7]);
      c7x = s.fma(x, c7x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 8]);
      c8x = s.fma(x, c8x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 9]);
      c9x = s.fma(x, c9x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 10]);
      c10x = s.fma(x, c10x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 11]);
      c11x = s.fma(x, c11x);
    }
    int at = cOffset;
    c0x.intoArray(c, at);
    at += cStep;
    c1x.intoArray(c, at);
    at += cStep;
    c2x.intoArray(c, at);
    at += cStep;
    c3x.intoArray(c, at);
    at += cStep;
    c4x.intoArray(c, at);
    at += cStep;
    c5x.intoArray(c, at);
    at += cStep;
    c6x.intoArray(c, at);
    at += cStep;
    c7x.intoArray(c, at);
    at += cStep;
    c8x.intoArray(c, at);
    at += cStep;
    c9x.intoArray(c, at);
    at += cStep;
    c10x.intoArray(c, at);
    at += cStep;
    c11x.intoArray(c, at);
  }

  /** 8 rows side by side for each k, three vectors wide. */
  static void gathered8x3(
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

  /** 8 rows side by side for each k, two vectors wide. */
  static void gathered8x2(
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
  }

  /** 8 rows side by side for each k, a vector wide. */
  static void gathered8x1(
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
    FloatVector c0x = zero;
    FloatVector c1x = zero;
    FloatVector c2x = zero;
    FloatVector c3x = zero;
    FloatVector c4x = zero;
    FloatVector c5x = zero;
    FloatVector c6x = zero;
    FloatVector c7x = zero;
    for (int k = 0; k < count; k++) {
      int from = bOffset + k * bStep;
      FloatVector x = FloatVector.fromArray(SPECIES, b, from);
      FloatVector s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep]);
      c0x = s.fma(x, c0x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 1]);
      c1x = s.fma(x, c1x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 2]);
      c2x = s.fma(x, c2x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 3]);
      c3x = s.fma(x, c3x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 4]);
      c4x = s.fma(x, c4x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 5]);
      c5x = s.fma(x, c5x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 6]);
      c6x = s.fma(x, c6x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 7]);
      c7x = s.fma(x, c7x);
    }
    int at = cOffset;
    c0x.intoArray(c, at);
    at += cStep;
    c1x.intoArray(c, at);
    at += cStep;
    c2x.intoArray(c, at);
    at += cStep;
    c3x.intoArray(c, at);
    at += cStep;
    c4x.intoArray(c, at);
    at += cStep;
    c5x.intoArray(c, at);
    at += cStep;
    c6x.intoArray(c, at);
    at += cStep;
    c7x.intoArray(c, at);
  }

  /** 6 rows side by side for each k, two vectors wide. */
  static void gathered6x2(
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
  }

  /** 4 rows side by side for each k, three vectors wide. */
  static void gathered4x3(
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

  /** 4 rows side by side for each k, two vectors wide. */
  static void gathered4x2(
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
  }

  /** 4 rows side by side for each k, a vector wide. */
  static void gathered4x1(
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
    FloatVector c0x = zero;
    FloatVector c1x = zero;
    FloatVector c2x = zero;
    FloatVector c3x = zero;
    for (int k = 0; k < count; k++) {
      int from = bOffset + k * bStep;
      FloatVector x = FloatVector.fromArray(SPECIES, b, from);
      FloatVector s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep]);
      c0x = s.fma(x, c0x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 1]);
      c1x = s.fma(x, c1x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 2]);
      c2x = s.fma(x, c2x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k * aStep + 3]);
      c3x = s.fma(x, c3x);
    }
    int at = cOffset;
    c0x.intoArray(c, at);
    at += cStep;
    c1x.intoArray(c, at);
    at += cStep;
    c2x.intoArray(c, at);
    at += cStep;
    c3x.intoArray(c, at);
  }

  /** Rows one behind the other: 4, 8 or 12, one to three vectors wide. */
  static void copied(
      int height,
      int width,
      int count,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      int third,
      int bStep,
      float[] c,
      int cOffset,
      int cStep) {
    switch (height * 4 + width) {
      case 12 * 4 + 3 -> {
        copied8x3(count, a, aOffset, b, bOffset, third, bStep, c, cOffset, cStep);
        copied4x3(
            count,
            a,
            aOffset + 8 * PackedLeft.ROW,
            b,
            bOffset,
            third,
            bStep,
            c,
            cOffset + 8 * cStep,
            cStep);
      }
      case 12 * 4 + 2 -> {
        if (MicroKernels.HIGH) {
          copied12x2(count, a, aOffset, b, bOffset, bStep, c, cOffset, cStep);
        } else {
          copied6x2(count, a, aOffset, b, bOffset, bStep, c, cOffset, cStep);
          copied6x2(
              count,
              a,
              aOffset + 6 * PackedLeft.ROW,
              b,
              bOffset,
              bStep,
              c,
              cOffset + 6 * cStep,
              cStep);
        }
      }
      case 12 * 4 + 1 -> copied12x1(count, a, aOffset, b, bOffset, bStep, c, cOffset, cStep);
      case 8 * 4 + 3 -> copied8x3(count, a, aOffset, b, bOffset, third, bStep, c, cOffset, cStep);
      case 8 * 4 + 2 -> copied8x2(count, a, aOffset, b, bOffset, bStep, c, cOffset, cStep);
      case 8 * 4 + 1 -> copied8x1(count, a, aOffset, b, bOffset, bStep, c, cOffset, cStep);
      case 4 * 4 + 3 -> copied4x3(count, a, aOffset, b, bOffset, third, bStep, c, cOffset, cStep);
      case 4 * 4 + 2 -> copied4x2(count, a, aOffset, b, bOffset, bStep, c, cOffset, cStep);
      case 4 * 4 + 1 -> copied4x1(count, a, aOffset, b, bOffset, bStep, c, cOffset, cStep);
      default -> throw new IllegalArgumentException(height + "x" + width);
    }
  }

  /** 12 rows one behind the other, two vectors wide. */
  static void copied12x2(
      int count,
      float[] a,
      int aOffset,
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
      FloatVector s = FloatVector.broadcast(SPECIES, a[aOffset + k]);
      c0x = s.fma(x, c0x);
      c0y = s.fma(y, c0y);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + PackedLeft.ROW]);
      c1x = s.fma(x, c1x);
      c1y = s.fma(y, c1y);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 2 * PackedLeft.ROW]);
      c2x = s.fma(x, c2x);
      c2y = s.fma(y, c2y);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 3 * PackedLeft.ROW]);
      c3x = s.fma(x, c3x);
      c3y = s.fma(y, c3y);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 4 * PackedLeft.ROW]);
      c4x = s.fma(x, c4x);
      c4y = s.fma(y, c4y);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 5 * PackedLeft.ROW]);
      c5x = s.fma(x, c5x);
      c5y = s.fma(y, c5y);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 6 * PackedLeft.ROW]);
      c6x = s.fma(x, c6x);
      c6y = s.fma(y, c6y);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 7 * PackedLeft.ROW]);
      c7x = s.fma(x, c7x);
      c7y = s.fma(y, c7y);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 8 * PackedLeft.ROW]);
      c8x = s.fma(x, c8x);
      c8y = s.fma(y, c8y);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 9 * PackedLeft.ROW]);
      c9x = s.fma(x, c9x);
      c9y = s.fma(y, c9y);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 10 * PackedLeft.ROW]);
      c10x = s.fma(x, c10x);
      c10y = s.fma(y, c10y);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 11 * PackedLeft.ROW]);
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

  /** 12 rows one behind the other, a vector wide. */
  static void copied12x1(
      int count,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      int bStep,
      float[] c,
      int cOffset,
      int cStep) {
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
    for (int k = 0; k < count; k++) {
      int from = bOffset + k * bStep;
      FloatVector x = FloatVector.fromArray(SPECIES, b, from);
      FloatVector s = FloatVector.broadcast(SPECIES, a[aOffset + k]);
      c0x = s.fma(x, c0x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + PackedLeft.ROW]);
      c1x = s.fma(x, c1x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 2 * PackedLeft.ROW]);
      c2x = s.fma(x, c2x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 3 * PackedLeft.ROW]);
      c3x = s.fma(x, c3x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 4 * PackedLeft.ROW]);
      c4x = s.fma(x, c4x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 5 * PackedLeft.ROW]);
      c5x = s.fma(x, c5x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 6 * PackedLeft.ROW]);
      c6x = s.fma(x, c6x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 7 * PackedLeft.ROW]);
      c7x = s.fma(x, c7x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 8 * PackedLeft.ROW]);
      c8x = s.fma(x, c8x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 9 * PackedLeft.ROW]);
      c9x = s.fma(x, c9x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 10 * PackedLeft.ROW]);
      c10x = s.fma(x, c10x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 11 * PackedLeft.ROW]);
      c11x = s.fma(x, c11x);
    }
    int at = cOffset;
    c0x.intoArray(c, at);
    at += cStep;
    c1x.intoArray(c, at);
    at += cStep;
    c2x.intoArray(c, at);
    at += cStep;
    c3x.intoArray(c, at);
    at += cStep;
    c4x.intoArray(c, at);
    at += cStep;
    c5x.intoArray(c, at);
    at += cStep;
    c6x.intoArray(c, at);
    at += cStep;
    c7x.intoArray(c, at);
    at += cStep;
    c8x.intoArray(c, at);
    at += cStep;
    c9x.intoArray(c, at);
    at += cStep;
    c10x.intoArray(c, at);
    at += cStep;
    c11x.intoArray(c, at);
  }

  /** 8 rows one behind the other, three vectors wide. */
  static void copied8x3(
      int count,
      float[] a,
      int aOffset,
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
      FloatVector s = FloatVector.broadcast(SPECIES, a[aOffset + k]);
      c0x = s.fma(x, c0x);
      c0y = s.fma(y, c0y);
      c0z = s.fma(z, c0z);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + PackedLeft.ROW]);
      c1x = s.fma(x, c1x);
      c1y = s.fma(y, c1y);
      c1z = s.fma(z, c1z);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 2 * PackedLeft.ROW]);
      c2x = s.fma(x, c2x);
      c2y = s.fma(y, c2y);
      c2z = s.fma(z, c2z);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 3 * PackedLeft.ROW]);
      c3x = s.fma(x, c3x);
      c3y = s.fma(y, c3y);
      c3z = s.fma(z, c3z);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 4 * PackedLeft.ROW]);
      c4x = s.fma(x, c4x);
      c4y = s.fma(y, c4y);
      c4z = s.fma(z, c4z);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 5 * PackedLeft.ROW]);
      c5x = s.fma(x, c5x);
      c5y = s.fma(y, c5y);
      c5z = s.fma(z, c5z);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 6 * PackedLeft.ROW]);
      c6x = s.fma(x, c6x);
      c6y = s.fma(y, c6y);
      c6z = s.fma(z, c6z);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 7 * PackedLeft.ROW]);
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

  /** 8 rows one behind the other, two vectors wide. */
  static void copied8x2(
      int count,
      float[] a,
      int aOffset,
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
    for (int k = 0; k < count; k++) {
      int from = bOffset + k * bStep;
      FloatVector x = FloatVector.fromArray(SPECIES, b, from);
      FloatVector y = FloatVector.fromArray(SPECIES, b, from + L);
      FloatVector s = FloatVector.broadcast(SPECIES, a[aOffset + k]);
      c0x = s.fma(x, c0x);
      c0y = s.fma(y, c0y);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + PackedLeft.ROW]);
      c1x = s.fma(x, c1x);
      c1y = s.fma(y, c1y);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 2 * PackedLeft.ROW]);
      c2x = s.fma(x, c2x);
      c2y = s.fma(y, c2y);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 3 * PackedLeft.ROW]);
      c3x = s.fma(x, c3x);
      c3y = s.fma(y, c3y);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 4 * PackedLeft.ROW]);
      c4x = s.fma(x, c4x);
      c4y = s.fma(y, c4y);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 5 * PackedLeft.ROW]);
      c5x = s.fma(x, c5x);
      c5y = s.fma(y, c5y);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 6 * PackedLeft.ROW]);
      c6x = s.fma(x, c6x);
      c6y = s.fma(y, c6y);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 7 * PackedLeft.ROW]);
      c7x = s.fma(x, c7x);
      c7y = s.fma(y, c7y);
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
  }

  /** 8 rows one behind the other, a vector wide. */
  static void copied8x1(
      int count,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      int bStep,
      float[] c,
      int cOffset,
      int cStep) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector c0x = zero;
    FloatVector c1x = zero;
    FloatVector c2x = zero;
    FloatVector c3x = zero;
    FloatVector c4x = zero;
    FloatVector c5x = zero;
    FloatVector c6x = zero;
    FloatVector c7x = zero;
    for (int k = 0; k < count; k++) {
      int from = bOffset + k * bStep;
      FloatVector x = FloatVector.fromArray(SPECIES, b, from);
      FloatVector s = FloatVector.broadcast(SPECIES, a[aOffset + k]);
      c0x = s.fma(x, c0x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + PackedLeft.ROW]);
      c1x = s.fma(x, c1x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 2 * PackedLeft.ROW]);
      c2x = s.fma(x, c2x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 3 * PackedLeft.ROW]);
      c3x = s.fma(x, c3x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 4 * PackedLeft.ROW]);
      c4x = s.fma(x, c4x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 5 * PackedLeft.ROW]);
      c5x = s.fma(x, c5x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 6 * PackedLeft.ROW]);
      c6x = s.fma(x, c6x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 7 * PackedLeft.ROW]);
      c7x = s.fma(x, c7x);
    }
    int at = cOffset;
    c0x.intoArray(c, at);
    at += cStep;
    c1x.intoArray(c, at);
    at += cStep;
    c2x.intoArray(c, at);
    at += cStep;
    c3x.intoArray(c, at);
    at += cStep;
    c4x.intoArray(c, at);
    at += cStep;
    c5x.intoArray(c, at);
    at += cStep;
    c6x.intoArray(c, at);
    at += cStep;
    c7x.intoArray(c, at);
  }

  /** 6 rows one behind the other, two vectors wide. */
  static void copied6x2(
      int count,
      float[] a,
      int aOffset,
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
    for (int k = 0; k < count; k++) {
      int from = bOffset + k * bStep;
      FloatVector x = FloatVector.fromArray(SPECIES, b, from);
      FloatVector y = FloatVector.fromArray(SPECIES, b, from + L);
      FloatVector s = FloatVector.broadcast(SPECIES, a[aOffset + k]);
      c0x = s.fma(x, c0x);
      c0y = s.fma(y, c0y);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + PackedLeft.ROW]);
      c1x = s.fma(x, c1x);
      c1y = s.fma(y, c1y);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 2 * PackedLeft.ROW]);
      c2x = s.fma(x, c2x);
      c2y = s.fma(y, c2y);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 3 * PackedLeft.ROW]);
      c3x = s.fma(x, c3x);
      c3y = s.fma(y, c3y);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 4 * PackedLeft.ROW]);
      c4x = s.fma(x, c4x);
      c4y = s.fma(y, c4y);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 5 * PackedLeft.ROW]);
      c5x = s.fma(x, c5x);
      c5y = s.fma(y, c5y);
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
  }

  /** 4 rows one behind the other, three vectors wide. */
  static void copied4x3(
      int count,
      float[] a,
      int aOffset,
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
      FloatVector s = FloatVector.broadcast(SPECIES, a[aOffset + k]);
      c0x = s.fma(x, c0x);
      c0y = s.fma(y, c0y);
      c0z = s.fma(z, c0z);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + PackedLeft.ROW]);
      c1x = s.fma(x, c1x);
      c1y = s.fma(y, c1y);
      c1z = s.fma(z, c1z);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 2 * PackedLeft.ROW]);
      c2x = s.fma(x, c2x);
      c2y = s.fma(y, c2y);
      c2z = s.fma(z, c2z);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 3 * PackedLeft.ROW]);
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

  /** 4 rows one behind the other, two vectors wide. */
  static void copied4x2(
      int count,
      float[] a,
      int aOffset,
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
    for (int k = 0; k < count; k++) {
      int from = bOffset + k * bStep;
      FloatVector x = FloatVector.fromArray(SPECIES, b, from);
      FloatVector y = FloatVector.fromArray(SPECIES, b, from + L);
      FloatVector s = FloatVector.broadcast(SPECIES, a[aOffset + k]);
      c0x = s.fma(x, c0x);
      c0y = s.fma(y, c0y);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + PackedLeft.ROW]);
      c1x = s.fma(x, c1x);
      c1y = s.fma(y, c1y);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 2 * PackedLeft.ROW]);
      c2x = s.fma(x, c2x);
      c2y = s.fma(y, c2y);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 3 * PackedLeft.ROW]);
      c3x = s.fma(x, c3x);
      c3y = s.fma(y, c3y);
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
  }

  /** 4 rows one behind the other, a vector wide. */
  static void copied4x1(
      int count,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      int bStep,
      float[] c,
      int cOffset,
      int cStep) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector c0x = zero;
    FloatVector c1x = zero;
    FloatVector c2x = zero;
    FloatVector c3x = zero;
    for (int k = 0; k < count; k++) {
      int from = bOffset + k * bStep;
      FloatVector x = FloatVector.fromArray(SPECIES, b, from);
      FloatVector s = FloatVector.broadcast(SPECIES, a[aOffset + k]);
      c0x = s.fma(x, c0x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + PackedLeft.ROW]);
      c1x = s.fma(x, c1x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 2 * PackedLeft.ROW]);
      c2x = s.fma(x, c2x);
      s = FloatVector.broadcast(SPECIES, a[aOffset + k + 3 * PackedLeft.ROW]);
      c3x = s.fma(x, c3x);
    }
    int at = cOffset;
    c0x.intoArray(c, at);
    at += cStep;
    c1x.intoArray(c, at);
    at += cStep;
    c2x.intoArray(c, at);
    at += cStep;
    c3x.intoArray(c, at);
  }

  /** 12 rows at any offsets, two vectors wide. */
  static void indexed12x2(
      int count,
      float[] a,
      int aOffset,
      int[] rows,
      int row,
      int[] ks,
      int first,
      float[] b,
      int bOffset,
      int[] bs,
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
    int a0 = aOffset + rows[row];
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
    for (int k = 0; k < count; k++) {
      int at = ks[first + k];
      int from = bOffset + bs[k];
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
    int at = cOffset + cOffsets[cRow];
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

  /** 4 rows at any offsets, two vectors wide. */
  static void indexed4x2(
      int count,
      float[] a,
      int aOffset,
      int[] rows,
      int row,
      int[] ks,
      int first,
      float[] b,
      int bOffset,
      int[] bs,
      float[] c,
      int cOffset,
      int[] cOffsets,
      int cRow) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector c0x = zero, c0y = zero;
    FloatVector c1x = zero, c1y = zero;
    FloatVector c2x = zero, c2y = zero;
    FloatVector c3x = zero, c3y = zero;
    int a0 = aOffset + rows[row];
    int a1 = aOffset + rows[row + 1];
    int a2 = aOffset + rows[row + 2];
    int a3 = aOffset + rows[row + 3];
    for (int k = 0; k < count; k++) {
      int at = ks[first + k];
      int from = bOffset + bs[k];
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
    int at = cOffset + cOffsets[cRow];
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

  /** 12 rows at any offsets, a vector wide. */
  static void indexed12x1(
      int count,
      float[] a,
      int aOffset,
      int[] rows,
      int row,
      int[] ks,
      int first,
      float[] b,
      int bOffset,
      int[] bs,
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
    int a0 = aOffset + rows[row];
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
    for (int k = 0; k < count; k++) {
      int at = ks[first + k];
      int from = bOffset + bs[k];
      FloatVector x = FloatVector.fromArray(SPECIES, b, from);
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
    int at = cOffset + cOffsets[cRow];
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

  /** 4 rows at any offsets, a vector wide. */
  static void indexed4x1(
      int count,
      float[] a,
      int aOffset,
      int[] rows,
      int row,
      int[] ks,
      int first,
      float[] b,
      int bOffset,
      int[] bs,
      float[] c,
      int cOffset,
      int[] cOffsets,
      int cRow) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector c0x = zero;
    FloatVector c1x = zero;
    FloatVector c2x = zero;
    FloatVector c3x = zero;
    int a0 = aOffset + rows[row];
    int a1 = aOffset + rows[row + 1];
    int a2 = aOffset + rows[row + 2];
    int a3 = aOffset + rows[row + 3];
    for (int k = 0; k < count; k++) {
      int at = ks[first + k];
      int from = bOffset + bs[k];
      FloatVector x = FloatVector.fromArray(SPECIES, b, from);
      FloatVector s = FloatVector.broadcast(SPECIES, a[a0 + at]);
      c0x = s.fma(x, c0x);
      s = FloatVector.broadcast(SPECIES, a[a1 + at]);
      c1x = s.fma(x, c1x);
      s = FloatVector.broadcast(SPECIES, a[a2 + at]);
      c2x = s.fma(x, c2x);
      s = FloatVector.broadcast(SPECIES, a[a3 + at]);
      c3x = s.fma(x, c3x);
    }
    int at = cOffset + cOffsets[cRow];
    c0x.intoArray(c, at);
    at = cOffset + cOffsets[cRow + 1];
    c1x.intoArray(c, at);
    at = cOffset + cOffsets[cRow + 2];
    c2x.intoArray(c, at);
    at = cOffset + cOffsets[cRow + 3];
    c3x.intoArray(c, at);
  }
}
