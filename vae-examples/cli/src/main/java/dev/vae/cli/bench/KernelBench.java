package dev.vae.cli.bench;

import dev.vae.core.kernel.Kernels;
import dev.vae.core.kernel.Product;
import dev.vae.core.kernel.ProductSpec;
import dev.vae.core.kernel.UnaryFunction;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;

/**
 * How fast each kernel is by itself, on one thread: the matrix product in GFLOP/s, the functions in
 * nanoseconds an element. Minima over bursts, because other load can only make a burst slower.
 */
public final class KernelBench {
  /** m, n, k: a square, and the three products of the reference net at batch 128. */
  private static final int[][] SHAPES = {
    {512, 512, 512}, {128, 400, 784}, {128, 784, 400}, {784, 400, 128}, {128, 20, 400}
  };

  private static final int ELEMENTS = 4096; // stays in the first cache

  private final Kernels kernels;
  private final double seconds;

  /**
   * A benchmark.
   *
   * @param seconds how long each case is run
   */
  public KernelBench(Kernels kernels, double seconds) {
    this.kernels = kernels;
    this.seconds = seconds;
  }

  /** Runs all cases and hands on a line for each. */
  public void run(Consumer<String> line) {
    for (int[] s : SHAPES) {
      for (boolean a : List.of(false, true)) {
        for (boolean b : List.of(false, true)) {
          line.accept(product(ProductSpec.of(s[0], s[1], s[2], a, b)));
        }
      }
    }
    for (UnaryFunction function : UnaryFunction.values()) {
      line.accept(function(function));
    }
  }

  private String product(ProductSpec spec) {
    Product product = kernels.product(spec);
    Product.Buffers buffers = new Product.Buffers();
    buffers.a = values(spec.m() * spec.k());
    buffers.b = values(spec.k() * spec.n());
    buffers.c = new float[spec.m() * spec.n()];
    buffers.scratch = new float[product.scratch(1)];
    double operations = 2.0 * spec.m() * spec.n() * spec.k();
    int repeat = (int) Math.max(1, 2e8 / operations);
    double best = Stopwatch.minimum(seconds, repeat, () -> run(product, buffers));
    return String.format(
        Locale.ROOT,
        "peer=vae kernels=%s product=%dx%dx%d transpose=%s%s us=%.1f gflops=%.1f",
        kernels.name(),
        spec.m(),
        spec.n(),
        spec.k(),
        spec.transposeA() ? "t" : "n",
        spec.transposeB() ? "t" : "n",
        best * 1e6,
        operations / best * 1e-9);
  }

  private static void run(Product product, Product.Buffers buffers) {
    for (int phase = 0; phase < product.phases(); phase++) {
      for (int task = 0; task < product.tasks(phase); task++) {
        product.run(phase, task, 0, buffers);
      }
    }
  }

  private String function(UnaryFunction function) {
    float[] x = values(ELEMENTS);
    for (int i = 0; i < x.length; i++) {
      x[i] = 0.01f + 4 * Math.abs(x[i]); // inside every function's domain
    }
    float[] y = new float[ELEMENTS];
    double best =
        Stopwatch.minimum(seconds, 100, () -> kernels.apply(function, x, 0, y, 0, ELEMENTS));
    return String.format(
        Locale.ROOT,
        "peer=vae kernels=%s function=%s ns_per_element=%.3f",
        kernels.name(),
        function.name().toLowerCase(Locale.ROOT),
        best / ELEMENTS * 1e9);
  }

  private static float[] values(int size) {
    Random random = new Random(1);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
