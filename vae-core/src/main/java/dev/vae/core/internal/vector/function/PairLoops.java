package dev.vae.core.internal.vector.function;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;

import dev.vae.core.internal.vector.lanes.Lanes;
import dev.vae.core.kernel.PairFunction;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Operations that follow one another, in one loop over whole vectors. */
public final class PairLoops {
  private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
  private static final int LENGTH = SPECIES.length();

  private PairLoops() {}

  public static void run(
      PairFunction f,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      float[] y,
      int yOffset,
      int n) {
    switch (f) {
      case ADD_ADD -> addAdd(a, aOffset, b, bOffset, c, cOffset, y, yOffset, n);
      case MUL_MUL -> mulMul(a, aOffset, b, bOffset, c, cOffset, y, yOffset, n);
      case SUB_MUL -> subMul(a, aOffset, b, bOffset, c, cOffset, y, yOffset, n);
      case MUL_SUB -> mulSub(a, aOffset, b, bOffset, c, cOffset, y, yOffset, n);
    }
  }

  private static void addAdd(
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
      FloatVector third = FloatVector.fromArray(SPECIES, c, cOffset + i);
      FloatVector.fromArray(SPECIES, a, aOffset + i)
          .add(FloatVector.fromArray(SPECIES, b, bOffset + i))
          .add(third)
          .intoArray(y, yOffset + i);
    }
  }

  private static void mulMul(
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
      FloatVector third = FloatVector.fromArray(SPECIES, c, cOffset + i);
      FloatVector.fromArray(SPECIES, a, aOffset + i)
          .mul(FloatVector.fromArray(SPECIES, b, bOffset + i))
          .mul(third)
          .intoArray(y, yOffset + i);
    }
  }

  private static void subMul(
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
      FloatVector third = FloatVector.fromArray(SPECIES, c, cOffset + i);
      FloatVector.fromArray(SPECIES, a, aOffset + i)
          .sub(FloatVector.fromArray(SPECIES, b, bOffset + i))
          .mul(third)
          .intoArray(y, yOffset + i);
    }
  }

  private static void mulSub(
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
      FloatVector product =
          FloatVector.fromArray(SPECIES, a, aOffset + i)
              .mul(FloatVector.fromArray(SPECIES, b, bOffset + i));
      FloatVector.fromArray(SPECIES, c, cOffset + i).sub(product).intoArray(y, yOffset + i);
    }
  }

  public static void addRelu(
      float[] a, int aOffset, float[] b, int bOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v =
          FloatVector.fromArray(SPECIES, a, aOffset + i)
              .add(FloatVector.fromArray(SPECIES, b, bOffset + i));
      v.blend(0, v.compare(LE, 0)).intoArray(y, yOffset + i);
    }
  }

  public static void wherePositive(
      float[] c, int cOffset, float[] a, int aOffset, float[] y, int yOffset, int n) {
    FloatVector zero = FloatVector.broadcast(SPECIES, 0);
    for (int i = 0; i < n; i += LENGTH) {
      zero.blend(
              FloatVector.fromArray(SPECIES, a, aOffset + i),
              FloatVector.fromArray(SPECIES, c, cOffset + i).compare(GT, 0))
          .intoArray(y, yOffset + i);
    }
  }

  /** Quarters are {@code step} long, of which {@code n} are added here. */
  public static void addQuarters(float[] x, int xOffset, int step, float[] y, int yOffset, int n) {
    int x1 = xOffset + step;
    int x2 = x1 + step;
    int x3 = x2 + step;
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector even =
          FloatVector.fromArray(SPECIES, x, xOffset + i)
              .add(FloatVector.fromArray(SPECIES, x, x2 + i));
      FloatVector odd =
          FloatVector.fromArray(SPECIES, x, x1 + i).add(FloatVector.fromArray(SPECIES, x, x3 + i));
      even.add(odd).intoArray(y, yOffset + i);
    }
  }
}
