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
      BinaryFunction f,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] y,
      int yOffset,
      int n) {
    switch (f) {
      case ADD -> add(a, aOffset, b, bOffset, y, yOffset, n);
      case SUB -> sub(a, aOffset, b, bOffset, y, yOffset, n);
      case MUL -> mul(a, aOffset, b, bOffset, y, yOffset, n);
      case DIV -> div(a, aOffset, b, bOffset, y, yOffset, n);
      case POW -> PowerLoops.pow(a, aOffset, b, bOffset, y, yOffset, n);
      case MAX -> max(a, aOffset, b, bOffset, y, yOffset, n);
      case MIN -> min(a, aOffset, b, bOffset, y, yOffset, n);
      case EQUAL -> equal(a, aOffset, b, bOffset, y, yOffset, n);
      case LESS -> less(a, aOffset, b, bOffset, y, yOffset, n);
      case LESS_EQUAL -> lessEqual(a, aOffset, b, bOffset, y, yOffset, n);
    }
  }

  private static void add(
      float[] a, int aOffset, float[] b, int bOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector.fromArray(SPECIES, a, aOffset + i)
          .add(FloatVector.fromArray(SPECIES, b, bOffset + i))
          .intoArray(y, yOffset + i);
    }
  }

  private static void sub(
      float[] a, int aOffset, float[] b, int bOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector.fromArray(SPECIES, a, aOffset + i)
          .sub(FloatVector.fromArray(SPECIES, b, bOffset + i))
          .intoArray(y, yOffset + i);
    }
  }

  private static void mul(
      float[] a, int aOffset, float[] b, int bOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector.fromArray(SPECIES, a, aOffset + i)
          .mul(FloatVector.fromArray(SPECIES, b, bOffset + i))
          .intoArray(y, yOffset + i);
    }
  }

  private static void div(
      float[] a, int aOffset, float[] b, int bOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector.fromArray(SPECIES, a, aOffset + i)
          .div(FloatVector.fromArray(SPECIES, b, bOffset + i))
          .intoArray(y, yOffset + i);
    }
  }

  private static void max(
      float[] a, int aOffset, float[] b, int bOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector.fromArray(SPECIES, a, aOffset + i)
          .max(FloatVector.fromArray(SPECIES, b, bOffset + i))
          .intoArray(y, yOffset + i);
    }
  }

  private static void min(
      float[] a, int aOffset, float[] b, int bOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector.fromArray(SPECIES, a, aOffset + i)
          .min(FloatVector.fromArray(SPECIES, b, bOffset + i))
          .intoArray(y, yOffset + i);
    }
  }

  private static void equal(
      float[] a, int aOffset, float[] b, int bOffset, float[] y, int yOffset, int n) {
    FloatVector zero = FloatVector.broadcast(SPECIES, 0);
    for (int i = 0; i < n; i += LENGTH) {
      zero.blend(
              1,
              FloatVector.fromArray(SPECIES, a, aOffset + i)
                  .compare(EQ, FloatVector.fromArray(SPECIES, b, bOffset + i)))
          .intoArray(y, yOffset + i);
    }
  }

  private static void less(
      float[] a, int aOffset, float[] b, int bOffset, float[] y, int yOffset, int n) {
    FloatVector zero = FloatVector.broadcast(SPECIES, 0);
    for (int i = 0; i < n; i += LENGTH) {
      zero.blend(
              1,
              FloatVector.fromArray(SPECIES, a, aOffset + i)
                  .compare(LT, FloatVector.fromArray(SPECIES, b, bOffset + i)))
          .intoArray(y, yOffset + i);
    }
  }

  private static void lessEqual(
      float[] a, int aOffset, float[] b, int bOffset, float[] y, int yOffset, int n) {
    FloatVector zero = FloatVector.broadcast(SPECIES, 0);
    for (int i = 0; i < n; i += LENGTH) {
      zero.blend(
              1,
              FloatVector.fromArray(SPECIES, a, aOffset + i)
                  .compare(LE, FloatVector.fromArray(SPECIES, b, bOffset + i)))
          .intoArray(y, yOffset + i);
    }
  }
}
