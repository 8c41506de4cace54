package dev.vae.core.internal.portable;

import dev.vae.core.kernel.BinaryFunction;
import dev.vae.core.kernel.ConvolutionSpec;
import dev.vae.core.kernel.Kernels;
import dev.vae.core.kernel.Product;
import dev.vae.core.kernel.ProductSpec;
import dev.vae.core.kernel.RandomKey;
import dev.vae.core.kernel.UnaryFunction;

/** The kernels in plain loops: what every other implementation must equal bit by bit. */
public final class PortableKernels implements Kernels {
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
  public void apply(UnaryFunction f, float[] x, int xAt, float[] y, int yAt, int n) {
    ScalarMath.Unary function = ScalarMath.of(f);
    for (int i = 0; i < n; i++) {
      y[yAt + i] = function.at(x[xAt + i]);
    }
  }

  @Override
  public void apply(
      BinaryFunction f, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] = ScalarMath.apply(f, a[aAt + i], b[bAt + i]);
    }
  }

  @Override
  public void apply(BinaryFunction f, float[] a, int aAt, float b, float[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] = ScalarMath.apply(f, a[aAt + i], b);
    }
  }

  @Override
  public void apply(BinaryFunction f, float a, float[] b, int bAt, float[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] = ScalarMath.apply(f, a, b[bAt + i]);
    }
  }

  @Override
  public void where(
      float[] c, int cAt, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] = c[cAt + i] != 0 ? a[aAt + i] : b[bAt + i];
    }
  }

  @Override
  public void multiplyAdd(
      float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, float[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] = Math.fma(a[aAt + i], b[bAt + i], c[cAt + i]);
    }
  }

  @Override
  public float sum(float[] x, int xAt, int n) {
    float[] lanes = new float[LANES];
    for (int i = 0; i < n; i++) {
      lanes[i % LANES] += x[xAt + i];
    }
    for (int half = LANES / 2; half > 0; half /= 2) {
      for (int l = 0; l < half; l++) {
        lanes[l] += lanes[l + half];
      }
    }
    return lanes[0];
  }

  @Override
  public float max(float[] x, int xAt, int n) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      max = Math.max(max, x[xAt + i]);
    }
    return max;
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
    float toGradient = 1 - step.beta1();
    float toSquare = 1 - step.beta2();
    for (int i = 0; i < n; i++) {
      float gradient = g[gAt + i];
      float mean = Math.fma(toGradient, gradient - m[mAt + i], m[mAt + i]);
      float square = Math.fma(toSquare, Math.fma(gradient, gradient, -v[vAt + i]), v[vAt + i]);
      float width = Math.fma((float) Math.sqrt(square), step.scale(), step.epsilon());
      m[mAt + i] = mean;
      v[vAt + i] = square;
      w[wAt + i] = Math.fma(-step.rate(), mean / width, w[wAt + i]);
    }
  }

  @Override
  public void uniform(
      RandomKey key, long firstRow, int rows, int from, int width, float[] y, int yAt) {
    ScalarRandom.uniform(key, null, 0, firstRow, rows, from, width, y, yAt);
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
    ScalarRandom.uniform(key, rowNumbers, numbersAt, 0, rows, from, width, y, yAt);
  }

  @Override
  public void normal(
      RandomKey key, long firstRow, int rows, int from, int width, float[] y, int yAt) {
    ScalarRandom.normal(key, null, 0, firstRow, rows, from, width, y, yAt);
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
    ScalarRandom.normal(key, rowNumbers, numbersAt, 0, rows, from, width, y, yAt);
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
