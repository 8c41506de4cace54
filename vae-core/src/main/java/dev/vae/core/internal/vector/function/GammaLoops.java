package dev.vae.core.internal.vector.function;

import static dev.vae.core.internal.portable.ScalarGamma.HALF_LOG_2_PI;
import static dev.vae.core.internal.vector.lanes.Lanes.DOUBLES;
import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;
import static jdk.incubator.vector.VectorOperators.*;

import dev.vae.core.internal.portable.ScalarGamma;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;

/**
 * ScalarGamma's functions, step by step the same for what is positive and finite; the rest is left
 * to it. Both loops of a function in one piece of code are too much for the compiler of Java 17, so
 * one of them has more code than it inlines.
 */
final class GammaLoops {
  private GammaLoops() {}

  static void logGamma(float[] x, int xOffset, float[] y, int yOffset, int n) {
    Scratch scratch = Scratch.own();
    double[] product = scratch.moreDoubles;
    for (int i = 0; i < n; i += Scratch.DOUBLES) {
      int count = Math.min(Scratch.DOUBLES, n - i);
      products(x, xOffset + i, product, scratch.doubles, count);
      stirling(scratch, product, x, xOffset + i, y, yOffset + i, count);
    }
  }

  static void digamma(float[] x, int xOffset, float[] y, int yOffset, int n) {
    Scratch scratch = Scratch.own();
    double[] series = scratch.doubles;
    double[] sum = scratch.moreDoubles;
    double[] log = scratch.evenMoreDoubles;
    for (int i = 0; i < n; i += Scratch.DOUBLES) {
      int count = Math.min(Scratch.DOUBLES, n - i);
      sums(x, xOffset + i, sum, series, count);
      System.arraycopy(series, 0, log, 0, count);
      DoubleLoops.log(log, count);
      series(series, sum, log, count);
      for (int j = i; j < i + count; j++) {
        float v = x[xOffset + j];
        boolean special = !(v > 0 && v < Float.POSITIVE_INFINITY);
        y[yOffset + j] = special ? ScalarGamma.digamma(v) : (float) series[j - i];
      }
    }
  }

  /** One by one: converting vectors would bring in vectors of another length. */
  static void widen(float[] x, int xOffset, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = x[xOffset + i];
    }
  }

  /**
   * Writes {@code x (x + 1) ... (x + 7)} below 8, else 1; and x, below 8 {@code x + 8}, to raised.
   */
  private static void products(float[] x, int xOffset, double[] y, double[] raised, int n) {
    widen(x, xOffset, y, n);
    DoubleVector one = broadcast(DOUBLES, 1);
    for (int i = 0; i < n; i += DOUBLES.length()) {
      DoubleVector v = fromArray(DOUBLES, y, i);
      DoubleVector p = v.mul(v.add(1)).mul(v.add(2)).mul(v.add(3)).mul(v.add(4));
      p = p.mul(v.add(5)).mul(v.add(6)).mul(v.add(7));
      VectorMask<Double> low = v.compare(LT, 8);
      one.blend(p, low).intoArray(y, i);
      v.blend(v.add(8), low).intoArray(raised, i);
    }
  }

  /** Writes {@code 1/x + ... + 1/(x + 7)} below 8, else 0; and x, below 8 {@code x + 8}. */
  private static void sums(float[] x, int xOffset, double[] y, double[] raised, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = x[xOffset + i];
    }
    DoubleVector zero = broadcast(DOUBLES, 0);
    for (int i = 0; i < n; i += DOUBLES.length()) {
      DoubleVector v = fromArray(DOUBLES, y, i);
      DoubleVector p = v;
      DoubleVector factor = v.add(1);
      DoubleVector sum = factor.add(p);
      p = p.mul(factor);
      factor = v.add(2);
      sum = sum.fma(factor, p);
      p = p.mul(factor);
      factor = v.add(3);
      sum = sum.fma(factor, p);
      p = p.mul(factor);
      factor = v.add(4);
      sum = sum.fma(factor, p);
      p = p.mul(factor);
      factor = v.add(5);
      sum = sum.fma(factor, p);
      p = p.mul(factor);
      factor = v.add(6);
      sum = sum.fma(factor, p);
      p = p.mul(factor);
      factor = v.add(7);
      sum = sum.fma(factor, p);
      p = p.mul(factor);
      VectorMask<Double> low = v.compare(LT, 8);
      zero.blend(sum.div(p), low).intoArray(y, i);
      v.blend(v.add(8), low).intoArray(raised, i);
    }
  }

  /** Stirling's series of what is raised, and in the end the results. */
  private static void stirling(
      Scratch scratch, double[] product, float[] x, int xOffset, float[] y, int yOffset, int n) {
    double[] raised = scratch.doubles;
    double[] log = scratch.evenMoreDoubles;
    System.arraycopy(raised, 0, log, 0, n);
    DoubleLoops.log(product, n);
    DoubleLoops.log(log, n);
    DoubleVector one = broadcast(DOUBLES, 1);
    DoubleVector constant = broadcast(DOUBLES, HALF_LOG_2_PI);
    DoubleVector c1 = broadcast(DOUBLES, 1.0 / 12);
    DoubleVector c3 = broadcast(DOUBLES, -1.0 / 360);
    DoubleVector c5 = broadcast(DOUBLES, 1.0 / 1260);
    DoubleVector c7 = broadcast(DOUBLES, -1.0 / 1680);
    DoubleVector c9 = broadcast(DOUBLES, 1.0 / 1188);
    DoubleVector c11 = broadcast(DOUBLES, -691.0 / 360360);
    DoubleVector c13 = broadcast(DOUBLES, 1.0 / 156);
    for (int i = 0; i < n; i += DOUBLES.length()) {
      DoubleVector z = fromArray(DOUBLES, raised, i);
      DoubleVector inverse = one.div(z);
      DoubleVector w = inverse.mul(inverse);
      DoubleVector p = c13.fma(w, c11).fma(w, c9).fma(w, c7).fma(w, c5).fma(w, c3).fma(w, c1);
      DoubleVector tail = inverse.fma(p, constant.sub(z));
      DoubleVector stirling = z.sub(0.5).fma(fromArray(DOUBLES, log, i), tail);
      stirling.sub(fromArray(DOUBLES, product, i)).intoArray(raised, i);
    }
    for (int i = 0; i < n; i++) {
      float v = x[xOffset + i];
      boolean special = !(v > 0 && v < Float.POSITIVE_INFINITY) || v == 1 || v == 2;
      y[yOffset + i] = special ? ScalarGamma.logGamma(v) : (float) raised[i];
    }
  }

  /** The asymptotic series of digamma of what is raised. */
  private static void series(double[] x, double[] sum, double[] log, int n) {
    DoubleVector one = broadcast(DOUBLES, 1);
    DoubleVector c2 = broadcast(DOUBLES, 1.0 / 12);
    DoubleVector c4 = broadcast(DOUBLES, -1.0 / 120);
    DoubleVector c6 = broadcast(DOUBLES, 1.0 / 252);
    DoubleVector c8 = broadcast(DOUBLES, -1.0 / 240);
    DoubleVector c10 = broadcast(DOUBLES, 1.0 / 132);
    DoubleVector c12 = broadcast(DOUBLES, -691.0 / 32760);
    DoubleVector c14 = broadcast(DOUBLES, 1.0 / 12);
    for (int i = 0; i < n; i += DOUBLES.length()) {
      DoubleVector inverse = one.div(fromArray(DOUBLES, x, i));
      DoubleVector w = inverse.mul(inverse);
      DoubleVector p = c14.fma(w, c12).fma(w, c10).fma(w, c8).fma(w, c6).fma(w, c4).fma(w, c2);
      DoubleVector series = fromArray(DOUBLES, log, i).sub(w.fma(p, inverse.mul(0.5)));
      series.sub(fromArray(DOUBLES, sum, i)).intoArray(x, i);
    }
  }
}
