package dev.vae.core.internal.vector.function;

import static dev.vae.core.internal.vector.lanes.Lanes.LENGTH;
import static dev.vae.core.internal.vector.lanes.Lanes.SPECIES;
import static jdk.incubator.vector.VectorOperators.*;

import dev.vae.core.kernel.Kernels.AdamStep;
import jdk.incubator.vector.FloatVector;

/** Loops over three arrays and more, over whole vectors. */
public final class TernaryLoops {
  private TernaryLoops() {}

  public static void where(
      float[] c,
      int cOffset,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] y,
      int yOffset,
      int n) {
    for (int i = 0; i < n; i += LENGTH) {
      var taken = FloatVector.fromArray(SPECIES, c, cOffset + i).compare(NE, 0);
      FloatVector.fromArray(SPECIES, b, bOffset + i)
          .blend(FloatVector.fromArray(SPECIES, a, aOffset + i), taken)
          .intoArray(y, yOffset + i);
    }
  }

  public static void multiplyAdd(
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      float[] y,
      int yOffset,
      int n) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector.fromArray(SPECIES, a, aOffset + i)
          .fma(
              FloatVector.fromArray(SPECIES, b, bOffset + i),
              FloatVector.fromArray(SPECIES, c, cOffset + i))
          .intoArray(y, yOffset + i);
    }
  }

  public static void adam(
      float[] w,
      int wOffset,
      float[] m,
      int mOffset,
      float[] v,
      int vOffset,
      float[] g,
      int gOffset,
      int n,
      AdamStep step) {
    FloatVector toGradient = FloatVector.broadcast(SPECIES, 1 - step.beta1());
    FloatVector toSquare = FloatVector.broadcast(SPECIES, 1 - step.beta2());
    FloatVector back = FloatVector.broadcast(SPECIES, -step.rate());
    FloatVector scale = FloatVector.broadcast(SPECIES, step.scale());
    FloatVector epsilon = FloatVector.broadcast(SPECIES, step.epsilon());
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector gradient = FloatVector.fromArray(SPECIES, g, gOffset + i);
      FloatVector mean = FloatVector.fromArray(SPECIES, m, mOffset + i);
      mean = toGradient.fma(gradient.sub(mean), mean);
      FloatVector square = FloatVector.fromArray(SPECIES, v, vOffset + i);
      square = toSquare.fma(gradient.fma(gradient, square.neg()), square);
      FloatVector width = square.sqrt().fma(scale, epsilon);
      mean.intoArray(m, mOffset + i);
      square.intoArray(v, vOffset + i);
      back.fma(mean.div(width), FloatVector.fromArray(SPECIES, w, wOffset + i))
          .intoArray(w, wOffset + i);
    }
  }
}
