package dev.vae.core.internal.vector.function;

import static dev.vae.core.internal.portable.Coefficients.*;
import static dev.vae.core.internal.vector.lanes.Lanes.LENGTH;
import static dev.vae.core.internal.vector.lanes.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * ScalarExp's functions made of an exponential, step by step the same: a pass for its argument, the
 * exponential itself, and a pass that finishes, over tiles.
 */
public final class SigmoidLoops {
  private SigmoidLoops() {}

  static void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int n) {
    float[] e = Scratch.own().tile;
    for (int i = 0; i < n; i += Scratch.TILE) {
      int count = Math.min(Scratch.TILE, n - i);
      ExpLoops.expOfMinusSize(x, xOffset + i, e, count);
      sigmoidOf(x, xOffset + i, e, y, yOffset + i, count);
    }
  }

  static void softplus(float[] x, int xOffset, float[] y, int yOffset, int n) {
    float[] e = Scratch.own().tile;
    for (int i = 0; i < n; i += Scratch.TILE) {
      int count = Math.min(Scratch.TILE, n - i);
      ExpLoops.expOfMinusSize(x, xOffset + i, e, count);
      softplusOf(x, xOffset + i, e, y, yOffset + i, count);
    }
  }

  public static void both(
      float[] x, int xOffset, float[] p, int pOffset, float[] s, int sOffset, int n) {
    float[] e = Scratch.own().tile;
    for (int i = 0; i < n; i += Scratch.TILE) {
      int count = Math.min(Scratch.TILE, n - i);
      ExpLoops.expOfMinusSize(x, xOffset + i, e, count);
      bothOf(x, xOffset + i, e, p, pOffset + i, s, sOffset + i, count);
    }
  }

  static void tanh(float[] x, int xOffset, float[] y, int yOffset, int n) {
    float[] e = Scratch.own().tile;
    for (int i = 0; i < n; i += Scratch.TILE) {
      int count = Math.min(Scratch.TILE, n - i);
      ExpLoops.expOfTwiceSize(x, xOffset + i, e, count);
      tanhOf(x, xOffset + i, e, y, yOffset + i, count);
    }
  }

  static void erf(float[] x, int xOffset, float[] y, int yOffset, int n) {
    float[] e = Scratch.own().tile;
    for (int i = 0; i < n; i += Scratch.TILE) {
      int count = Math.min(Scratch.TILE, n - i);
      logErfc(x, xOffset + i, e, count);
      ExpLoops.exp(e, 0, e, 0, count);
      erfOf(x, xOffset + i, e, y, yOffset + i, count);
    }
  }

  private static void sigmoidOf(
      float[] x, int xOffset, float[] exp, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector e = fromArray(SPECIES, exp, i);
      VectorMask<Float> positive = fromArray(SPECIES, x, xOffset + i).compare(GE, 0);
      FloatVector q = e.blend(1, positive).div(e.add(1));
      e.lanewise(NEG).fma(q, e).blend(q, positive).intoArray(y, yOffset + i);
    }
  }

  private static void softplusOf(
      float[] x, int xOffset, float[] exp, float[] y, int yOffset, int n) {
    FloatVector zero = broadcast(SPECIES, 0);
    FloatVector c2 = broadcast(SPECIES, PLUS_2);
    FloatVector c3 = broadcast(SPECIES, PLUS_3);
    FloatVector c4 = broadcast(SPECIES, PLUS_4);
    FloatVector c5 = broadcast(SPECIES, PLUS_5);
    FloatVector c6 = broadcast(SPECIES, PLUS_6);
    FloatVector c7 = broadcast(SPECIES, PLUS_7);
    FloatVector c8 = broadcast(SPECIES, PLUS_8);
    FloatVector c9 = broadcast(SPECIES, PLUS_9);
    FloatVector c10 = broadcast(SPECIES, PLUS_10);
    FloatVector c11 = broadcast(SPECIES, PLUS_11);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = fromArray(SPECIES, x, xOffset + i);
      FloatVector e = fromArray(SPECIES, exp, i);
      FloatVector p = c11.fma(e, c10).fma(e, c9).fma(e, c8).fma(e, c7).fma(e, c6);
      p = p.fma(e, c5).fma(e, c4).fma(e, c3).fma(e, c2);
      zero.blend(v, v.compare(GT, 0)).add(e.mul(e).fma(p, e)).intoArray(y, yOffset + i);
    }
  }

  /** The two above in one; the sum comes out the same whether x is taken for 0 or 0 itself is. */
  private static void bothOf(
      float[] x,
      int xOffset,
      float[] exp,
      float[] plus,
      int plusOffset,
      float[] y,
      int yOffset,
      int n) {
    FloatVector zero = broadcast(SPECIES, 0);
    FloatVector one = broadcast(SPECIES, 1);
    FloatVector c2 = broadcast(SPECIES, PLUS_2);
    FloatVector c3 = broadcast(SPECIES, PLUS_3);
    FloatVector c4 = broadcast(SPECIES, PLUS_4);
    FloatVector c5 = broadcast(SPECIES, PLUS_5);
    FloatVector c6 = broadcast(SPECIES, PLUS_6);
    FloatVector c7 = broadcast(SPECIES, PLUS_7);
    FloatVector c8 = broadcast(SPECIES, PLUS_8);
    FloatVector c9 = broadcast(SPECIES, PLUS_9);
    FloatVector c10 = broadcast(SPECIES, PLUS_10);
    FloatVector c11 = broadcast(SPECIES, PLUS_11);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = fromArray(SPECIES, x, xOffset + i);
      FloatVector e = fromArray(SPECIES, exp, i);
      FloatVector p = c11.fma(e, c10).fma(e, c9).fma(e, c8).fma(e, c7).fma(e, c6);
      p = p.fma(e, c5).fma(e, c4).fma(e, c3).fma(e, c2);
      VectorMask<Float> positive = v.compare(GE, zero);
      FloatVector q = e.blend(one, positive).div(e.add(one));
      e.lanewise(NEG).fma(q, e).blend(q, positive).intoArray(y, yOffset + i);
      zero.blend(v, positive).add(e.mul(e).fma(p, e)).intoArray(plus, plusOffset + i);
    }
  }

  private static void tanhOf(float[] x, int xOffset, float[] exp, float[] y, int yOffset, int n) {
    FloatVector one = broadcast(SPECIES, 1);
    FloatVector two = broadcast(SPECIES, 2);
    FloatVector c3 = broadcast(SPECIES, TANH_3);
    FloatVector c5 = broadcast(SPECIES, TANH_5);
    FloatVector c7 = broadcast(SPECIES, TANH_7);
    FloatVector c9 = broadcast(SPECIES, TANH_9);
    FloatVector c11 = broadcast(SPECIES, TANH_11);
    FloatVector c13 = broadcast(SPECIES, TANH_13);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = fromArray(SPECIES, x, xOffset + i);
      FloatVector a = v.lanewise(ABS);
      FloatVector z = a.mul(a);
      FloatVector p = c13.fma(z, c11).fma(z, c9).fma(z, c7).fma(z, c5).fma(z, c3);
      FloatVector near = a.mul(z).fma(p, a);
      FloatVector far = one.sub(two.div(fromArray(SPECIES, exp, i).add(1)));
      FloatVector size = far.blend(near, a.compare(LT, TANH_SPLIT));
      size.reinterpretAsInts()
          .or(v.reinterpretAsInts().and(Integer.MIN_VALUE))
          .reinterpretAsFloats()
          .intoArray(y, yOffset + i);
    }
  }

  private static void logErfc(float[] x, int xOffset, float[] y, int n) {
    FloatVector c1 = broadcast(SPECIES, ERFC_1);
    FloatVector c2 = broadcast(SPECIES, ERFC_2);
    FloatVector c3 = broadcast(SPECIES, ERFC_3);
    FloatVector c4 = broadcast(SPECIES, ERFC_4);
    FloatVector c5 = broadcast(SPECIES, ERFC_5);
    FloatVector c6 = broadcast(SPECIES, ERFC_6);
    FloatVector c7 = broadcast(SPECIES, ERFC_7);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector a = fromArray(SPECIES, x, xOffset + i).lanewise(ABS);
      FloatVector q = c7.fma(a, c6).fma(a, c5).fma(a, c4).fma(a, c3).fma(a, c2).fma(a, c1);
      a.fma(q, a.lanewise(NEG)).intoArray(y, i);
    }
  }

  private static void erfOf(float[] x, int xOffset, float[] exp, float[] y, int yOffset, int n) {
    FloatVector one = broadcast(SPECIES, 1);
    FloatVector c1 = broadcast(SPECIES, ERF_1);
    FloatVector c3 = broadcast(SPECIES, ERF_3);
    FloatVector c5 = broadcast(SPECIES, ERF_5);
    FloatVector c7 = broadcast(SPECIES, ERF_7);
    FloatVector c9 = broadcast(SPECIES, ERF_9);
    FloatVector c11 = broadcast(SPECIES, ERF_11);
    FloatVector c13 = broadcast(SPECIES, ERF_13);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = fromArray(SPECIES, x, xOffset + i);
      FloatVector a = v.lanewise(ABS);
      FloatVector z = a.mul(a);
      FloatVector p = c13.fma(z, c11).fma(z, c9).fma(z, c7).fma(z, c5).fma(z, c3).fma(z, c1);
      FloatVector near = a.fma(p, a);
      FloatVector far = one.sub(fromArray(SPECIES, exp, i));
      far = far.blend(1, a.compare(GT, ERF_ONE));
      FloatVector size = far.blend(near, a.compare(LT, ERF_SPLIT));
      size.reinterpretAsInts()
          .or(v.reinterpretAsInts().and(Integer.MIN_VALUE))
          .reinterpretAsFloats()
          .intoArray(y, yOffset + i);
    }
  }
}
