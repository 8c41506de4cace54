package dev.vae.core.internal.vector.function;

import static dev.vae.core.internal.vector.lanes.Lanes.LENGTH;
import static dev.vae.core.internal.vector.lanes.Lanes.SPECIES;
import static jdk.incubator.vector.VectorOperators.*;

import dev.vae.core.kernel.BinaryFunction;
import jdk.incubator.vector.FloatVector;

/** Functions of two floats one of which is the same throughout, over whole vectors. */
public final class ScalarOperandLoops {
  private ScalarOperandLoops() {}

  public static void run(BinaryFunction f, float[] a, int aAt, float b, float[] y, int yAt, int n) {
    switch (f) {
      case ADD -> add(a, aAt, b, y, yAt, n);
      case SUB -> sub(a, aAt, b, y, yAt, n);
      case MUL -> mul(a, aAt, b, y, yAt, n);
      case DIV -> div(a, aAt, b, y, yAt, n);
      case POW -> PowerLoops.pow(a, aAt, b, y, yAt, n);
      case MAX -> max(a, aAt, b, y, yAt, n);
      case MIN -> min(a, aAt, b, y, yAt, n);
      case EQUAL -> equal(a, aAt, b, y, yAt, n);
      case LESS -> less(a, aAt, b, y, yAt, n);
      case LESS_EQUAL -> lessEqual(a, aAt, b, y, yAt, n);
    }
  }

  public static void run(BinaryFunction f, float a, float[] b, int bAt, float[] y, int yAt, int n) {
    switch (f) {
      case SUB -> from(a, b, bAt, y, yAt, n);
      case DIV -> over(a, b, bAt, y, yAt, n);
      case POW -> PowerLoops.pow(a, b, bAt, y, yAt, n);
      case LESS -> more(a, b, bAt, y, yAt, n);
      case LESS_EQUAL -> moreEqual(a, b, bAt, y, yAt, n);
      case ADD, MUL, MAX, MIN, EQUAL -> run(f, b, bAt, a, y, yAt, n);
    }
  }

  private static void add(float[] a, int aAt, float s, float[] y, int yAt, int n) {
    FloatVector b = FloatVector.broadcast(SPECIES, s);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, aAt + i);
      v.add(b).intoArray(y, yAt + i);
    }
  }

  private static void sub(float[] a, int aAt, float s, float[] y, int yAt, int n) {
    FloatVector b = FloatVector.broadcast(SPECIES, s);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, aAt + i);
      v.sub(b).intoArray(y, yAt + i);
    }
  }

  private static void mul(float[] a, int aAt, float s, float[] y, int yAt, int n) {
    FloatVector b = FloatVector.broadcast(SPECIES, s);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, aAt + i);
      v.mul(b).intoArray(y, yAt + i);
    }
  }

  private static void div(float[] a, int aAt, float s, float[] y, int yAt, int n) {
    FloatVector b = FloatVector.broadcast(SPECIES, s);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, aAt + i);
      v.div(b).intoArray(y, yAt + i);
    }
  }

  private static void max(float[] a, int aAt, float s, float[] y, int yAt, int n) {
    FloatVector b = FloatVector.broadcast(SPECIES, s);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, aAt + i);
      v.max(b).intoArray(y, yAt + i);
    }
  }

  private static void min(float[] a, int aAt, float s, float[] y, int yAt, int n) {
    FloatVector b = FloatVector.broadcast(SPECIES, s);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, aAt + i);
      v.min(b).intoArray(y, yAt + i);
    }
  }

  private static void equal(float[] a, int aAt, float s, float[] y, int yAt, int n) {
    FloatVector b = FloatVector.broadcast(SPECIES, s);
    FloatVector zero = FloatVector.broadcast(SPECIES, 0);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, aAt + i);
      zero.blend(1, v.compare(EQ, b)).intoArray(y, yAt + i);
    }
  }

  private static void less(float[] a, int aAt, float s, float[] y, int yAt, int n) {
    FloatVector b = FloatVector.broadcast(SPECIES, s);
    FloatVector zero = FloatVector.broadcast(SPECIES, 0);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, aAt + i);
      zero.blend(1, v.compare(LT, b)).intoArray(y, yAt + i);
    }
  }

  private static void lessEqual(float[] a, int aAt, float s, float[] y, int yAt, int n) {
    FloatVector b = FloatVector.broadcast(SPECIES, s);
    FloatVector zero = FloatVector.broadcast(SPECIES, 0);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, aAt + i);
      zero.blend(1, v.compare(LE, b)).intoArray(y, yAt + i);
    }
  }

  private static void from(float s, float[] a, int aAt, float[] y, int yAt, int n) {
    FloatVector b = FloatVector.broadcast(SPECIES, s);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, aAt + i);
      b.sub(v).intoArray(y, yAt + i);
    }
  }

  private static void over(float s, float[] a, int aAt, float[] y, int yAt, int n) {
    FloatVector b = FloatVector.broadcast(SPECIES, s);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, aAt + i);
      b.div(v).intoArray(y, yAt + i);
    }
  }

  private static void more(float s, float[] a, int aAt, float[] y, int yAt, int n) {
    FloatVector b = FloatVector.broadcast(SPECIES, s);
    FloatVector zero = FloatVector.broadcast(SPECIES, 0);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, aAt + i);
      zero.blend(1, b.compare(LT, v)).intoArray(y, yAt + i);
    }
  }

  private static void moreEqual(float s, float[] a, int aAt, float[] y, int yAt, int n) {
    FloatVector b = FloatVector.broadcast(SPECIES, s);
    FloatVector zero = FloatVector.broadcast(SPECIES, 0);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, aAt + i);
      zero.blend(1, b.compare(LE, v)).intoArray(y, yAt + i);
    }
  }
}
