package dev.vae.core.internal.portable;

import dev.vae.core.kernel.BinaryFunction;
import dev.vae.core.kernel.ConvolutionSpec;
import dev.vae.core.kernel.Kernels;
import dev.vae.core.kernel.Product;
import dev.vae.core.kernel.ProductSpec;
import dev.vae.core.kernel.RandomKey;
import dev.vae.core.kernel.UnaryFunction;

/** The kernels in plain loops: what every other implementation must equal bit by bit. */
final class PortableKernels implements Kernels {
  /** The fixed number of running sums, whatever the machine's vectors hold. */
  private static final int LANES = 16;

  /** The kernels; they have no state. */
  public PortableKernels() {}

  @Override
  public String name() {
    return "portable";
  }

  @Override
  public String description() {
    return "portable: plain loops, one number at a time";
  }

  @Override
  public void apply(UnaryFunction f, float[] x, int xOffset, float[] y, int yOffset, int n) {
    ScalarMath.Unary function = ScalarMath.of(f);
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = function.at(x[xOffset + i]);
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
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarMath.apply(f, a[aOffset + i], b[bOffset + i]);
    }
  }

  @Override
  public void apply(
      BinaryFunction f, float[] a, int aOffset, float b, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarMath.apply(f, a[aOffset + i], b);
    }
  }

  @Override
  public void apply(
      BinaryFunction f, float a, float[] b, int bOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarMath.apply(f, a, b[bOffset + i]);
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
    for (int i = 0; i < n; i++) {
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
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = Math.fma(a[aOffset + i], b[bOffset + i], c[cOffset + i]);
    }
  }

  @Override
  public float sum(float[] x, int xOffset, int n) {
    float[] lanes = new float[LANES];
    for (int i = 0; i < n; i++) {
      lanes[i % LANES] += x[xOffset + i];
    }
    for (int half = LANES / 2; half > 0; half /= 2) {
      for (int l = 0; l < half; l++) {
        lanes[l] += lanes[l + half];
      }
    }
    return lanes[0];
  }

  @Override
  public float max(float[] x, int xOffset, int n) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      max = Math.max(max, x[xOffset + i]);
    }
    return max;
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
    float toGradient = 1 - step.beta1();
    float toSquare = 1 - step.beta2();
    for (int i = 0; i < n; i++) {
      float gradient = g[gOffset + i];
      float mean = Math.fma(toGradient, gradient - m[mOffset + i], m[mOffset + i]);
      float square =
          Math.fma(toSquare, Math.fma(gradient, gradient, -v[vOffset + i]), v[vOffset + i]);
      float width = Math.fma((float) Math.sqrt(square), step.scale(), step.epsilon());
      m[mOffset + i] = mean;
      v[vOffset + i] = square;
      w[wOffset + i] = Math.fma(-step.rate(), mean / width, w[wOffset + i]);
    }
  }

  @Override
  public void uniform(
      RandomKey key, long firstRow, int rows, int from, int width, float[] y, int yOffset) {
    ScalarRandom.uniform(key, null, 0, firstRow, rows, from, width, y, yOffset);
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
    ScalarRandom.uniform(key, rowNumbers, rowNumbersOffset, 0, rows, from, width, y, yOffset);
  }

  @Override
  public void normal(
      RandomKey key, long firstRow, int rows, int from, int width, float[] y, int yOffset) {
    ScalarRandom.normal(key, null, 0, firstRow, rows, from, width, y, yOffset);
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
    ScalarRandom.normal(key, rowNumbers, rowNumbersOffset, 0, rows, from, width, y, yOffset);
  }

  @Override
  public Product product(ProductSpec spec) {
    return PortableProducts.product(spec);
  }

  @Override
  public Product convolution(ConvolutionSpec spec) {
    return PortableProducts.convolution(spec);
  }
}
