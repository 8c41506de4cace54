package dev.vae.core.internal.vector.product;

import dev.vae.core.kernel.Product;

/** A product run as a whole by one thread, beside the work of others. */
public final class SerialProduct {
  private SerialProduct() {}

  /**
   * Runs it.
   *
   * @param aOffset where its operands and result are, in the arrays of {@code x}
   * @param work where its scratch begins
   */
  public static void run(
      Product product, Product.Buffers x, int aOffset, int bOffset, int cOffset, int work) {
    Product.Buffers y = new Product.Buffers();
    y.a = x.a;
    y.aOffset = aOffset;
    y.b = x.b;
    y.bOffset = bOffset;
    y.c = x.c;
    y.cOffset = cOffset;
    y.scratch = x.scratch;
    y.scratchOffset = work;
    run(product, y);
  }

  /** Runs it where its operands, result and scratch are. */
  static void run(Product product, Product.Buffers y) {
    for (int phase = 0; phase < product.phases(); phase++) {
      for (int task = 0; task < product.tasks(phase); task++) {
        product.run(phase, task, 0, y);
      }
    }
  }
}
