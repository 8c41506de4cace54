package dev.vae.tests.jmh;

import dev.vae.core.kernel.KernelSelector;
import dev.vae.core.kernel.Kernels;
import dev.vae.core.kernel.Product;
import dev.vae.core.kernel.ProductSpec;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Matrix products on one thread. Two seconds of warm-up let the second compiler settle, which
 * product loops need; two forks, since a compilation can come out badly and then stays so for the
 * life of a JVM.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ProductBenchmark {

  /** The square, and the reference net's own products at batch 128. */
  @Param({"512x512x512", "128x400x784", "128x784x400", "784x400x128"})
  public String size;

  @Param({"nn", "nt", "tn", "tt"})
  public String transpose;

  @Param({"vector"})
  public String kernels;

  private final Product.Buffers buffers = new Product.Buffers();
  private Product product;

  /** For JMH. */
  public ProductBenchmark() {}

  @Setup
  public void prepare() {
    Kernels chosen = KernelSelector.byName(kernels);
    String[] n = size.split("x");
    int[] mnk = {Integer.parseInt(n[0]), Integer.parseInt(n[1]), Integer.parseInt(n[2])};
    boolean a = transpose.charAt(0) == 't';
    boolean b = transpose.charAt(1) == 't';
    product = chosen.product(ProductSpec.of(mnk[0], mnk[1], mnk[2], a, b));
    buffers.a = numbers(mnk[0] * mnk[2]);
    buffers.b = numbers(mnk[1] * mnk[2]);
    buffers.c = new float[mnk[0] * mnk[1]];
    buffers.scratch = new float[product.scratch(1)];
  }

  private static float[] numbers(int count) {
    Random random = new Random(1);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = random.nextFloat() - 0.5f;
    }
    return numbers;
  }

  @Benchmark
  public float[] multiply() {
    for (int phase = 0; phase < product.phases(); phase++) {
      for (int task = 0; task < product.tasks(phase); task++) {
        product.run(phase, task, 0, buffers);
      }
    }
    return buffers.c;
  }
}
