package dev.vae.core.internal.vector;

import static dev.vae.core.internal.vector.lanes.Lanes.LENGTH;

import dev.vae.core.internal.portable.ScalarMath;
import dev.vae.core.internal.portable.Threefry;
import dev.vae.core.internal.vector.function.BinaryLoops;
import dev.vae.core.internal.vector.function.PairLoops;
import dev.vae.core.internal.vector.function.RandomLoops;
import dev.vae.core.internal.vector.function.ReductionLoops;
import dev.vae.core.internal.vector.function.RowCopies;
import dev.vae.core.internal.vector.function.RowLoops;
import dev.vae.core.internal.vector.function.ScalarOperandLoops;
import dev.vae.core.internal.vector.function.Scratch;
import dev.vae.core.internal.vector.function.SigmoidLoops;
import dev.vae.core.internal.vector.function.TernaryLoops;
import dev.vae.core.internal.vector.function.UnaryLoops;
import dev.vae.core.internal.vector.lanes.Lanes;
import dev.vae.core.kernel.BinaryFunction;
import dev.vae.core.kernel.ConvolutionSpec;
import dev.vae.core.kernel.Kernels;
import dev.vae.core.kernel.PairFunction;
import dev.vae.core.kernel.Product;
import dev.vae.core.kernel.ProductSpec;
import dev.vae.core.kernel.RandomKey;
import dev.vae.core.kernel.UnaryFunction;
import java.util.Set;

/** The kernels on the Vector API: whole vectors in place, the rest of a loop in {@link Scratch}. */
final class VectorKernels implements Kernels {

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
  public void apply(UnaryFunction f, float[] x, int xOffset, float[] y, int yOffset, int n) {
    if (n < FEW) {
      for (int i = 0; i < n; i++) {
        y[yOffset + i] = ScalarMath.apply(f, x[xOffset + i]);
      }
      return;
    }
    int rest = n % LENGTH;
    int whole = n - rest;
    UnaryLoops.run(f, x, xOffset, y, yOffset, whole);
    if (rest > 0) {
      float[] s = Scratch.own().a;
      Scratch.fill(s, x, xOffset + whole, rest);
      UnaryLoops.run(f, s, 0, s, 0, LENGTH);
      Scratch.drain(s, y, yOffset + whole, rest);
    }
  }

  @Override
  public void apply(
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
    int whole = n - n % LENGTH;
    if (whole > 0) {
      PairLoops.run(f, a, aOffset, b, bOffset, c, cOffset, y, yOffset, whole);
    }
    if (n > whole) {
      int at = whole;
      Kernels.super.apply(
          f, a, aOffset + at, b, bOffset + at, c, cOffset + at, y, yOffset + at, n - at);
    }
  }

  @Override
  public void addRelu(
      float[] a, int aOffset, float[] b, int bOffset, float[] y, int yOffset, int n) {
    int whole = n - n % LENGTH;
    PairLoops.addRelu(a, aOffset, b, bOffset, y, yOffset, whole);
    for (int i = whole; i < n; i++) {
      y[yOffset + i] = ScalarMath.apply(UnaryFunction.RELU, a[aOffset + i] + b[bOffset + i]);
    }
  }

  @Override
  public void wherePositive(
      float[] c, int cOffset, float[] a, int aOffset, float[] y, int yOffset, int n) {
    int whole = n - n % LENGTH;
    PairLoops.wherePositive(c, cOffset, a, aOffset, y, yOffset, whole);
    for (int i = whole; i < n; i++) {
      y[yOffset + i] = c[cOffset + i] > 0 ? a[aOffset + i] : 0;
    }
  }

  @Override
  public void addQuarters(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int whole = n - n % LENGTH;
    PairLoops.addQuarters(x, xOffset, n, y, yOffset, whole);
    for (int i = whole; i < n; i++) {
      int at = xOffset + i;
      y[yOffset + i] = (x[at] + x[at + 2 * n]) + (x[at + n] + x[at + 3 * n]);
    }
  }

  @Override
  public void softplusSigmoid(
      float[] x, int xOffset, float[] p, int pOffset, float[] s, int sOffset, int n) {
    int rest = n % LENGTH;
    int whole = n - rest;
    SigmoidLoops.both(x, xOffset, p, pOffset, s, sOffset, whole);
    if (rest > 0) {
      apply(UnaryFunction.SOFTPLUS, x, xOffset + whole, p, pOffset + whole, rest);
      apply(UnaryFunction.SIGMOID, x, xOffset + whole, s, sOffset + whole, rest);
    }
  }

  @Override
  public void apply(
      BinaryFunction f,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] y,
      int yOffset,
      int n) {
    if (n < FEW) {
      for (int i = 0; i < n; i++) {
        y[yOffset + i] = ScalarMath.apply(f, a[aOffset + i], b[bOffset + i]);
      }
      return;
    }
    int rest = n % LENGTH;
    int whole = n - rest;
    BinaryLoops.run(f, a, aOffset, b, bOffset, y, yOffset, whole);
    if (rest > 0) {
      Scratch s = Scratch.own();
      Scratch.fill(s.a, a, aOffset + whole, rest);
      Scratch.fill(s.b, b, bOffset + whole, rest);
      BinaryLoops.run(f, s.a, 0, s.b, 0, s.a, 0, LENGTH);
      Scratch.drain(s.a, y, yOffset + whole, rest);
    }
  }

  @Override
  public void apply(
      BinaryFunction f, float[] a, int aOffset, float b, float[] y, int yOffset, int n) {
    if (n < FEW) {
      for (int i = 0; i < n; i++) {
        y[yOffset + i] = ScalarMath.apply(f, a[aOffset + i], b);
      }
      return;
    }
    int rest = n % LENGTH;
    int whole = n - rest;
    ScalarOperandLoops.run(f, a, aOffset, b, y, yOffset, whole);
    if (rest > 0) {
      float[] s = Scratch.own().a;
      Scratch.fill(s, a, aOffset + whole, rest);
      ScalarOperandLoops.run(f, s, 0, b, s, 0, LENGTH);
      Scratch.drain(s, y, yOffset + whole, rest);
    }
  }

  @Override
  public void apply(
      BinaryFunction f, float a, float[] b, int bOffset, float[] y, int yOffset, int n) {
    if (n < FEW) {
      for (int i = 0; i < n; i++) {
        y[yOffset + i] = ScalarMath.apply(f, a, b[bOffset + i]);
      }
      return;
    }
    int rest = n % LENGTH;
    int whole = n - rest;
    ScalarOperandLoops.run(f, a, b, bOffset, y, yOffset, whole);
    if (rest > 0) {
      float[] s = Scratch.own().a;
      Scratch.fill(s, b, bOffset + whole, rest);
      ScalarOperandLoops.run(f, a, s, 0, s, 0, LENGTH);
      Scratch.drain(s, y, yOffset + whole, rest);
    }
  }

  @Override
  public void where(
      float[] c,
      int cOffset,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] y,
      int yOffset,
      int n) {
    int rest = n % LENGTH;
    int whole = n - rest;
    TernaryLoops.where(c, cOffset, a, aOffset, b, bOffset, y, yOffset, whole);
    for (int i = whole; i < n; i++) {
      y[yOffset + i] = c[cOffset + i] != 0 ? a[aOffset + i] : b[bOffset + i];
    }
  }

  @Override
  public void multiplyAdd(
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      float[] y,
      int yOffset,
      int n) {
    int rest = n % LENGTH;
    int whole = n - rest;
    TernaryLoops.multiplyAdd(a, aOffset, b, bOffset, c, cOffset, y, yOffset, whole);
    for (int i = whole; i < n; i++) {
      y[yOffset + i] = Math.fma(a[aOffset + i], b[bOffset + i], c[cOffset + i]);
    }
  }

  @Override
  public float sum(float[] x, int xOffset, int n) {
    return ReductionLoops.sum(x, xOffset, n);
  }

  @Override
  public float max(float[] x, int xOffset, int n) {
    return ReductionLoops.max(x, xOffset, n);
  }

  @Override
  public void copyRows(
      float[] x, int xOffset, int apart, int width, float[] y, int yOffset, int rows) {
    int done = RowCopies.copy(x, xOffset, apart, width, y, yOffset, rows);
    int from = xOffset + done * apart;
    int to = yOffset + done * width;
    Kernels.super.copyRows(x, from, apart, width, y, to, rows - done);
  }

  @Override
  public void repeatNumbers(
      float[] x, int xOffset, int apart, int width, float[] y, int yOffset, int rows) {
    int done = RowCopies.repeat(x, xOffset, apart, width, y, yOffset, rows);
    int from = xOffset + done * apart;
    int to = yOffset + done * width;
    Kernels.super.repeatNumbers(x, from, apart, width, y, to, rows - done);
  }

  @Override
  public void meanSquares(
      float[] row,
      int[] columns,
      int numbers,
      float otherLevel,
      float[] values,
      float[] there,
      int stride,
      int from,
      int n,
      float[] y,
      int yOffset) {
    RowLoops.meanSquares(
        row, columns, numbers, otherLevel, values, there, stride, from, n, y, yOffset);
  }

  @Override
  public void adam(
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
    int rest = n % LENGTH;
    int whole = n - rest;
    TernaryLoops.adam(w, wOffset, m, mOffset, v, vOffset, g, gOffset, whole, step);
    if (rest > 0) {
      Scratch s = Scratch.own();
      Scratch.fill(s.a, w, wOffset + whole, rest);
      Scratch.fill(s.b, m, mOffset + whole, rest);
      Scratch.fill(s.c, v, vOffset + whole, rest);
      Scratch.fill(s.d, g, gOffset + whole, rest);
      TernaryLoops.adam(s.a, 0, s.b, 0, s.c, 0, s.d, 0, LENGTH, step);
      Scratch.drain(s.a, w, wOffset + whole, rest);
      Scratch.drain(s.b, m, mOffset + whole, rest);
      Scratch.drain(s.c, v, vOffset + whole, rest);
    }
  }

  @Override
  public void uniform(
      RandomKey key, long firstRow, int rows, int from, int width, float[] y, int yOffset) {
    RandomLoops.fill(key, Threefry.UNIFORM, null, 0, firstRow, rows, from, width, y, yOffset);
  }

  @Override
  public void uniform(
      RandomKey key,
      long[] rowNumbers,
      int rowNumbersOffset,
      int rows,
      int from,
      int width,
      float[] y,
      int yOffset) {
    RandomLoops.fill(
        key, Threefry.UNIFORM, rowNumbers, rowNumbersOffset, 0, rows, from, width, y, yOffset);
  }

  @Override
  public void normal(
      RandomKey key, long firstRow, int rows, int from, int width, float[] y, int yOffset) {
    RandomLoops.fill(key, Threefry.NORMAL, null, 0, firstRow, rows, from, width, y, yOffset);
  }

  @Override
  public void normal(
      RandomKey key,
      long[] rowNumbers,
      int rowNumbersOffset,
      int rows,
      int from,
      int width,
      float[] y,
      int yOffset) {
    RandomLoops.fill(
        key, Threefry.NORMAL, rowNumbers, rowNumbersOffset, 0, rows, from, width, y, yOffset);
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
