package dev.vae.core.internal.vector.product;

import dev.vae.core.kernel.Product;

/**
 * How the output of a batch of products is shared out: each product is cut into equal rectangles of
 * tiles, and a task is a run of rectangles. Large enough that starting a task costs nothing, small
 * enough that several threads finish together and that what a task reads again stays in the cache.
 * Rows are cut first, so that a task finishes whole rows.
 */
record BlockPartition(int items, int rows, int panels, int rowCuts, int panelCuts, int perTask) {
  /** Multiply-adds below which a task is not cut further, some 5 µs of them. */
  private static final long ENOUGH = 500_000;

  /** Floats of the right operand, in a block of k, that stay in the cache from row to row. */
  private static final int CACHED = 1 << 18;

  /** Tasks that are cut further only for their size. */
  private static final int TASKS = 16;

  /** Multiply-adds of a task that is cut further in any case. */
  private static final long TOO_MUCH = 16_000_000;

  /** Floats of a right operand that no cache holds: what reads it again waits for memory. */
  static final long FAR = 1 << 21;

  /** Tiles of rows that meet a panel of the right operand while it is near. */
  private static final int TOGETHER = 4;

  static BlockPartition of(int items, int rows, int panels, int k) {
    if (items == 0 || rows == 0 || panels == 0) {
      return new BlockPartition(0, 0, 0, 1, 1, 1);
    }
    int tiles = -Math.floorDiv(-rows, MicroKernels.ROWS);
    int rowCuts = 1;
    int panelCuts = 1;
    boolean far = (long) panels * MicroKernels.COLUMNS * k >= FAR;
    long whole = (long) rows * panels * MicroKernels.COLUMNS * Math.max(1, k);
    while (true) {
      long size = whole / rowCuts / panelCuts;
      boolean few = (long) items * rowCuts * panelCuts < TASKS;
      if (size < ENOUGH || !(few || size > TOO_MUCH)) {
        break;
      }
      boolean wide =
          (long) panels * MicroKernels.COLUMNS / panelCuts * Math.min(k, Product.BLOCK) > CACHED;
      if (panels >= 2 * panelCuts && (wide || tiles < 2 * rowCuts)) {
        panelCuts++;
      } else if (tiles >= (far && !few ? TOGETHER + 1 : 2) * rowCuts) {
        rowCuts++;
      } else {
        break;
      }
    }
    long size = Math.max(1, whole / rowCuts / panelCuts);
    int perTask = (int) Math.max(1, Math.min(ENOUGH / size, Integer.MAX_VALUE / 2));
    return new BlockPartition(items, rows, panels, rowCuts, panelCuts, perTask);
  }

  /** Cuts a single product into ranges of at most so many panels, with all rows each. */
  static BlockPartition strips(int rows, int panels, int most) {
    return new BlockPartition(1, rows, panels, 1, -Math.floorDiv(-panels, most), 1);
  }

  private int count() {
    return items * rowCuts * panelCuts;
  }

  int tasks() {
    return -Math.floorDiv(-count(), perTask);
  }

  /** The first block of a task, or the end of the one before. */
  int from(int task) {
    return (int) Math.min(count(), (long) task * perTask);
  }

  int item(int block) {
    return block / (rowCuts * panelCuts);
  }

  int rowFrom(int block) {
    return row(block / panelCuts % rowCuts);
  }

  int rowTo(int block) {
    return row(block / panelCuts % rowCuts + 1);
  }

  private int row(int cut) {
    int tiles = -Math.floorDiv(-rows, MicroKernels.ROWS);
    return Math.min(rows, (int) ((long) tiles * cut / rowCuts) * MicroKernels.ROWS);
  }

  int panelFrom(int block) {
    return (int) ((long) panels * (block % panelCuts) / panelCuts);
  }

  int panelTo(int block) {
    return (int) ((long) panels * (block % panelCuts + 1) / panelCuts);
  }
}
