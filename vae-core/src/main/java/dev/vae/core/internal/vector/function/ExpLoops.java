package dev.vae.core.internal.vector.function;

import static dev.vae.core.internal.portable.Coefficients.*;
import static dev.vae.core.internal.vector.lanes.Lanes.LENGTH;
import static dev.vae.core.internal.vector.lanes.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/** ScalarExp's exponentials, step by step the same. */
final class ExpLoops {
  private static final int ROUNDER_BITS = Float.floatToRawIntBits(ROUNDER);

  /** A size of which the exponential of minus it is far from subnormal. */
  private static final float MODERATE = 86;

  private ExpLoops() {}

  static void exp(float[] x, int xOffset, float[] y, int yOffset, int n) {
    FloatVector log2e = broadcast(SPECIES, LOG2_E);
    FloatVector rounder = broadcast(SPECIES, ROUNDER);
    FloatVector ln2 = broadcast(SPECIES, -LN2);
    FloatVector ln2Low = broadcast(SPECIES, -LN2_LOW);
    FloatVector c2 = broadcast(SPECIES, EXP_2);
    FloatVector c3 = broadcast(SPECIES, EXP_3);
    FloatVector c4 = broadcast(SPECIES, EXP_4);
    FloatVector c5 = broadcast(SPECIES, EXP_5);
    FloatVector c6 = broadcast(SPECIES, EXP_6);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = fromArray(SPECIES, x, xOffset + i);
      FloatVector t = v.fma(log2e, rounder);
      FloatVector round = t.sub(rounder);
      FloatVector r = round.fma(ln2Low, round.fma(ln2, v));
      FloatVector tail = c6.fma(r, c5).fma(r, c4).fma(r, c3).fma(r, c2);
      FloatVector e = r.mul(r).fma(tail, r).add(1);
      IntVector power = t.reinterpretAsInts().sub(ROUNDER_BITS);
      IntVector half = power.lanewise(ASHR, 1);
      e = e.mul(half.add(127).lanewise(LSHL, 23).reinterpretAsFloats());
      e = e.mul(power.sub(half).add(127).lanewise(LSHL, 23).reinterpretAsFloats());
      e = e.blend(0, v.compare(LT, EXP_UNDERFLOW));
      e.blend(Float.POSITIVE_INFINITY, v.compare(GT, EXP_OVERFLOW)).intoArray(y, yOffset + i);
    }
  }

  /**
   * {@code y = exp(-|x|)}, y from its start. As long as no size is beyond MODERATE nor NaN, the
   * scale is added to the exponent, which gives the same bits in far fewer steps; else all is done
   * again in full.
   */
  static void expOfMinusSize(float[] x, int xOffset, float[] y, int n) {
    if (n == 0 || !moderate(x, xOffset, y, n)) {
      for (int i = 0; i < n; i += LENGTH) {
        fromArray(SPECIES, x, xOffset + i).lanewise(ABS).lanewise(NEG).intoArray(y, i);
      }
      exp(y, 0, y, 0, n);
    }
  }

  /** Writes exponentials; returns whether they are right. */
  private static boolean moderate(float[] x, int xOffset, float[] y, int n) {
    float[] beyond = Scratch.own().beyond;
    moderate(x, xOffset, y, n, beyond);
    return none(beyond);
  }

  private static boolean none(float[] beyond) {
    for (int i = 0; i < LENGTH; i++) {
      if (beyond[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * The rounder's lowest bits are zero: shifting t leaves the power in the place of an exponent.
   *
   * @param beyond gets 1 in a lane that has met a size beyond MODERATE or NaN, else 0; of floats,
   *     since a vector of integers from one turn of a loop to the next may become an object
   */
  private static void moderate(float[] x, int xOffset, float[] y, int n, float[] beyond) {
    FloatVector log2e = broadcast(SPECIES, LOG2_E);
    FloatVector rounder = broadcast(SPECIES, ROUNDER);
    FloatVector ln2 = broadcast(SPECIES, -LN2);
    FloatVector ln2Low = broadcast(SPECIES, -LN2_LOW);
    FloatVector c2 = broadcast(SPECIES, EXP_2);
    FloatVector c3 = broadcast(SPECIES, EXP_3);
    FloatVector c4 = broadcast(SPECIES, EXP_4);
    FloatVector c5 = broadcast(SPECIES, EXP_5);
    FloatVector c6 = broadcast(SPECIES, EXP_6);
    FloatVector one = broadcast(SPECIES, 1);
    FloatVector found = broadcast(SPECIES, 0);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector size = fromArray(SPECIES, x, xOffset + i).lanewise(ABS);
      found = one.blend(found, size.compare(LE, MODERATE));
      FloatVector v = size.lanewise(NEG);
      FloatVector t = v.fma(log2e, rounder);
      FloatVector round = t.sub(rounder);
      FloatVector r = round.fma(ln2Low, round.fma(ln2, v));
      FloatVector tail = c6.fma(r, c5).fma(r, c4).fma(r, c3).fma(r, c2);
      FloatVector e = r.mul(r).fma(tail, r).add(1);
      IntVector power = t.reinterpretAsInts().lanewise(LSHL, 23);
      e.reinterpretAsInts().add(power).reinterpretAsFloats().intoArray(y, i);
    }
    found.intoArray(beyond, 0);
  }

  /**
   * {@code y = exp(2 |x|)}, y from its start. As long as no argument is beyond MODERATE nor NaN,
   * the power is added to the exponent at once, as above.
   */
  static void expOfTwiceSize(float[] x, int xOffset, float[] y, int n) {
    if (n == 0 || !twiceModerate(x, xOffset, y, n)) {
      for (int i = 0; i < n; i += LENGTH) {
        FloatVector size = fromArray(SPECIES, x, xOffset + i).lanewise(ABS);
        size.add(size).intoArray(y, i);
      }
      exp(y, 0, y, 0, n);
    }
  }

  private static boolean twiceModerate(float[] x, int xOffset, float[] y, int n) {
    float[] beyond = Scratch.own().beyond;
    twiceModerate(x, xOffset, y, n, beyond);
    return none(beyond);
  }

  private static void twiceModerate(float[] x, int xOffset, float[] y, int n, float[] beyond) {
    FloatVector log2e = broadcast(SPECIES, LOG2_E);
    FloatVector rounder = broadcast(SPECIES, ROUNDER);
    FloatVector ln2 = broadcast(SPECIES, -LN2);
    FloatVector ln2Low = broadcast(SPECIES, -LN2_LOW);
    FloatVector c2 = broadcast(SPECIES, EXP_2);
    FloatVector c3 = broadcast(SPECIES, EXP_3);
    FloatVector c4 = broadcast(SPECIES, EXP_4);
    FloatVector c5 = broadcast(SPECIES, EXP_5);
    FloatVector c6 = broadcast(SPECIES, EXP_6);
    FloatVector one = broadcast(SPECIES, 1);
    FloatVector found = broadcast(SPECIES, 0);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector size = fromArray(SPECIES, x, xOffset + i).lanewise(ABS);
      FloatVector v = size.add(size);
      found = one.blend(found, v.compare(LE, MODERATE));
      FloatVector t = v.fma(log2e, rounder);
      FloatVector round = t.sub(rounder);
      FloatVector r = round.fma(ln2Low, round.fma(ln2, v));
      FloatVector tail = c6.fma(r, c5).fma(r, c4).fma(r, c3).fma(r, c2);
      FloatVector e = r.mul(r).fma(tail, r).add(1);
      IntVector power = t.reinterpretAsInts().lanewise(LSHL, 23);
      e.reinterpretAsInts().add(power).reinterpretAsFloats().intoArray(y, i);
    }
    found.intoArray(beyond, 0);
  }

  static void expm1(float[] x, int xOffset, float[] y, int yOffset, int n) {
    FloatVector log2e = broadcast(SPECIES, LOG2_E);
    FloatVector rounder = broadcast(SPECIES, ROUNDER);
    FloatVector ln2 = broadcast(SPECIES, -LN2);
    FloatVector ln2Low = broadcast(SPECIES, -LN2_LOW);
    FloatVector c2 = broadcast(SPECIES, EXP_2);
    FloatVector c3 = broadcast(SPECIES, EXP_3);
    FloatVector c4 = broadcast(SPECIES, EXP_4);
    FloatVector c5 = broadcast(SPECIES, EXP_5);
    FloatVector c6 = broadcast(SPECIES, EXP_6);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = fromArray(SPECIES, x, xOffset + i);
      FloatVector t = v.fma(log2e, rounder);
      FloatVector round = t.sub(rounder);
      FloatVector r0 = round.fma(ln2, v);
      FloatVector r = round.fma(ln2Low, r0);
      FloatVector lost = round.fma(ln2Low, r0.sub(r));
      FloatVector tail = c6.fma(r, c5).fma(r, c4).fma(r, c3).fma(r, c2);
      FloatVector p = r.mul(r).fma(tail, lost).add(r);
      IntVector power = t.reinterpretAsInts().sub(ROUNDER_BITS + 1);
      FloatVector half = power.add(127).lanewise(LSHL, 23).reinterpretAsFloats();
      FloatVector e = half.fma(p, half.sub(0.5f)).mul(2);
      e = e.blend(v, v.lanewise(ABS).compare(LT, 0x1p-25f));
      e = e.blend(-1, v.compare(LT, -20));
      e.blend(Float.POSITIVE_INFINITY, v.compare(GT, EXP_OVERFLOW)).intoArray(y, yOffset + i);
    }
  }
}
