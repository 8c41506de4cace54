package dev.vae.core.internal.vector.product;

import dev.vae.core.kernel.Product;

/** A product run as a whole by one thread, beside the work of others. */
public final class SerialProduct {
  private SerialProduct() {}

  /**
   * Runs it.
   *
   * @param aAt where its operands and result are, in the arrays of {@code x}
   * @param work its room in the scratch
   */
  public static void run(Product product, Product.Buffers x, int aAt, int bAt, int cAt, int work) {
    Product.Buffers y = new Product.Buffers();
    y.a = x.a;
    y.aAt = aAt;
    y.b = x.b;
    y.bAt = bAt;
    y.c = x.c;
    y.cAt = cAt;
    y.scratch = x.scratch;
    y.scratchAt = work;
    for (int phase = 0; phase < product.phases(); phase++) {
      for (int task = 0; task < product.tasks(phase); task++) {
        product.run(phase, task, 0, y, Product.Done.NOTHING);
      }
    }
  }
}
