package dev.vae.core.internal.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.kernel.ConvolutionSpec;
import dev.vae.core.kernel.KernelSelector;
import dev.vae.core.kernel.Kernels;
import dev.vae.core.kernel.Product;
import java.util.Arrays;
import java.util.Random;

/** Runs products in every order of tasks, over scratch and results that hold rubbish before. */
final class Trial {
  static final Kernels VECTOR = KernelSelector.byName("vector");
  static final Kernels PORTABLE = KernelSelector.byName("portable");
  private static final int THREADS = 3;

  private Trial() {}

  /**
   * Both products give the same bits, near a reference; tasks may come in any order; each output
   * element is announced once, by then final, and may be changed on the spot.
   */
  static void check(
      String what, Product vector, Product portable, float[] a, float[] b, double[] expected) {
    float[] result = run(portable, a, b, expected.length, false);
    for (int i = 0; i < expected.length; i++) {
      double tolerance = 1e-4 * (10 + Math.abs(expected[i]));
      assertTrue(
          Math.abs(result[i] - expected[i]) <= tolerance || result[i] == (float) expected[i],
          what + " [" + i + "]: " + result[i] + " instead of " + expected[i]);
    }
    assertArrayEquals(result, run(vector, a, b, result.length, false), what);
    for (Product product : new Product[] {vector, portable}) {
      assertArrayEquals(result, run(product, a, b, result.length, true), what + " reversed");
    }
  }

  /** The bits of a result. */
  static float[] run(Product p, float[] a, float[] b, int size, boolean reverse) {
    Product.Buffers x = new Product.Buffers();
    x.a = a;
    x.b = b;
    x.c = new float[size + 5];
    x.cOffset = 5;
    x.scratchOffset = 16;
    x.scratch = new float[16 + p.scratch(THREADS)];
    Arrays.fill(x.c, Float.NaN);
    // NaN is seen in what reads it, but for what sums anew where a result is not finite
    Arrays.fill(x.scratch, reverse ? 3 : Float.NaN);
    for (int phase = 0; phase < p.phases(); phase++) {
      int tasks = p.tasks(phase);
      for (int i = 0; i < tasks; i++) {
        int thread = reverse ? THREADS - 1 - i % THREADS : i % THREADS;
        p.run(phase, reverse ? tasks - 1 - i : i, thread, x);
      }
    }
    return Arrays.copyOfRange(x.c, 5, x.c.length);
  }

  /** The same for a convolution of random numbers. */
  static void check(ConvolutionSpec s, Random random) {
    int imageSize = s.images() * s.height() * s.width() * s.channels();
    int outputSize = s.images() * s.outputHeight() * s.outputWidth() * s.outputs();
    int weightSize = s.kernelHeight() * s.kernelWidth() * s.channels() / s.groups() * s.outputs();
    float[] a = random(random, s.kind() == ConvolutionSpec.Kind.TRANSPOSE ? outputSize : imageSize);
    float[] b = random(random, s.kind() == ConvolutionSpec.Kind.WEIGHT ? outputSize : weightSize);
    double[] expected = convolution(s, a, b);
    check(s.toString(), VECTOR.convolution(s), PORTABLE.convolution(s), a, b, expected);
  }

  /** A convolution in double precision. */
  static double[] convolution(ConvolutionSpec s, float[] a, float[] b) {
    int imageSize = s.images() * s.height() * s.width() * s.channels();
    int outputSize = s.images() * s.outputHeight() * s.outputWidth() * s.outputs();
    int inGroup = s.channels() / s.groups();
    int outGroup = s.outputs() / s.groups();
    int weightSize = s.kernelHeight() * s.kernelWidth() * inGroup * s.outputs();
    double[] expected =
        new double
            [switch (s.kind()) {
              case FORWARD -> outputSize;
              case TRANSPOSE -> imageSize;
              case WEIGHT -> weightSize;
            }];
    for (int output = 0; output < outputSize; output++) {
      int o = output % s.outputs();
      int ox = output / s.outputs() % s.outputWidth();
      int oy = output / s.outputs() / s.outputWidth() % s.outputHeight();
      int image = output / s.outputs() / s.outputWidth() / s.outputHeight();
      for (int tap = 0; tap < weightSize / s.outputs(); tap++) {
        int x = ox * s.strideWidth() - s.padLeft() + tap / inGroup % s.kernelWidth();
        int y = oy * s.strideHeight() - s.padTop() + tap / inGroup / s.kernelWidth();
        if (x < 0 || x >= s.width() || y < 0 || y >= s.height()) {
          continue;
        }
        int channel = o / outGroup * inGroup + tap % inGroup;
        int position = ((image * s.height() + y) * s.width() + x) * s.channels() + channel;
        int weight = tap * s.outputs() + o;
        switch (s.kind()) {
          case FORWARD -> expected[output] += (double) a[position] * b[weight];
          case TRANSPOSE -> expected[position] += (double) a[output] * b[weight];
          case WEIGHT -> expected[weight] += (double) a[position] * b[output];
        }
      }
    }
    return expected;
  }

  static float[] random(Random random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
