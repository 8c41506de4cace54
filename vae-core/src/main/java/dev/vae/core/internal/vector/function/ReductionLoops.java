package dev.vae.core.internal.vector.function;

import static dev.vae.core.internal.vector.lanes.Lanes.LENGTH;
import static dev.vae.core.internal.vector.lanes.Lanes.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;

/**
 * Sums in the contract's order of 16 lanes, held in one, two or four vectors; maxima in any order,
 * since they come out the same. A sum is added to what was just loaded, not the other way round: of
 * a vector from the turn before, Java 17's compiler does not know the class, and may keep it as an
 * object.
 */
public final class ReductionLoops {
  /** Rotations by 8, 4, 2 and 1 lanes. */
  private static final VectorShuffle<Float> BY_8 = rotation(8);

  private static final VectorShuffle<Float> BY_4 = rotation(4);
  private static final VectorShuffle<Float> BY_2 = rotation(2);
  private static final VectorShuffle<Float> BY_1 = rotation(1);

  /** Ones behind zeros: from 16 less some on, a vector's lanes from so many on hold 1. */
  private static final float[] BEYOND = beyond();

  private ReductionLoops() {}

  private static float[] beyond() {
    float[] table = new float[32];
    Arrays.fill(table, 16, 32, 1);
    return table;
  }

  private static VectorShuffle<Float> rotation(int by) {
    return VectorShuffle.fromOp(SPECIES, l -> (l + by) % LENGTH);
  }

  public static float sum(float[] x, int at, int n) {
    int rest = n % 16;
    if (rest > 0 && at + n - rest + 16 <= x.length) {
      if (LENGTH == 16) {
        return sumAndRest(x, at, n - rest, rest);
      } else if (LENGTH == 8) {
        return sumAndRest8(x, at, n - rest, rest);
      }
    }
    float[] last = null;
    if (rest > 0) {
      last = Scratch.own().a;
      for (int i = 0; i < 16; i++) {
        last[i] = i < rest ? x[at + n - rest + i] : 0;
      }
    }
    return switch (LENGTH) {
      case 16 -> sum16(x, at, n - rest, last);
      case 8 -> sum8(x, at, n - rest, last);
      default -> sum4(x, at, n - rest, last);
    };
  }

  /** Adds a last vector whose lanes from {@code rest} on, which belong to others, count as 0. */
  private static float sumAndRest(float[] x, int at, int n, int rest) {
    FloatVector s = FloatVector.broadcast(SPECIES, 0);
    for (int i = 0; i < n; i += 16) {
      s = FloatVector.fromArray(SPECIES, x, at + i).add(s);
    }
    FloatVector beyond = FloatVector.fromArray(SPECIES, BEYOND, 16 - rest);
    FloatVector last = FloatVector.fromArray(SPECIES, x, at + n);
    s = last.blend(0, beyond.compare(VectorOperators.NE, 0)).add(s);
    s = s.add(s.rearrange(BY_8));
    s = s.add(s.rearrange(BY_4));
    s = s.add(s.rearrange(BY_2));
    return s.add(s.rearrange(BY_1)).lane(0);
  }

  private static float sum16(float[] x, int at, int n, float[] last) {
    FloatVector s = FloatVector.broadcast(SPECIES, 0);
    for (int i = 0; i < n; i += 16) {
      s = FloatVector.fromArray(SPECIES, x, at + i).add(s);
    }
    if (last != null) {
      s = FloatVector.fromArray(SPECIES, last, 0).add(s);
    }
    s = s.add(s.rearrange(BY_8));
    s = s.add(s.rearrange(BY_4));
    s = s.add(s.rearrange(BY_2));
    return s.add(s.rearrange(BY_1)).lane(0);
  }

  private static float sum8(float[] x, int at, int n, float[] last) {
    FloatVector s0 = FloatVector.broadcast(SPECIES, 0);
    FloatVector s8 = FloatVector.broadcast(SPECIES, 0);
    for (int i = 0; i < n; i += 16) {
      s0 = FloatVector.fromArray(SPECIES, x, at + i).add(s0);
      s8 = FloatVector.fromArray(SPECIES, x, at + i + 8).add(s8);
    }
    if (last != null) {
      s0 = FloatVector.fromArray(SPECIES, last, 0).add(s0);
      s8 = FloatVector.fromArray(SPECIES, last, 8).add(s8);
    }
    return lanes8(s0.add(s8));
  }

  /** Adds two last vectors likewise. */
  private static float sumAndRest8(float[] x, int at, int n, int rest) {
    FloatVector s0 = FloatVector.broadcast(SPECIES, 0);
    FloatVector s8 = FloatVector.broadcast(SPECIES, 0);
    for (int i = 0; i < n; i += 16) {
      s0 = FloatVector.fromArray(SPECIES, x, at + i).add(s0);
      s8 = FloatVector.fromArray(SPECIES, x, at + i + 8).add(s8);
    }
    FloatVector beyond0 = FloatVector.fromArray(SPECIES, BEYOND, 16 - rest);
    FloatVector beyond8 = FloatVector.fromArray(SPECIES, BEYOND, 24 - rest);
    FloatVector last0 = FloatVector.fromArray(SPECIES, x, at + n);
    FloatVector last8 = FloatVector.fromArray(SPECIES, x, at + n + 8);
    s0 = last0.blend(0, beyond0.compare(VectorOperators.NE, 0)).add(s0);
    s8 = last8.blend(0, beyond8.compare(VectorOperators.NE, 0)).add(s8);
    return lanes8(s0.add(s8));
  }

  /** Of eight lanes one by one: to rotate them, Java 17 looks each rotation's lanes over anew. */
  private static float lanes8(FloatVector s) {
    float even = (s.lane(0) + s.lane(4)) + (s.lane(2) + s.lane(6));
    float odd = (s.lane(1) + s.lane(5)) + (s.lane(3) + s.lane(7));
    return even + odd;
  }

  private static float sum4(float[] x, int at, int n, float[] last) {
    FloatVector s0 = FloatVector.broadcast(SPECIES, 0);
    FloatVector s4 = FloatVector.broadcast(SPECIES, 0);
    FloatVector s8 = FloatVector.broadcast(SPECIES, 0);
    FloatVector s12 = FloatVector.broadcast(SPECIES, 0);
    for (int i = 0; i < n; i += 16) {
      s0 = FloatVector.fromArray(SPECIES, x, at + i).add(s0);
      s4 = FloatVector.fromArray(SPECIES, x, at + i + 4).add(s4);
      s8 = FloatVector.fromArray(SPECIES, x, at + i + 8).add(s8);
      s12 = FloatVector.fromArray(SPECIES, x, at + i + 12).add(s12);
    }
    if (last != null) {
      s0 = FloatVector.fromArray(SPECIES, last, 0).add(s0);
      s4 = FloatVector.fromArray(SPECIES, last, 4).add(s4);
      s8 = FloatVector.fromArray(SPECIES, last, 8).add(s8);
      s12 = FloatVector.fromArray(SPECIES, last, 12).add(s12);
    }
    FloatVector s = s0.add(s8).add(s4.add(s12));
    s = s.add(s.rearrange(BY_2));
    return s.add(s.rearrange(BY_1)).lane(0);
  }

  public static float max(float[] x, int at, int n) {
    int whole = n - n % LENGTH;
    float max = whole > 0 ? wholeMax(x, at, whole) : Float.NEGATIVE_INFINITY;
    for (int i = whole; i < n; i++) {
      max = Math.max(max, x[at + i]);
    }
    return max;
  }

  private static float wholeMax(float[] x, int at, int n) {
    FloatVector max = FloatVector.fromArray(SPECIES, x, at);
    for (int i = LENGTH; i < n; i += LENGTH) {
      max = FloatVector.fromArray(SPECIES, x, at + i).max(max);
    }
    return max.reduceLanes(VectorOperators.MAX);
  }
}
