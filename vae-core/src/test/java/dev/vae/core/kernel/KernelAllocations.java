package dev.vae.core.kernel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Has one loop after another compiled, in an order of its own, and prints those that go on making
 * objects of vectors. Whether the just-in-time compiler does so may hang on what has run before in
 * the same JVM, so every order needs a JVM, and several show more than one. To be run by hand.
 */
final class KernelAllocations {
  private static final int N = 1024;

  /** Bytes of a call: an object for each vector of a loop would be six times as much and more. */
  private static final double FEW = 1_000;

  private static final int CALLS = 2_000;

  /** Bursts to wait for the compiler, which other programs may keep waiting. */
  private static final int PATIENCE = 60;

  private record Loop(String name, Runnable call) {}

  private final Kernels kernels;
  private final Object bean;
  private final float[][] x = new float[4][N + 16];
  private final float[] y = new float[4 * N];
  private final List<Loop> loops = new ArrayList<>();

  private KernelAllocations(Kernels kernels) throws ReflectiveOperationException {
    this.kernels = kernels;
    this.bean =
        Class.forName("java.lang.management.ManagementFactory")
            .getMethod("getThreadMXBean")
            .invoke(null);
    Random random = new Random(1);
    for (float[] numbers : x) {
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = 0.1f + (float) Math.abs(random.nextGaussian());
      }
    }
    elementwise();
    others();
    products();
  }

  /** Takes the number of the order as the only argument. */
  public static void main(String[] args) throws Exception {
    KernelAllocations all = new KernelAllocations(KernelSelector.byName("vector"));
    Collections.shuffle(all.loops, new Random(Long.parseLong(args[0])));
    for (Loop loop : all.loops) {
      double bytes = all.bytes(loop.call);
      if (bytes > FEW) {
        System.out.printf("%s: %.0f bytes a call%n", loop.name, bytes);
      }
    }
    System.out.print("done");
  }

  private double bytes(Runnable call) throws ReflectiveOperationException {
    double bytes = Double.MAX_VALUE;
    for (int burst = 0; burst < PATIENCE && bytes > FEW; burst++) {
      long before = allocated();
      for (int i = 0; i < CALLS; i++) {
        call.run();
      }
      bytes = (allocated() - before) / (double) CALLS;
    }
    return bytes;
  }

  private void add(String name, Runnable call) {
    loops.add(new Loop(name, call));
  }

  private void elementwise() {
    for (UnaryFunction f : UnaryFunction.values()) {
      add(f.name(), () -> kernels.apply(f, x[0], 3, y, 1, N));
    }
    for (BinaryFunction f : BinaryFunction.values()) {
      add(f.name(), () -> kernels.apply(f, x[0], 3, x[1], 0, y, 1, N));
      add(f + " of a number", () -> kernels.apply(f, x[0], 3, 1.7f, y, 1, N));
      add(f + " to a number", () -> kernels.apply(f, 1.7f, x[0], 3, y, 1, N));
    }
    for (PairFunction f : PairFunction.values()) {
      add(f.name(), () -> kernels.apply(f, x[0], 3, x[1], 0, x[2], 1, y, 1, N));
    }
    add("where", () -> kernels.where(x[0], 0, x[1], 0, x[2], 1, y, 0, N));
    add("multiplyAdd", () -> kernels.multiplyAdd(x[0], 0, x[1], 0, x[2], 1, y, 0, N));
    add("addRelu", () -> kernels.addRelu(x[0], 0, x[1], 0, y, 0, N));
    add("wherePositive", () -> kernels.wherePositive(x[0], 0, x[1], 0, y, 0, N));
    add("softplusSigmoid", () -> kernels.softplusSigmoid(x[0], 0, y, 0, y, N, N));
  }

  private void others() {
    add("addQuarters", () -> kernels.addQuarters(x[0], 0, y, 0, N / 4));
    add("sum", () -> y[0] = kernels.sum(x[0], 0, N));
    add("sum of an odd number", () -> y[0] = kernels.sum(x[0], 0, N - 5));
    add("max", () -> y[0] = kernels.max(x[0], 0, N));
    add("sumRows", () -> kernels.sumRows(x[0], 0, 64, y, 0, N / 64));
    add("maxRows", () -> kernels.maxRows(x[0], 0, 64, y, 0, N / 64));
    add("copyRows", () -> kernels.copyRows(x[0], 0, 20, 9, y, 0, 50));
    add("copyRows of two vectors", () -> kernels.copyRows(x[0], 0, 20, 18, y, 0, 50));
    add("repeatNumbers", () -> kernels.repeatNumbers(x[0], 0, 2, 9, y, 0, 50));
    add("repeatNumbers of two vectors", () -> kernels.repeatNumbers(x[0], 0, 2, 18, y, 0, 50));
    RandomKey key = new RandomKey(5, 6, 7);
    add("uniform", () -> kernels.uniform(key, 0, 16, 0, N / 16, y, 0));
    add("normal", () -> kernels.normal(key, 0, 16, 0, N / 16, y, 0));
    Kernels.AdamStep step = new Kernels.AdamStep(0.9f, 0.999f, 0.01f, 1, 1e-8f);
    float[][] own = new float[3][N];
    add("adam", () -> kernels.adam(own[0], 0, own[1], 0, own[2], 0, x[0], 0, N, step));
    int[] columns = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    add("meanSquares", () -> kernels.meanSquares(x[1], columns, 8, 2, x[0], x[2], 80, 0, 64, y, 0));
  }

  private void products() {
    int[][] shapes = {{1, 40, 30}, {12, 32, 16}, {24, 48, 64}, {10, 5, 33}, {32, 21, 600}};
    for (int[] s : shapes) {
      for (int t = 0; t < 4; t++) {
        ProductSpec spec = ProductSpec.of(s[0], s[1], s[2], t % 2 == 1, t >= 2);
        Product product = kernels.product(spec);
        Product.Buffers b = new Product.Buffers();
        b.a = new float[s[0] * s[2] + 64];
        b.b = new float[s[1] * s[2] + 64];
        b.c = new float[s[0] * s[1] + 64];
        b.scratch = new float[product.scratch(1) + 64];
        add(spec.toString(), () -> run(product, b));
      }
    }
  }

  private static void run(Product product, Product.Buffers b) {
    for (int phase = 0; phase < product.phases(); phase++) {
      for (int task = 0; task < product.tasks(phase); task++) {
        product.run(phase, task, 0, b);
      }
    }
  }

  /** Bytes this thread has allocated; by reflection, since the module under test needs no bean. */
  private long allocated() throws ReflectiveOperationException {
    return (long)
        Class.forName("com.sun.management.ThreadMXBean")
            .getMethod("getThreadAllocatedBytes", long.class)
            .invoke(bean, Thread.currentThread().getId());
  }
}
