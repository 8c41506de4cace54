package dev.vae.core.internal.compile.run;

import dev.vae.core.kernel.Product;

/** Runs a matrix product or convolution. */
public final class ProductWork extends Work {
  private final Product product;
  private final int a;
  private final int b;
  private final int c;
  private final double operations;
  private final Product.Buffers buffers = new Product.Buffers();

  /**
   * Prepares a product of buffers a and b into c.
   *
   * @param operations how many multiplications and additions it takes
   */
  public ProductWork(Product product, int a, int b, int c, double operations) {
    this.product = product;
    this.a = a;
    this.b = b;
    this.c = c;
    this.operations = operations;
  }

  @Override
  public long scratch(int threads) {
    return product.scratch(threads);
  }

  @Override
  int phases() {
    return product.phases();
  }

  @Override
  int tasks(int phase) {
    return product.tasks(phase);
  }

  @Override
  double cost() {
    return 200 + operations / 60;
  }

  @Override
  void attach(BufferTable memory, float[] scratch, int scratchOffset) {
    buffers.a = memory.array[a];
    buffers.aOffset = memory.at[a];
    buffers.b = memory.array[b];
    buffers.bOffset = memory.at[b];
    buffers.c = memory.array[c];
    buffers.cOffset = memory.at[c];
    buffers.scratch = scratch;
    buffers.scratchOffset = scratchOffset;
  }

  @Override
  void run(int phase, int from, int to, Frame frame) {
    for (int task = from; task < to; task++) {
      product.run(phase, task, frame.thread, buffers);
    }
  }
}
