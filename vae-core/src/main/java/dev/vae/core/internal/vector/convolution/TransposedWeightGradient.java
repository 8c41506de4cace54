package dev.vae.core.internal.vector.convolution;

import dev.vae.core.internal.vector.lanes.Transposition;
import dev.vae.core.internal.vector.product.IndexedProduct;
import dev.vae.core.internal.vector.product.MicroKernels;
import dev.vae.core.kernel.ConvolutionSpec;
import dev.vae.core.kernel.Product;
import java.util.stream.IntStream;

/**
 * The gradient of a convolution's weights with outputs for rows and what a row of the kernel sees
 * for columns. The windows, of which there are many, are then read where they are, as vectors, and
 * the outputs, of which there are few, are packed. Sums of a block are laid out as (kernel row,
 * output, kernel column and channel) and transposed when they are added up.
 */
final class TransposedWeightGradient {
  /** Columns that a task adds up and turns. */
  private static final int CHUNK = 32;

  private final Window window;
  private final int lines;
  private final int outputs;
  private final int seen;
  private final IndexedProduct product;

  /**
   * The tables.
   *
   * @param span how many positions the windows of a block are counted over
   */
  TransposedWeightGradient(ConvolutionSpec s, Window window, int span) {
    this.window = window;
    lines = s.kernelHeight();
    outputs = s.outputs();
    seen = s.kernelWidth() * s.channels();
    product =
        new IndexedProduct(
            outputs,
            span,
            seen,
            o -> o,
            o -> o * seen,
            k -> k * outputs,
            IntStream.range(0, span).map(i -> ForwardConvolution.position(s, window, i)).toArray());
  }

  /** Whether this is the way for a convolution: vectors would be full and never reach too far. */
  static boolean suits(ConvolutionSpec s, Window window) {
    int seen = s.kernelWidth() * s.channels();
    boolean whole = seen % (MicroKernels.COLUMNS / 2) == 0;
    return s.groups() == 1
        && s.outputs() >= MicroKernels.ROWS
        && seen >= MicroKernels.COLUMNS
        && (whole || window.copied());
  }

  /** Floats that a thread needs to add up. */
  int scratchSize() {
    return outputs * CHUNK;
  }

  /** The sums of a block: positions k to kTo, whose outputs begin at {@code yOffset}. */
  void multiply(
      int k,
      int kTo,
      float[] images,
      int imagesOffset,
      float[] y,
      int yOffset,
      float[] scratch,
      int to,
      int work) {
    int panels = IndexedProduct.panels(seen);
    int a = yOffset - k * outputs;
    for (int line = 0; line < lines; line++) {
      int from = imagesOffset + window.at(line, 0);
      int at = to + line * outputs * seen;
      product.block(
          0, outputs, 0, panels, k, kTo, false, y, a, images, from, scratch, at, scratch, work);
    }
  }

  /** How many tasks add up. */
  int tasks() {
    return lines * chunks();
  }

  private int chunks() {
    return -Math.floorDiv(-seen, CHUNK);
  }

  /** The first weight that a task adds up, which is the end of the one before. */
  int from(int task) {
    return (task / chunks() * seen + task % chunks() * CHUNK) * outputs;
  }

  /** Adds the sums of blocks for a task's weights, to what is there already if there is more. */
  void add(int task, int blocks, boolean more, Product.Buffers x, int work) {
    int line = task / chunks();
    int first = task % chunks() * CHUNK;
    int count = Math.min(CHUNK, seen - first);
    int size = lines * outputs * seen;
    int cOffset = x.cOffset + from(task);
    if (more) {
      Transposition.run(x.c, cOffset, outputs, count, outputs, x.scratch, work, CHUNK);
    }
    for (int o = 0; o < outputs; o++) {
      int from = x.scratchOffset + (line * outputs + o) * seen + first;
      int to = work + o * CHUNK;
      if (!more) {
        System.arraycopy(x.scratch, from, x.scratch, to, count);
      }
      for (int block = more ? 0 : 1; block < blocks; block++) {
        int at = from + block * size;
        for (int i = 0; i < count; i++) {
          x.scratch[to + i] += x.scratch[at + i];
        }
      }
    }
    Transposition.run(x.scratch, work, CHUNK, outputs, count, x.c, cOffset, outputs);
  }
}
