package dev.vae.core.internal.vector.function;

import static dev.vae.core.internal.vector.lanes.Lanes.LENGTH;
import static dev.vae.core.internal.vector.lanes.Lanes.SPECIES;
import static jdk.incubator.vector.VectorOperators.*;

import dev.vae.core.kernel.BinaryFunction;
import jdk.incubator.vector.FloatVector;

/** Functions of two floats one of which is the same throughout, over whole vectors. */
public final class ScalarOperandLoops {
  private ScalarOperandLoops() {}

  public static void run(
      BinaryFunction f, float[] a, int aOffset, float b, float[] y, int yOffset, int n) {
    switch (f) {
      case ADD -> add(a, aOffset, b, y, yOffset, n);
      case SUB -> sub(a, aOffset, b, y, yOffset, n);
      case MUL -> mul(a, aOffset, b, y, yOffset, n);
      case DIV -> div(a, aOffset, b, y, yOffset, n);
      case POW -> PowerLoops.pow(a, aOffset, b, y, yOffset, n);
      case MAX -> max(a, aOffset, b, y, yOffset, n);
      case MIN -> min(a, aOffset, b, y, yOffset, n);
      case EQUAL -> equal(a, aOffset, b, y, yOffset, n);
      case LESS -> less(a, aOffset, b, y, yOffset, n);
      case LESS_EQUAL -> lessEqual(a, aOffset, b, y, yOffset, n);
    }
  }

  public static void run(
      BinaryFunction f, float a, float[] b, int bOffset, float[] y, int yOffset, int n) {
    switch (f) {
      case SUB -> from(a, b, bOffset, y, yOffset, n);
      case DIV -> over(a, b, bOffset, y, yOffset, n);
      case POW -> PowerLoops.pow(a, b, bOffset, y, yOffset, n);
      case LESS -> more(a, b, bOffset, y, yOffset, n);
      case LESS_EQUAL -> moreEqual(a, b, bOffset, y, yOffset, n);
      case ADD, MUL, MAX, MIN, EQUAL -> run(f, b, bOffset, a, y, yOffset, n);
    }
  }

  private static void add(float[] a, int aOffset, float s, float[] y, int yOffset, int n) {
    FloatVector b = FloatVector.broadcast(SPECIES, s);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, aOffset + i);
      v.add(b).intoArray(y, yOffset + i);
    }
  }

  private static void sub(float[] a, int aOffset, float s, float[] y, int yOffset, int n) {
    FloatVector b = FloatVector.broadcast(SPECIES, s);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, aOffset + i);
      v.sub(b).intoArray(y, yOffset + i);
    }
  }

  private static void mul(float[] a, int aOffset, float s, float[] y, int yOffset, int n) {
    FloatVector b = FloatVector.broadcast(SPECIES, s);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, aOffset + i);
      v.mul(b).intoArray(y, yOffset + i);
    }
  }

  private static void div(float[] a, int aOffset, float s, float[] y, int yOffset, int n) {
    FloatVector b = FloatVector.broadcast(SPECIES, s);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, aOffset + i);
      v.div(b).intoArray(y, yOffset + i);
    }
  }

  private static void max(float[] a, int aOffset, float s, float[] y, int yOffset, int n) {
    FloatVector b = FloatVector.broadcast(SPECIES, s);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, aOffset + i);
      v.max(b).intoArray(y, yOffset + i);
    }
  }

  private static void min(float[] a, int aOffset, float s, float[] y, int yOffset, int n) {
    FloatVector b = FloatVector.broadcast(SPECIES, s);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, aOffset + i);
      v.min(b).intoArray(y, yOffset + i);
    }
  }

  private static void equal(float[] a, int aOffset, float s, float[] y, int yOffset, int n) {
    FloatVector b = FloatVector.broadcast(SPECIES, s);
    FloatVector zero = FloatVector.broadcast(SPECIES, 0);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, aOffset + i);
      zero.blend(1, v.compare(EQ, b)).intoArray(y, yOffset + i);
    }
  }

  private static void less(float[] a, int aOffset, float s, float[] y, int yOffset, int n) {
    FloatVector b = FloatVector.broadcast(SPECIES, s);
    FloatVector zero = FloatVector.broadcast(SPECIES, 0);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, aOffset + i);
      zero.blend(1, v.compare(LT, b)).intoArray(y, yOffset + i);
    }
  }

  private static void lessEqual(float[] a, int aOffset, float s, float[] y, int yOffset, int n) {
    FloatVector b = FloatVector.broadcast(SPECIES, s);
    FloatVector zero = FloatVector.broadcast(SPECIES, 0);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, aOffset + i);
      zero.blend(1, v.compare(LE, b)).intoArray(y, yOffset + i);
    }
  }

  private static void from(float s, float[] a, int aOffset, float[] y, int yOffset, int n) {
    FloatVector b = FloatVector.broadcast(SPECIES, s);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, aOffset + i);
      b.sub(v).intoArray(y, yOffset + i);
    }
  }

  private static void over(float s, float[] a, int aOffset, float[] y, int yOffset, int n) {
    FloatVector b = FloatVector.broadcast(SPECIES, s);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, aOffset + i);
      b.div(v).intoArray(y, yOffset + i);
    }
  }

  private static void more(float s, float[] a, int aOffset, float[] y, int yOffset, int n) {
    FloatVector b = FloatVector.broadcast(SPECIES, s);
    FloatVector zero = FloatVector.broadcast(SPECIES, 0);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, aOffset + i);
      zero.blend(1, b.compare(LT, v)).intoArray(y, yOffset + i);
    }
  }

  private static void moreEqual(float s, float[] a, int aOffset, float[] y, int yOffset, int n) {
    FloatVector b = FloatVector.broadcast(SPECIES, s);
    FloatVector zero = FloatVector.broadcast(SPECIES, 0);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, aOffset + i);
      zero.blend(1, b.compare(LE, v)).intoArray(y, yOffset + i);
    }
  }
}
