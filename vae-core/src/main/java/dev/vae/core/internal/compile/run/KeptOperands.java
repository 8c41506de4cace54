package dev.vae.core.internal.compile.run;

import dev.vae.core.kernel.Product;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What products have made of right operands that never change, such as the weights of a model in
 * use: once for all numbers of rows and all threads.
 */
public final class KeptOperands {
  private record Key(int buffer, Object layout) {}

  private final Map<Key, float[]> kept = new ConcurrentHashMap<>();

  /** Nothing yet. */
  public KeptOperands() {}

  /**
   * Returns what a product makes of an operand, made now if it was not.
   *
   * @param buffer the operand's number
   */
  float[] get(Product product, Product.Preparation what, int buffer, float[] b, int bOffset) {
    return kept.computeIfAbsent(
        new Key(buffer, what.layout()), key -> make(product, what, b, bOffset));
  }

  private static float[] make(Product product, Product.Preparation what, float[] b, int bOffset) {
    Product.Buffers x = new Product.Buffers();
    x.b = b;
    x.bOffset = bOffset;
    x.scratch = new float[product.scratch(1)];
    for (int phase = 0; phase < what.phases(); phase++) {
      for (int task = 0; task < product.tasks(phase); task++) {
        product.run(phase, task, 0, x);
      }
    }
    return Arrays.copyOf(x.scratch, what.floats());
  }
}
