package dev.vae.core.internal.vector.function;

import static dev.vae.core.internal.portable.Coefficients.*;
import static dev.vae.core.internal.vector.lanes.Lanes.LENGTH;
import static dev.vae.core.internal.vector.lanes.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.*;

import dev.vae.core.internal.portable.ScalarTrig;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/** ScalarTrig's functions, step by step the same where all angles of a vector are near. */
final class TrigLoops {
  private TrigLoops() {}

  /** The sine, or with {@code quarters} 1 the cosine. */
  static void sin(float[] x, int xOffset, float[] y, int yOffset, int n, int quarters) {
    FloatVector twoOverPi = broadcast(SPECIES, TWO_OVER_PI);
    FloatVector rounder = broadcast(SPECIES, ROUNDER);
    FloatVector pi1 = broadcast(SPECIES, -HALF_PI_1);
    FloatVector pi2 = broadcast(SPECIES, -HALF_PI_2);
    FloatVector pi3 = broadcast(SPECIES, -HALF_PI_3);
    FloatVector one = broadcast(SPECIES, 1);
    FloatVector minusHalf = broadcast(SPECIES, -0.5f);
    FloatVector s3 = broadcast(SPECIES, SIN_3);
    FloatVector s5 = broadcast(SPECIES, SIN_5);
    FloatVector s7 = broadcast(SPECIES, SIN_7);
    FloatVector c4 = broadcast(SPECIES, COS_4);
    FloatVector c6 = broadcast(SPECIES, COS_6);
    FloatVector c8 = broadcast(SPECIES, COS_8);
    float zeroBelow = quarters == 0 ? Float.MIN_VALUE : 0;
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = fromArray(SPECIES, x, xOffset + i);
      FloatVector size = v.lanewise(ABS);
      if (!size.compare(LE, NEAR_ANGLE).allTrue()) {
        far(x, xOffset + i, y, yOffset + i, quarters);
        continue;
      }
      FloatVector t = v.fma(twoOverPi, rounder);
      FloatVector round = t.sub(rounder);
      FloatVector r = round.fma(pi3, round.fma(pi2, round.fma(pi1, v)));
      FloatVector z = r.mul(r);
      FloatVector sin = r.mul(z).fma(s7.fma(z, s5).fma(z, s3), r);
      FloatVector cos = z.mul(z).fma(c8.fma(z, c6).fma(z, c4), z.fma(minusHalf, one));
      IntVector q = t.reinterpretAsInts().add(quarters);
      VectorMask<Float> even = q.and(1).compare(EQ, 0).cast(SPECIES);
      IntVector sign = q.and(2).lanewise(LSHL, 30);
      IntVector bits = cos.blend(sin, even).reinterpretAsInts().lanewise(XOR, sign);
      bits.reinterpretAsFloats().blend(v, size.compare(LT, zeroBelow)).intoArray(y, yOffset + i);
    }
  }

  private static void far(float[] x, int xOffset, float[] y, int yOffset, int quarters) {
    for (int l = 0; l < LENGTH; l++) {
      float v = x[xOffset + l];
      y[yOffset + l] = quarters == 0 ? ScalarTrig.sin(v) : ScalarTrig.cos(v);
    }
  }
}
