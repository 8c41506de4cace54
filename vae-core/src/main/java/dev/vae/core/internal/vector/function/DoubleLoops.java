package dev.vae.core.internal.vector.function;

import static dev.vae.core.internal.portable.ScalarDouble.*;
import static dev.vae.core.internal.vector.lanes.Lanes.DOUBLES;
import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;
import static jdk.incubator.vector.VectorOperators.*;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;

/** ScalarDouble's functions, step by step the same, in place. */
final class DoubleLoops {
  private static final long LONG_TO_DOUBLE_BITS = Double.doubleToRawLongBits(LONG_TO_DOUBLE);
  private static final long ROUNDER_BITS = Double.doubleToRawLongBits(ROUNDER);

  private DoubleLoops() {}

  static void log(double[] x, int n) {
    DoubleVector ln2 = broadcast(DOUBLES, LN2);
    DoubleVector c3 = broadcast(DOUBLES, 2.0 / 3);
    DoubleVector c5 = broadcast(DOUBLES, 2.0 / 5);
    DoubleVector c7 = broadcast(DOUBLES, 2.0 / 7);
    DoubleVector c9 = broadcast(DOUBLES, 2.0 / 9);
    DoubleVector c11 = broadcast(DOUBLES, 2.0 / 11);
    DoubleVector c13 = broadcast(DOUBLES, 2.0 / 13);
    DoubleVector c15 = broadcast(DOUBLES, 2.0 / 15);
    DoubleVector c17 = broadcast(DOUBLES, 2.0 / 17);
    DoubleVector c19 = broadcast(DOUBLES, 2.0 / 19);
    DoubleVector c21 = broadcast(DOUBLES, 2.0 / 21);
    DoubleVector c23 = broadcast(DOUBLES, 2.0 / 23);
    for (int i = 0; i < n; i += DOUBLES.length()) {
      LongVector bits = fromArray(DOUBLES, x, i).reinterpretAsLongs();
      LongVector k = bits.sub(LOG_BASE).lanewise(LSHR, 52);
      DoubleVector m = bits.sub(k.sub(256).lanewise(LSHL, 52)).reinterpretAsDoubles();
      DoubleVector f = m.sub(1);
      DoubleVector s = f.div(f.add(2));
      DoubleVector z = s.mul(s);
      DoubleVector p = c23.fma(z, c21).fma(z, c19).fma(z, c17).fma(z, c15).fma(z, c13);
      p = p.fma(z, c11).fma(z, c9).fma(z, c7).fma(z, c5).fma(z, c3);
      DoubleVector power = k.or(LONG_TO_DOUBLE_BITS).reinterpretAsDoubles();
      power = power.sub(LONG_TO_DOUBLE + 256);
      power.fma(ln2, s.mul(z).fma(p, s.add(s))).intoArray(x, i);
    }
  }

  static void exp2(double[] x, int n) {
    DoubleVector rounder = broadcast(DOUBLES, ROUNDER);
    DoubleVector one = broadcast(DOUBLES, 1);
    DoubleVector c2 = broadcast(DOUBLES, 0.5);
    DoubleVector c3 = broadcast(DOUBLES, 1.0 / 6);
    DoubleVector c4 = broadcast(DOUBLES, 1.0 / 24);
    DoubleVector c5 = broadcast(DOUBLES, 1.0 / 120);
    DoubleVector c6 = broadcast(DOUBLES, 1.0 / 720);
    DoubleVector c7 = broadcast(DOUBLES, 1.0 / 5040);
    DoubleVector c8 = broadcast(DOUBLES, 1.0 / 40320);
    DoubleVector c9 = broadcast(DOUBLES, 1.0 / 362880);
    DoubleVector c10 = broadcast(DOUBLES, 1.0 / 3628800);
    for (int i = 0; i < n; i += DOUBLES.length()) {
      DoubleVector y = fromArray(DOUBLES, x, i);
      DoubleVector t = y.add(rounder);
      DoubleVector r = y.sub(t.sub(rounder)).mul(LN2);
      DoubleVector p = c10.fma(r, c9).fma(r, c8).fma(r, c7).fma(r, c6).fma(r, c5);
      p = p.fma(r, c4).fma(r, c3).fma(r, c2).fma(r, one).fma(r, one);
      LongVector power = t.reinterpretAsLongs().sub(ROUNDER_BITS);
      DoubleVector scale = power.add(1023).lanewise(LSHL, 52).reinterpretAsDoubles();
      p.mul(scale).intoArray(x, i);
    }
  }
}
