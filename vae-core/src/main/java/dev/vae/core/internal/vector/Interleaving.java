package dev.vae.core.internal.vector;

import static dev.vae.core.internal.vector.Lanes.LENGTH;
import static dev.vae.core.internal.vector.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/** Four arrays into one, an element of each in turn. */
final class Interleaving {
  /** Each repeats a quarter of a vector's elements four times. */
  private static final VectorShuffle<Float> FIRST = quarter(0);

  private static final VectorShuffle<Float> SECOND = quarter(1);
  private static final VectorShuffle<Float> THIRD = quarter(2);
  private static final VectorShuffle<Float> FOURTH = quarter(3);

  /** Every fourth lane, from lane 1, 2 and 3 on. */
  private static final VectorMask<Float> FROM_1 = everyFourth(1);

  private static final VectorMask<Float> FROM_2 = everyFourth(2);
  private static final VectorMask<Float> FROM_3 = everyFourth(3);

  private Interleaving() {}

  private static VectorShuffle<Float> quarter(int q) {
    return VectorShuffle.fromOp(SPECIES, l -> q * LENGTH / 4 + l / 4);
  }

  private static VectorMask<Float> everyFourth(int first) {
    boolean[] lanes = new boolean[LENGTH];
    for (int l = first; l < LENGTH; l += 4) {
      lanes[l] = true;
    }
    return VectorMask.fromArray(SPECIES, lanes, 0);
  }

  /** {@code y[4 i + w] = x[w * stride + i]} for i below n, a whole number of vectors. */
  static void run(float[] x, int stride, int n, float[] y) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector a = fromArray(SPECIES, x, i);
      FloatVector b = fromArray(SPECIES, x, stride + i);
      FloatVector c = fromArray(SPECIES, x, 2 * stride + i);
      FloatVector d = fromArray(SPECIES, x, 3 * stride + i);
      a.rearrange(FIRST)
          .blend(b.rearrange(FIRST), FROM_1)
          .blend(c.rearrange(FIRST), FROM_2)
          .blend(d.rearrange(FIRST), FROM_3)
          .intoArray(y, 4 * i);
      a.rearrange(SECOND)
          .blend(b.rearrange(SECOND), FROM_1)
          .blend(c.rearrange(SECOND), FROM_2)
          .blend(d.rearrange(SECOND), FROM_3)
          .intoArray(y, 4 * i + LENGTH);
      a.rearrange(THIRD)
          .blend(b.rearrange(THIRD), FROM_1)
          .blend(c.rearrange(THIRD), FROM_2)
          .blend(d.rearrange(THIRD), FROM_3)
          .intoArray(y, 4 * i + 2 * LENGTH);
      a.rearrange(FOURTH)
          .blend(b.rearrange(FOURTH), FROM_1)
          .blend(c.rearrange(FOURTH), FROM_2)
          .blend(d.rearrange(FOURTH), FROM_3)
          .intoArray(y, 4 * i + 3 * LENGTH);
    }
  }
}
