package dev.vae.core.internal.vector.function;

import static dev.vae.core.internal.vector.lanes.Lanes.LENGTH;
import static dev.vae.core.internal.vector.lanes.Lanes.SPECIES;
import static jdk.incubator.vector.VectorOperators.*;

import dev.vae.core.kernel.BinaryFunction;
import jdk.incubator.vector.FloatVector;

/** One loop for each function of two floats, over whole vectors, each compiled by itself. */
public final class BinaryLoops {
  private BinaryLoops() {}

  public static void run(
      BinaryFunction f, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int n) {
    switch (f) {
      case ADD -> add(a, aAt, b, bAt, y, yAt, n);
      case SUB -> sub(a, aAt, b, bAt, y, yAt, n);
      case MUL -> mul(a, aAt, b, bAt, y, yAt, n);
      case DIV -> div(a, aAt, b, bAt, y, yAt, n);
      case POW -> PowerLoops.pow(a, aAt, b, bAt, y, yAt, n);
      case MAX -> max(a, aAt, b, bAt, y, yAt, n);
      case MIN -> min(a, aAt, b, bAt, y, yAt, n);
      case EQUAL -> equal(a, aAt, b, bAt, y, yAt, n);
      case LESS -> less(a, aAt, b, bAt, y, yAt, n);
      case LESS_EQUAL -> lessEqual(a, aAt, b, bAt, y, yAt, n);
    }
  }

  private static void add(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int n) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector.fromArray(SPECIES, a, aAt + i)
          .add(FloatVector.fromArray(SPECIES, b, bAt + i))
          .intoArray(y, yAt + i);
    }
  }

  private static void sub(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int n) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector.fromArray(SPECIES, a, aAt + i)
          .sub(FloatVector.fromArray(SPECIES, b, bAt + i))
          .intoArray(y, yAt + i);
    }
  }

  private static void mul(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int n) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector.fromArray(SPECIES, a, aAt + i)
          .mul(FloatVector.fromArray(SPECIES, b, bAt + i))
          .intoArray(y, yAt + i);
    }
  }

  private static void div(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int n) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector.fromArray(SPECIES, a, aAt + i)
          .div(FloatVector.fromArray(SPECIES, b, bAt + i))
          .intoArray(y, yAt + i);
    }
  }

  private static void max(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int n) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector.fromArray(SPECIES, a, aAt + i)
          .max(FloatVector.fromArray(SPECIES, b, bAt + i))
          .intoArray(y, yAt + i);
    }
  }

  private static void min(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int n) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector.fromArray(SPECIES, a, aAt + i)
          .min(FloatVector.fromArray(SPECIES, b, bAt + i))
          .intoArray(y, yAt + i);
    }
  }

  private static void equal(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int n) {
    FloatVector zero = FloatVector.broadcast(SPECIES, 0);
    for (int i = 0; i < n; i += LENGTH) {
      zero.blend(
              1,
              FloatVector.fromArray(SPECIES, a, aAt + i)
                  .compare(EQ, FloatVector.fromArray(SPECIES, b, bAt + i)))
          .intoArray(y, yAt + i);
    }
  }

  private static void less(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int n) {
    FloatVector zero = FloatVector.broadcast(SPECIES, 0);
    for (int i = 0; i < n; i += LENGTH) {
      zero.blend(
              1,
              FloatVector.fromArray(SPECIES, a, aAt + i)
                  .compare(LT, FloatVector.fromArray(SPECIES, b, bAt + i)))
          .intoArray(y, yAt + i);
    }
  }

  private static void lessEqual(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int n) {
    FloatVector zero = FloatVector.broadcast(SPECIES, 0);
    for (int i = 0; i < n; i += LENGTH) {
      zero.blend(
              1,
              FloatVector.fromArray(SPECIES, a, aAt + i)
                  .compare(LE, FloatVector.fromArray(SPECIES, b, bAt + i)))
          .intoArray(y, yAt + i);
    }
  }
}
