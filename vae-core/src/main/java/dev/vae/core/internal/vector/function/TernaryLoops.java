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
      float[] c, int cAt, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int n) {
    for (int i = 0; i < n; i += LENGTH) {
      var taken = FloatVector.fromArray(SPECIES, c, cAt + i).compare(NE, 0);
      FloatVector.fromArray(SPECIES, b, bAt + i)
          .blend(FloatVector.fromArray(SPECIES, a, aAt + i), taken)
          .intoArray(y, yAt + i);
    }
  }

  public static void multiplyAdd(
      float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, float[] y, int yAt, int n) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector.fromArray(SPECIES, a, aAt + i)
          .fma(
              FloatVector.fromArray(SPECIES, b, bAt + i),
              FloatVector.fromArray(SPECIES, c, cAt + i))
          .intoArray(y, yAt + i);
    }
  }

  public static void adam(
      float[] w,
      int wAt,
      float[] m,
      int mAt,
      float[] v,
      int vAt,
      float[] g,
      int gAt,
      int n,
      AdamStep step) {
    FloatVector toGradient = FloatVector.broadcast(SPECIES, 1 - step.beta1());
    FloatVector toSquare = FloatVector.broadcast(SPECIES, 1 - step.beta2());
    FloatVector back = FloatVector.broadcast(SPECIES, -step.rate());
    FloatVector scale = FloatVector.broadcast(SPECIES, step.scale());
    FloatVector epsilon = FloatVector.broadcast(SPECIES, step.epsilon());
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector gradient = FloatVector.fromArray(SPECIES, g, gAt + i);
      FloatVector mean = FloatVector.fromArray(SPECIES, m, mAt + i);
      mean = toGradient.fma(gradient.sub(mean), mean);
      FloatVector square = FloatVector.fromArray(SPECIES, v, vAt + i);
      square = toSquare.fma(gradient.fma(gradient, square.neg()), square);
      FloatVector width = square.sqrt().fma(scale, epsilon);
      mean.intoArray(m, mAt + i);
      square.intoArray(v, vAt + i);
      back.fma(mean.div(width), FloatVector.fromArray(SPECIES, w, wAt + i)).intoArray(w, wAt + i);
    }
  }
}
