package dev.vae.core.internal.vector.convolution;

import dev.vae.core.internal.vector.lanes.Lanes;
import dev.vae.core.internal.vector.product.IndexedProduct;
import dev.vae.core.kernel.Product;

/** How the images of a batch are shared out among tasks. */
final class ImageBlocks {
  /** Multiply-adds of a task, if there are images enough. */
  private static final long ENOUGH = 5_000_000;

  /** Tasks to have, if there are images enough. */
  private static final int TASKS = 16;

  /** Floats of images that a task copies at most, unless one image is more. */
  private static final int CACHED = 1 << 15;

  private final int count;
  private final int perTask;

  /**
   * @param work multiply-adds of an image
   * @param size floats of an image
   */
  ImageBlocks(int count, long work, int size) {
    this(count, work, size, 1);
  }

  /**
   * For tasks that do some images side by side.
   *
   * @param least images of a task, if there are so many
   */
  ImageBlocks(int count, long work, int size, int least) {
    this.count = count;
    long wanted = ENOUGH / Math.max(1, work) + 1;
    long most = Math.min(-Math.floorDiv(-count, TASKS), CACHED / Math.max(1, size));
    perTask = (int) Math.max(least, Math.min(wanted, most));
  }

  int perTask() {
    return Math.min(count, perTask);
  }

  int tasks() {
    return -Math.floorDiv(-count, perTask);
  }

  int first(int task) {
    return task * perTask;
  }

  int count(int task) {
    return Math.min(perTask, count - first(task));
  }

  boolean isLast(int task) {
    return task == tasks() - 1;
  }

  /** How many the last task has. */
  int last() {
    return count == 0 ? 0 : count(tasks() - 1);
  }

  /** Floats that a thread needs: to work in, and for copies and what vectors read behind them. */
  int scratchSize(Window window) {
    int copies = window.copied() ? perTask() * window.size() + Lanes.LENGTH : 0;
    return Product.aligned(IndexedProduct.WORK + copies);
  }

  /** Copies a task's images if that is needed; where they are then. */
  int read(Window window, int task, Product.Buffers x, int work) {
    int size = window.height() * window.width() * window.channels();
    int from = x.aOffset + first(task) * size;
    if (!window.copied()) {
      return from + window.origin();
    }
    int to = work + IndexedProduct.WORK;
    for (int i = 0; i < count(task); i++) {
      window.copy(x.a, from + i * size, x.scratch, to + i * window.size());
    }
    return to;
  }
}
