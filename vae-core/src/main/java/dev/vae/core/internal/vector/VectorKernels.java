package dev.vae.core.internal.vector;

import static dev.vae.core.internal.vector.lanes.Lanes.LENGTH;

import dev.vae.core.internal.portable.ScalarMath;
import dev.vae.core.internal.portable.Threefry;
import dev.vae.core.internal.vector.function.BinaryLoops;
import dev.vae.core.internal.vector.function.PairLoops;
import dev.vae.core.internal.vector.function.RandomLoops;
import dev.vae.core.internal.vector.function.ReductionLoops;
import dev.vae.core.internal.vector.function.ScalarOperandLoops;
import dev.vae.core.internal.vector.function.Scratch;
import dev.vae.core.internal.vector.function.SigmoidLoops;
import dev.vae.core.internal.vector.function.TernaryLoops;
import dev.vae.core.internal.vector.function.UnaryLoops;
import dev.vae.core.internal.vector.lanes.Lanes;
import dev.vae.core.kernel.BinaryFunction;
import dev.vae.core.kernel.ConvolutionSpec;
import dev.vae.core.kernel.Kernels;
import dev.vae.core.kernel.Product;
import dev.vae.core.kernel.ProductSpec;
import dev.vae.core.kernel.RandomKey;
import dev.vae.core.kernel.UnaryFunction;
import java.util.Set;

/** The kernels on the Vector API: whole vectors in place, the rest of a loop in {@link Scratch}. */
public final class VectorKernels implements Kernels {

  /**
   * Fewer numbers than this are taken one by one. Single numbers, such as a loss, are worked on but
   * once a step: too seldom for the just-in-time compiler to keep vectors from becoming objects.
   */
  private static final int FEW = 4;

  /**
   * The kernels; they have no state.
   *
   * @throws IllegalArgumentException if {@link Lanes#BITS} is none of 128, 256 and 512
   */
  public VectorKernels() {
    String bits = System.getProperty(Lanes.BITS, "").strip();
    if (!Set.of("", "128", "256", "512").contains(bits)) {
      throw new IllegalArgumentException(
          "system property " + Lanes.BITS + " is '" + bits + "'; it may be 128, 256 or 512");
    }
  }

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public String description() {
    return "vector: jdk.incubator.vector, " + Lanes.SPECIES.vectorBitSize() + " bits at a time";
  }

  @Override
  public void apply(UnaryFunction f, float[] x, int xAt, float[] y, int yAt, int n) {
    if (n < FEW) {
      for (int i = 0; i < n; i++) {
        y[yAt + i] = ScalarMath.apply(f, x[xAt + i]);
      }
      return;
    }
    int rest = n % LENGTH;
    int whole = n - rest;
    UnaryLoops.run(f, x, xAt, y, yAt, whole);
    if (rest > 0) {
      float[] s = Scratch.own().a;
      Scratch.fill(s, x, xAt + whole, rest);
      UnaryLoops.run(f, s, 0, s, 0, LENGTH);
      Scratch.drain(s, y, yAt + whole, rest);
    }
  }

  @Override
  public void addRelu(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int n) {
    int whole = n - n % LENGTH;
    PairLoops.addRelu(a, aAt, b, bAt, y, yAt, whole);
    for (int i = whole; i < n; i++) {
      y[yAt + i] = ScalarMath.apply(UnaryFunction.RELU, a[aAt + i] + b[bAt + i]);
    }
  }

  @Override
  public void wherePositive(float[] c, int cAt, float[] a, int aAt, float[] y, int yAt, int n) {
    int whole = n - n % LENGTH;
    PairLoops.wherePositive(c, cAt, a, aAt, y, yAt, whole);
    for (int i = whole; i < n; i++) {
      y[yAt + i] = c[cAt + i] > 0 ? a[aAt + i] : 0;
    }
  }

  @Override
  public void addQuarters(float[] x, int xAt, float[] y, int yAt, int n) {
    int whole = n - n % LENGTH;
    PairLoops.addQuarters(x, xAt, n, y, yAt, whole);
    for (int i = whole; i < n; i++) {
      int at = xAt + i;
      y[yAt + i] = (x[at] + x[at + 2 * n]) + (x[at + n] + x[at + 3 * n]);
    }
  }

  @Override
  public void softplusSigmoid(float[] x, int xAt, float[] p, int pAt, float[] s, int sAt, int n) {
    int rest = n % LENGTH;
    int whole = n - rest;
    SigmoidLoops.both(x, xAt, p, pAt, s, sAt, whole);
    if (rest > 0) {
      apply(UnaryFunction.SOFTPLUS, x, xAt + whole, p, pAt + whole, rest);
      apply(UnaryFunction.SIGMOID, x, xAt + whole, s, sAt + whole, rest);
    }
  }

  @Override
  public void apply(
      BinaryFunction f, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int n) {
    if (n < FEW) {
      for (int i = 0; i < n; i++) {
        y[yAt + i] = ScalarMath.apply(f, a[aAt + i], b[bAt + i]);
      }
      return;
    }
    int rest = n % LENGTH;
    int whole = n - rest;
    BinaryLoops.run(f, a, aAt, b, bAt, y, yAt, whole);
    if (rest > 0) {
      Scratch s = Scratch.own();
      Scratch.fill(s.a, a, aAt + whole, rest);
      Scratch.fill(s.b, b, bAt + whole, rest);
      BinaryLoops.run(f, s.a, 0, s.b, 0, s.a, 0, LENGTH);
      Scratch.drain(s.a, y, yAt + whole, rest);
    }
  }

  @Override
  public void apply(BinaryFunction f, float[] a, int aAt, float b, float[] y, int yAt, int n) {
    if (n < FEW) {
      for (int i = 0; i < n; i++) {
        y[yAt + i] = ScalarMath.apply(f, a[aAt + i], b);
      }
      return;
    }
    int rest = n % LENGTH;
    int whole = n - rest;
    ScalarOperandLoops.run(f, a, aAt, b, y, yAt, whole);
    if (rest > 0) {
      float[] s = Scratch.own().a;
      Scratch.fill(s, a, aAt + whole, rest);
      ScalarOperandLoops.run(f, s, 0, b, s, 0, LENGTH);
      Scratch.drain(s, y, yAt + whole, rest);
    }
  }

  @Override
  public void apply(BinaryFunction f, float a, float[] b, int bAt, float[] y, int yAt, int n) {
    if (n < FEW) {
      for (int i = 0; i < n; i++) {
        y[yAt + i] = ScalarMath.apply(f, a, b[bAt + i]);
      }
      return;
    }
    int rest = n % LENGTH;
    int whole = n - rest;
    ScalarOperandLoops.run(f, a, b, bAt, y, yAt, whole);
    if (rest > 0) {
      float[] s = Scratch.own().a;
      Scratch.fill(s, b, bAt + whole, rest);
      ScalarOperandLoops.run(f, a, s, 0, s, 0, LENGTH);
      Scratch.drain(s, y, yAt + whole, rest);
    }
  }

  @Override
  public void where(
      float[] c, int cAt, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int n) {
    int rest = n % LENGTH;
    int whole = n - rest;
    TernaryLoops.where(c, cAt, a, aAt, b, bAt, y, yAt, whole);
    for (int i = whole; i < n; i++) {
      y[yAt + i] = c[cAt + i] != 0 ? a[aAt + i] : b[bAt + i];
    }
  }

  @Override
  public void multiplyAdd(
      float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, float[] y, int yAt, int n) {
    int rest = n % LENGTH;
    int whole = n - rest;
    TernaryLoops.multiplyAdd(a, aAt, b, bAt, c, cAt, y, yAt, whole);
    for (int i = whole; i < n; i++) {
      y[yAt + i] = Math.fma(a[aAt + i], b[bAt + i], c[cAt + i]);
    }
  }

  @Override
  public float sum(float[] x, int xAt, int n) {
    return ReductionLoops.sum(x, xAt, n);
  }

  @Override
  public float max(float[] x, int xAt, int n) {
    return ReductionLoops.max(x, xAt, n);
  }

  @Override
  public void adam(
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
    int rest = n % LENGTH;
    int whole = n - rest;
    TernaryLoops.adam(w, wAt, m, mAt, v, vAt, g, gAt, whole, step);
    if (rest > 0) {
      Scratch s = Scratch.own();
      Scratch.fill(s.a, w, wAt + whole, rest);
      Scratch.fill(s.b, m, mAt + whole, rest);
      Scratch.fill(s.c, v, vAt + whole, rest);
      Scratch.fill(s.d, g, gAt + whole, rest);
      TernaryLoops.adam(s.a, 0, s.b, 0, s.c, 0, s.d, 0, LENGTH, step);
      Scratch.drain(s.a, w, wAt + whole, rest);
      Scratch.drain(s.b, m, mAt + whole, rest);
      Scratch.drain(s.c, v, vAt + whole, rest);
    }
  }

  @Override
  public void uniform(
      RandomKey key, long firstRow, int rows, int from, int width, float[] y, int yAt) {
    RandomLoops.fill(key, Threefry.UNIFORM, null, 0, firstRow, rows, from, width, y, yAt);
  }

  @Override
  public void uniform(
      RandomKey key,
      long[] rowNumbers,
      int numbersAt,
      int rows,
      int from,
      int width,
      float[] y,
      int yAt) {
    RandomLoops.fill(key, Threefry.UNIFORM, rowNumbers, numbersAt, 0, rows, from, width, y, yAt);
  }

  @Override
  public void normal(
      RandomKey key, long firstRow, int rows, int from, int width, float[] y, int yAt) {
    RandomLoops.fill(key, Threefry.NORMAL, null, 0, firstRow, rows, from, width, y, yAt);
  }

  @Override
  public void normal(
      RandomKey key,
      long[] rowNumbers,
      int numbersAt,
      int rows,
      int from,
      int width,
      float[] y,
      int yAt) {
    RandomLoops.fill(key, Threefry.NORMAL, rowNumbers, numbersAt, 0, rows, from, width, y, yAt);
  }

  @Override
  public Product product(ProductSpec spec) {
    return VectorProducts.product(spec);
  }

  @Override
  public Product convolution(ConvolutionSpec spec) {
    return VectorProducts.convolution(spec);
  }
}
