package dev.vae.core.internal.vector;

import dev.vae.core.internal.portable.PortableKernels;
import dev.vae.core.kernel.BinaryFunction;
import dev.vae.core.kernel.ConvolutionSpec;
import dev.vae.core.kernel.Kernels;
import dev.vae.core.kernel.Product;
import dev.vae.core.kernel.ProductSpec;
import dev.vae.core.kernel.RandomKey;
import dev.vae.core.kernel.UnaryFunction;

/** The kernels on the Vector API. */
public final class VectorKernels implements Kernels {
  private final Kernels scalar = new PortableKernels();

  /** The kernels; they have no state. */
  public VectorKernels() {}

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
    scalar.apply(f, x, xAt, y, yAt, n);
  }

  @Override
  public void apply(
      BinaryFunction f, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int n) {
    scalar.apply(f, a, aAt, b, bAt, y, yAt, n);
  }

  @Override
  public void apply(BinaryFunction f, float[] a, int aAt, float b, float[] y, int yAt, int n) {
    scalar.apply(f, a, aAt, b, y, yAt, n);
  }

  @Override
  public void apply(BinaryFunction f, float a, float[] b, int bAt, float[] y, int yAt, int n) {
    scalar.apply(f, a, b, bAt, y, yAt, n);
  }

  @Override
  public void where(
      float[] c, int cAt, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int n) {
    scalar.where(c, cAt, a, aAt, b, bAt, y, yAt, n);
  }

  @Override
  public void multiplyAdd(
      float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, float[] y, int yAt, int n) {
    scalar.multiplyAdd(a, aAt, b, bAt, c, cAt, y, yAt, n);
  }

  @Override
  public float sum(float[] x, int xAt, int n) {
    return scalar.sum(x, xAt, n);
  }

  @Override
  public float max(float[] x, int xAt, int n) {
    return scalar.max(x, xAt, n);
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
    scalar.adam(w, wAt, m, mAt, v, vAt, g, gAt, n, step);
  }

  @Override
  public void uniform(
      RandomKey key, long firstRow, int rows, int from, int width, float[] y, int yAt) {
    scalar.uniform(key, firstRow, rows, from, width, y, yAt);
  }

  @Override
  public void normal(
      RandomKey key, long firstRow, int rows, int from, int width, float[] y, int yAt) {
    scalar.normal(key, firstRow, rows, from, width, y, yAt);
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
