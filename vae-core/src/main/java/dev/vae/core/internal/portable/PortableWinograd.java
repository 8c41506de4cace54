package dev.vae.core.internal.portable;

import dev.vae.core.kernel.ConvolutionSpec;
import dev.vae.core.kernel.ConvolutionSpec.Kind;
import dev.vae.core.kernel.Product;
import dev.vae.core.kernel.ProductSpec;
import dev.vae.core.kernel.Winograd;
import java.util.Arrays;

/** Convolutions as {@link Winograd} defines them, image by image, or round by round for weights. */
final class PortableWinograd implements Product {
  private final ConvolutionSpec s;
  private final Winograd w;
  private final PortableTransforms transforms;
  private final int images;
  private final int outputs;
  private final int matrices;

  PortableWinograd(ConvolutionSpec s) {
    this.s = s;
    w = new Winograd(s);
    transforms = new PortableTransforms(s);
    images = s.height() * s.width() * s.channels();
    outputs = s.outputHeight() * s.outputWidth() * s.outputs();
    matrices = Winograd.PAIRS * w.depth() * s.outputs();
  }

  @Override
  public int scratch(int threads) {
    return matrices;
  }

  @Override
  public int phases() {
    return 2;
  }

  @Override
  public int tasks(int phase) {
    return phase == 0 || s.kind() == Kind.WEIGHT ? 1 : s.images();
  }

  @Override
  public void run(int phase, int task, int thread, Buffers x) {
    if (s.kind() == Kind.WEIGHT) {
      if (phase == 0) {
        sums(x);
      } else {
        transforms.toWeights(x.scratch, x.scratchOffset, x.c, x.cOffset);
        int size = s.kernelHeight() * s.kernelWidth() * s.channels() * s.outputs();
        finish(s, size, x, x.aOffset, x.bOffset, x.cOffset);
      }
    } else if (phase == 0) {
      transforms.weights(x.b, x.bOffset, x.scratch, x.scratchOffset);
    } else if (s.kind() == Kind.FORWARD) {
      float[] points = transforms.image(x.a, x.aOffset + task * images);
      transforms.toOutputs(
          products(points, s.outputs(), w.depth(), x), x.c, x.cOffset + task * outputs);
      finish(task, images, outputs, x);
    } else {
      float[] points = transforms.outputs(x.a, x.aOffset + task * outputs);
      transforms.toImage(
          products(points, w.depth(), s.outputs(), x), x.c, x.cOffset + task * images);
      finish(task, outputs, images, x);
    }
  }

  /** Points times the matrices of weights. */
  private float[] products(float[] points, int n, int k, Buffers x) {
    float[] result = new float[w.points() * n];
    for (int pair = 0; pair < Winograd.PAIRS; pair++) {
      int count = w.count(pair);
      int before = w.before(pair);
      ProductSpec spec = ProductSpec.of(count, n, k, false, s.kind() == Kind.TRANSPOSE);
      int matrix = x.scratchOffset + pair * w.depth() * s.outputs();
      multiply(spec, points, before * k, x.scratch, matrix, result, before * n);
    }
    return result;
  }

  /** For each pair the sum over rounds. */
  private void sums(Buffers x) {
    int matrix = w.depth() * s.outputs();
    for (int first = 0; first < s.images(); first += w.round()) {
      int count = Math.min(w.round(), s.images() - first);
      float[] left = new float[count * w.points() * w.depth()];
      float[] right = new float[count * w.points() * s.outputs()];
      for (int i = 0; i < count; i++) {
        float[] a = transforms.image(x.a, x.aOffset + (first + i) * images);
        spread(a, w.depth(), i, count, left);
        float[] b = transforms.outputs(x.b, x.bOffset + (first + i) * outputs);
        spread(b, s.outputs(), i, count, right);
      }
      for (int pair = 0; pair < Winograd.PAIRS; pair++) {
        int from = count * w.before(pair);
        int to = from + count * w.count(pair);
        if (from == to) {
          // no point of the few there are has this pair
          int at = x.scratchOffset + pair * matrix;
          Arrays.fill(x.scratch, at, at + matrix, 0);
        }
        for (int block = from; block < to; block += BLOCK) {
          float[] sum = new float[matrix];
          int k = Math.min(BLOCK, to - block);
          ProductSpec spec = ProductSpec.of(w.depth(), s.outputs(), k, true, false);
          multiply(spec, left, block * w.depth(), right, block * s.outputs(), sum, 0);
          for (int i = 0; i < matrix; i++) {
            int at = x.scratchOffset + pair * matrix + i;
            x.scratch[at] = first == 0 && block == from ? sum[i] : x.scratch[at] + sum[i];
          }
        }
      }
    }
  }

  /** Puts the points of an image among those of its round: point by point, images innermost. */
  private static void spread(float[] points, int size, int image, int count, float[] to) {
    for (int i = 0; i * size < points.length; i++) {
      System.arraycopy(points, i * size, to, (i * count + image) * size, size);
    }
  }

  private static void multiply(
      ProductSpec spec, float[] a, int aOffset, float[] b, int bOffset, float[] c, int cOffset) {
    Buffers y = new Buffers();
    y.a = a;
    y.aOffset = aOffset;
    y.b = b;
    y.bOffset = bOffset;
    y.c = c;
    y.cOffset = cOffset;
    runAll(PortableProducts.product(spec), y);
  }

  private static void runAll(Product product, Buffers y) {
    y.scratch = new float[product.scratch(1)];
    for (int phase = 0; phase < product.phases(); phase++) {
      for (int task = 0; task < product.tasks(phase); task++) {
        product.run(phase, task, 0, y);
      }
    }
  }

  private void finish(int image, int read, int size, Buffers x) {
    ConvolutionSpec one = s.withImages(1);
    finish(one, size, x, x.aOffset + image * read, x.bOffset, x.cOffset + image * size);
  }

  /** Sums anew what went beyond the limit. */
  private static void finish(
      ConvolutionSpec s, int size, Buffers x, int aOffset, int bOffset, int cOffset) {
    boolean holds = true;
    for (int i = cOffset; i < cOffset + size; i++) {
      holds &= Winograd.holds(x.c[i]);
    }
    if (!holds) {
      Buffers y = new Buffers();
      y.a = x.a;
      y.aOffset = aOffset;
      y.b = x.b;
      y.bOffset = bOffset;
      y.c = x.c;
      y.cOffset = cOffset;
      runAll(PortableProducts.plain(s), y);
    }
  }
}
