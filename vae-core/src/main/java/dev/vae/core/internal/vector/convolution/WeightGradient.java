package dev.vae.core.internal.vector.convolution;

import dev.vae.core.internal.vector.product.ChannelwiseProduct;
import dev.vae.core.internal.vector.product.IndexedProduct;
import dev.vae.core.internal.vector.product.MicroKernels;
import dev.vae.core.kernel.ConvolutionSpec;
import dev.vae.core.kernel.Product;

/**
 * The gradient of a convolution's weights. The sum is long and the result small, so the blocks of
 * the sum are shared out; their sums lie side by side in the scratch and are added in a phase of
 * their own, in several rounds if they are too many.
 */
public final class WeightGradient implements Product {
  /** Multiply-adds of a task, if there are blocks enough. */
  private static final long ENOUGH = 3_000_000;

  /** Tasks to have, if there are blocks enough. */
  private static final int TASKS = 16;

  /** Floats of sums of blocks that are kept side by side, unless {@link #TASKS} blocks are more. */
  private static final int PARTIALS = 1 << 22;

  /** Elements that a task adds up. */
  private static final int CHUNK = 2048;

  private final ConvolutionSpec spec;
  private final Window window;
  private final IndexedProduct grid;
  private final TransposedWeightGradient transposed;
  private final int depth;
  private final int blocks;
  private final int blocksPerTask;
  private final int blocksPerRound;
  private final int size;
  private final int span;

  public WeightGradient(ConvolutionSpec s) {
    this(s, Math.max(TASKS, PARTIALS / Math.max(1, weights(s))));
  }

  /**
   * As asked.
   *
   * @param mostPerRound how many blocks' sums are kept side by side
   */
  public WeightGradient(ConvolutionSpec s, int mostPerRound) {
    spec = s;
    window = ForwardConvolution.window(s);
    int positions = s.outputHeight() * s.outputWidth();
    depth = s.images() * positions;
    blocks = Math.max(1, -Math.floorDiv(-depth, BLOCK));
    size = weights(s);
    span = (BLOCK + positions - 2) / positions + 1;
    long wanted = ENOUGH / Math.max(1, (long) size * BLOCK) + 1;
    blocksPerTask = (int) Math.max(1, Math.min(wanted, -Math.floorDiv(-blocks, TASKS)));
    blocksPerRound = Math.min(blocks, Math.max(1, mostPerRound));
    int spanned = Math.min(s.images(), span) * positions;
    transposed =
        TransposedWeightGradient.suits(s, window)
            ? new TransposedWeightGradient(s, window, spanned)
            : null;
    grid =
        new IndexedProduct(
            size / Math.max(1, s.outputs()),
            spanned,
            s.outputs() / s.groups(),
            i -> ForwardConvolution.tap(s, window, i),
            i -> i * s.outputs(),
            i -> ForwardConvolution.position(s, window, i),
            s.outputs(),
            false);
  }

  private static int weights(ConvolutionSpec s) {
    return s.kernelHeight() * s.kernelWidth() * s.channels() / s.groups() * s.outputs();
  }

  @Override
  public int scratch(int threads) {
    return partials() + threads * scratchSize();
  }

  private int partials() {
    return phases() > 1 ? Product.aligned(blocksPerRound * size) : 0;
  }

  private int scratchSize() {
    int copies =
        window.copied() ? Math.min(spec.images(), span) * window.size() + MicroKernels.COLUMNS : 0;
    return Product.aligned(
        IndexedProduct.WORK + copies + (transposed == null ? 0 : transposed.scratchSize()));
  }

  @Override
  public int phases() {
    return blocks > 1 || transposed != null ? 2 * -Math.floorDiv(-blocks, blocksPerRound) : 1;
  }

  @Override
  public int tasks(int phase) {
    if (phase % 2 == 0) {
      int count = end(phase / 2) - phase / 2 * blocksPerRound;
      return -Math.floorDiv(-count, blocksPerTask);
    }
    return transposed != null ? transposed.tasks() : -Math.floorDiv(-size, CHUNK);
  }

  /** The end of the blocks of a round. */
  private int end(int round) {
    return Math.min(blocks, (round + 1) * blocksPerRound);
  }

  @Override
  public void run(int phase, int task, int thread, Buffers x) {
    int work = x.scratchOffset + partials() + thread * scratchSize();
    int round = phase / 2;
    int first = round * blocksPerRound;
    if (phase % 2 == 0) {
      int from = first + task * blocksPerTask;
      int to = Math.min(end(round), from + blocksPerTask);
      for (int block = from; block < to; block++) {
        multiply(block, block - first, x, work);
      }
    } else if (transposed != null) {
      transposed.add(task, end(round) - first, round > 0, x, work);
    } else {
      add(task, end(round) - first, round > 0, x);
    }
  }

  private void multiply(int block, int slot, Buffers x, int work) {
    int positions = spec.outputHeight() * spec.outputWidth();
    int from = block * BLOCK;
    int to = Math.min(depth, from + BLOCK);
    int first = from / positions;
    int image = spec.height() * spec.width() * spec.channels();
    float[] a = x.a;
    int aOffset = x.aOffset + first * image + window.origin();
    if (window.copied()) {
      a = x.scratch;
      aOffset = work + IndexedProduct.WORK;
      for (int i = first; i * positions < to; i++) {
        window.copy(x.a, x.aOffset + i * image, a, aOffset + (i - first) * window.size());
      }
    }
    int outputs = spec.outputs() / spec.groups();
    int channels = spec.channels() / spec.groups();
    float[] c = blocks > 1 ? x.scratch : x.c;
    int cOffset = blocks > 1 ? x.scratchOffset + slot * size : x.cOffset;
    int bOffset = x.bOffset + from * spec.outputs();
    int k = from - first * positions;
    int kTo = to - first * positions;
    if (transposed != null) {
      int sums = x.scratchOffset + slot * size;
      transposed.multiply(k, kTo, a, aOffset, x.b, bOffset, x.scratch, sums, work);
      return;
    }
    if (ChannelwiseProduct.suit(spec)) {
      grid.channelwise(spec.outputs(), k, kTo, false, a, aOffset, x.b, bOffset, c, cOffset);
      return;
    }
    for (int group = 0; group < spec.groups(); group++) {
      grid.block(
          0,
          grid.height(),
          0,
          IndexedProduct.panels(outputs),
          k,
          kTo,
          false,
          a,
          aOffset + group * channels,
          x.b,
          bOffset + group * outputs,
          c,
          cOffset + group * outputs,
          x.scratch,
          work);
    }
  }

  /** Adds the sums of a round's blocks, to what is there already if there was a round before. */
  private void add(int task, int count, boolean more, Buffers x) {
    int from = task * CHUNK;
    int to = Math.min(size, from + CHUNK);
    if (!more) {
      System.arraycopy(x.scratch, x.scratchOffset + from, x.c, x.cOffset + from, to - from);
    }
    for (int block = more ? 0 : 1; block < count; block++) {
      int at = x.scratchOffset + block * size;
      for (int i = from; i < to; i++) {
        x.c[x.cOffset + i] += x.scratch[at + i];
      }
    }
  }
}
