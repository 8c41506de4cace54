package dev.vae.core.internal.vector.function;

import static dev.vae.core.internal.portable.Coefficients.*;
import static dev.vae.core.internal.vector.lanes.Lanes.INTS;
import static dev.vae.core.internal.vector.lanes.Lanes.LENGTH;
import static dev.vae.core.internal.vector.lanes.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/** ScalarLog's functions, step by step the same. */
final class LogLoops {
  private static final int EXPONENT = 0xff800000;
  private static final int THREE_QUARTERS = 0x3f400000;
  private static final int FOUR = 0x40800000;

  private LogLoops() {}

  static void log(float[] x, int xOffset, float[] y, int yOffset, int n) {
    FloatVector ln2 = broadcast(SPECIES, LN2);
    FloatVector unit = broadcast(SPECIES, 0x1p-23f);
    FloatVector zero = broadcast(SPECIES, 0);
    FloatVector c2 = broadcast(SPECIES, LOG_2);
    FloatVector c3 = broadcast(SPECIES, LOG_3);
    FloatVector c4 = broadcast(SPECIES, LOG_4);
    FloatVector c5 = broadcast(SPECIES, LOG_5);
    FloatVector c6 = broadcast(SPECIES, LOG_6);
    FloatVector c7 = broadcast(SPECIES, LOG_7);
    FloatVector c8 = broadcast(SPECIES, LOG_8);
    FloatVector c9 = broadcast(SPECIES, LOG_9);
    FloatVector c10 = broadcast(SPECIES, LOG_10);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = fromArray(SPECIES, x, xOffset + i);
      VectorMask<Float> tiny = v.compare(LT, Float.MIN_NORMAL);
      IntVector bits = v.blend(v.mul(0x1p23f), tiny).reinterpretAsInts();
      IntVector k = bits.sub(THREE_QUARTERS).and(EXPONENT);
      FloatVector f = bits.sub(k).reinterpretAsFloats().sub(1);
      FloatVector power = (FloatVector) k.convert(I2F, 0);
      power = power.fma(unit, zero.blend(-23, tiny));
      FloatVector p = c10.fma(f, c9).fma(f, c8).fma(f, c7).fma(f, c6).fma(f, c5);
      p = p.fma(f, c4).fma(f, c3).fma(f, c2);
      FloatVector log = power.fma(ln2, f.mul(f).fma(p, f));
      v.blend(log, v.compare(LT, Float.POSITIVE_INFINITY))
          .blend(Float.NaN, v.compare(LT, 0))
          .blend(Float.NEGATIVE_INFINITY, v.compare(EQ, 0))
          .intoArray(y, yOffset + i);
    }
  }

  static void log1p(float[] x, int xOffset, float[] y, int yOffset, int n) {
    FloatVector ln2 = broadcast(SPECIES, LN2);
    FloatVector quarter = broadcast(SPECIES, 0.25f);
    FloatVector minusOne = broadcast(SPECIES, -1);
    IntVector four = IntVector.broadcast(INTS, FOUR);
    FloatVector c2 = broadcast(SPECIES, LOG_2);
    FloatVector c3 = broadcast(SPECIES, LOG_3);
    FloatVector c4 = broadcast(SPECIES, LOG_4);
    FloatVector c5 = broadcast(SPECIES, LOG_5);
    FloatVector c6 = broadcast(SPECIES, LOG_6);
    FloatVector c7 = broadcast(SPECIES, LOG_7);
    FloatVector c8 = broadcast(SPECIES, LOG_8);
    FloatVector c9 = broadcast(SPECIES, LOG_9);
    FloatVector c10 = broadcast(SPECIES, LOG_10);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = fromArray(SPECIES, x, xOffset + i);
      IntVector k = v.add(1).reinterpretAsInts().sub(THREE_QUARTERS).and(EXPONENT);
      FloatVector scale4 = four.sub(k).reinterpretAsFloats();
      FloatVector f = v.reinterpretAsInts().sub(k).reinterpretAsFloats();
      f = f.add(scale4.fma(quarter, minusOne));
      FloatVector power = (FloatVector) k.convert(I2F, 0);
      power = power.mul(0x1p-23f);
      FloatVector p = c10.fma(f, c9).fma(f, c8).fma(f, c7).fma(f, c6).fma(f, c5);
      p = p.fma(f, c4).fma(f, c3).fma(f, c2);
      FloatVector log = power.fma(ln2, f.mul(f).fma(p, f));
      v.blend(log, v.compare(LT, Float.POSITIVE_INFINITY))
          .blend(Float.NaN, v.compare(LT, -1))
          .blend(Float.NEGATIVE_INFINITY, v.compare(EQ, -1))
          .blend(v, v.compare(EQ, 0))
          .intoArray(y, yOffset + i);
    }
  }
}
