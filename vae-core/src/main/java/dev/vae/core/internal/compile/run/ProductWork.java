package dev.vae.core.internal.compile.run;

import dev.vae.core.kernel.Product;

/** Runs a matrix product or convolution. */
public final class ProductWork extends Work {
  /** Operations in a nanosecond. */
  private static final double OPERATIONS = 60;

  /** Numbers that come from a second-level cache in a nanosecond, where each is needed once. */
  private static final double READ = 10;

  private final Product product;
  private final int a;
  private final int b;
  private final int c;
  private final double operations;
  private final double read;
  private final Product.Buffers buffers = new Product.Buffers();
  private KeptOperands keeper;
  private Product.Preparation kept;

  /**
   * Prepares a product of buffers a and b into c.
   *
   * @param operations how many multiplications and additions it takes
   * @param read how many numbers of its operands it reads
   */
  public ProductWork(Product product, int a, int b, int c, double operations, double read) {
    this.product = product;
    this.a = a;
    this.b = b;
    this.c = c;
    this.operations = operations;
    this.read = read;
  }

  /** Returns the number of the buffer that is the right operand. */
  public int right() {
    return b;
  }

  /** Has what can be made of the right operand alone made once, as that operand never changes. */
  public void keep(KeptOperands where) {
    product
        .preparation()
        .ifPresent(
            preparation -> {
              keeper = where;
              kept = preparation;
            });
  }

  private int before() {
    return kept == null ? 0 : kept.phases();
  }

  private int missing() {
    return kept == null ? 0 : kept.floats();
  }

  @Override
  public long scratch(int threads) {
    return product.scratch(threads) - missing();
  }

  @Override
  int phases() {
    return product.phases() - before();
  }

  @Override
  int tasks(int phase) {
    return product.tasks(phase + before());
  }

  @Override
  double cost() {
    return 200 + Math.max(operations / OPERATIONS, read / READ);
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
    buffers.scratchOffset = scratchOffset - missing();
    buffers.kept = kept == null ? null : keeper.get(product, kept, b, buffers.b, buffers.bOffset);
  }

  @Override
  void run(int phase, int from, int to, Frame frame) {
    for (int task = from; task < to; task++) {
      product.run(phase + before(), task, frame.thread, buffers);
    }
  }
}
