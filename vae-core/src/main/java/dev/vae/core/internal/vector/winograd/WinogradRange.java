package dev.vae.core.internal.vector.winograd;

import dev.vae.core.internal.vector.lanes.Lanes;
import dev.vae.core.kernel.Winograd;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Whether many numbers are all within {@link Winograd#LIMIT}. */
final class WinogradRange {
  private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
  private static final int L = SPECIES.length();

  /** What takes a number to infinity exactly from the limit on: 2^128 is the first too large. */
  private static final float SCALE = (float) (0x1p128 / Winograd.LIMIT);

  private WinogradRange() {}

  /** Of so many numbers, a multiple of 16: an infinity or NaN times 0 is NaN, and stays that. */
  static boolean holds(float[] y, int at, int length) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector scale = FloatVector.broadcast(SPECIES, SCALE);
    FloatVector sum = zero;
    for (int i = 0; i < length; i += L) {
      sum = FloatVector.fromArray(SPECIES, y, at + i).mul(scale).fma(zero, sum);
    }
    return sum.reduceLanes(VectorOperators.ADD) == 0;
  }
}
