package dev.vae.core.internal.vector.function;

import static dev.vae.core.internal.vector.lanes.Lanes.DOUBLES;
import static dev.vae.core.internal.vector.lanes.Lanes.LENGTH;
import static dev.vae.core.internal.vector.lanes.Lanes.SPECIES;
import static jdk.incubator.vector.VectorOperators.*;

import dev.vae.core.internal.portable.ScalarDouble;
import dev.vae.core.internal.portable.ScalarPower;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;

/**
 * ScalarPower, step by step the same for positive finite bases and finite powers; the rest is left
 * to it.
 */
final class PowerLoops {
  private PowerLoops() {}

  static void pow(float[] a, int aOffset, float[] b, int bOffset, float[] y, int yOffset, int n) {
    Scratch scratch = Scratch.own();
    double[] work = scratch.doubles;
    double[] powers = scratch.moreDoubles;
    for (int i = 0; i < n; i += Scratch.DOUBLES) {
      int count = Math.min(Scratch.DOUBLES, n - i);
      GammaLoops.widen(a, aOffset + i, work, count);
      DoubleLoops.log(work, count);
      GammaLoops.widen(b, bOffset + i, powers, count);
      exponents(work, powers, count);
      DoubleLoops.exp2(work, count);
      finish(a, aOffset + i, b, bOffset + i, work, y, yOffset + i, count);
    }
  }

  static void pow(float[] a, int aOffset, float b, float[] y, int yOffset, int n) {
    if (b == 2) {
      squares(a, aOffset, y, yOffset, n);
      return;
    }
    float[] tile = Scratch.own().tile;
    Arrays.fill(tile, 0, Math.min(n, Scratch.TILE), b);
    for (int i = 0; i < n; i += Scratch.TILE) {
      pow(a, aOffset + i, tile, 0, y, yOffset + i, Math.min(Scratch.TILE, n - i));
    }
  }

  static void pow(float a, float[] b, int bOffset, float[] y, int yOffset, int n) {
    float[] tile = Scratch.own().tile;
    Arrays.fill(tile, 0, Math.min(n, Scratch.TILE), a);
    for (int i = 0; i < n; i += Scratch.TILE) {
      pow(tile, 0, b, bOffset + i, y, yOffset + i, Math.min(Scratch.TILE, n - i));
    }
  }

  private static void squares(float[] a, int aOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, aOffset + i);
      v.mul(v).intoArray(y, yOffset + i);
    }
  }

  /** From the bases' logarithms to the exponents of 2. */
  private static void exponents(double[] logs, double[] powers, int n) {
    for (int i = 0; i < n; i += DOUBLES.length()) {
      DoubleVector log2 = DoubleVector.fromArray(DOUBLES, logs, i).mul(ScalarDouble.LOG2_E);
      DoubleVector e = DoubleVector.fromArray(DOUBLES, powers, i).mul(log2);
      e = e.blend(-200, e.compare(LT, -200));
      e.blend(200, e.compare(GT, 200)).intoArray(logs, i);
    }
  }

  private static void finish(
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      double[] regular,
      float[] y,
      int yOffset,
      int n) {
    for (int i = 0; i < n; i++) {
      float u = a[aOffset + i];
      float v = b[bOffset + i];
      boolean special =
          !(u > 0 && u < Float.POSITIVE_INFINITY && Math.abs(v) < Float.POSITIVE_INFINITY)
              || v == 2;
      y[yOffset + i] = special ? ScalarPower.pow(u, v) : (float) regular[i];
    }
  }
}
