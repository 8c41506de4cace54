package dev.vae.core.internal.vector;

import dev.vae.core.kernel.ConvolutionSpec;
import dev.vae.core.kernel.Product;

/**
 * The gradient of a convolution's weights. The sum is long and the result small, so the blocks of
 * the sum are shared out; their sums lie side by side in the scratch and are added in a last phase.
 */
final class WeightConvolution implements Product {
  /** Multiply-adds of a task, if there are blocks enough. */
  private static final long ENOUGH = 3_000_000;

  private static final int TASKS = 16;

  /** Elements that a task of the last phase adds up. */
  private static final int CHUNK = 2048;

  private final ConvolutionSpec spec;
  private final Window window;
  private final Grid grid;
  private final TurnedWeights turned;
  private final int depth;
  private final int blocks;
  private final int blocksPerTask;
  private final int size;
  private final int span;

  WeightConvolution(ConvolutionSpec s) {
    spec = s;
    window = ForwardConvolution.window(s);
    int places = s.outputHeight() * s.outputWidth();
    int taps = s.kernelHeight() * s.kernelWidth() * s.channels() / s.groups();
    depth = s.images() * places;
    blocks = Math.max(1, -Math.floorDiv(-depth, BLOCK));
    size = taps * s.outputs();
    span = (BLOCK + places - 2) / places + 1;
    long wanted = ENOUGH / Math.max(1, (long) size * BLOCK) + 1;
    blocksPerTask = (int) Math.max(1, Math.min(wanted, -Math.floorDiv(-blocks, TASKS)));
    int spanned = Math.min(s.images(), span) * places;
    turned = TurnedWeights.suits(s, window) ? new TurnedWeights(s, window, spanned) : null;
    grid =
        new Grid(
            taps,
            spanned,
            i -> ForwardConvolution.tap(s, window, i),
            i -> i * s.outputs(),
            i -> ForwardConvolution.place(s, window, i),
            s.outputs(),
            true);
  }

  @Override
  public int scratch(int threads) {
    return partials() + threads * room();
  }

  private int partials() {
    return phases() > 1 ? Images.aligned(blocks * size) : 0;
  }

  private int room() {
    int copies = window.copied() ? Math.min(spec.images(), span) * window.size() : 0;
    return Images.aligned(Tiles.WORK + copies + (turned == null ? 0 : turned.room()));
  }

  @Override
  public int phases() {
    return blocks > 1 || turned != null ? 2 : 1;
  }

  @Override
  public int tasks(int phase) {
    if (phase == 0) {
      return -Math.floorDiv(-blocks, blocksPerTask);
    }
    return turned != null ? turned.tasks() : -Math.floorDiv(-size, CHUNK);
  }

  @Override
  public void run(int phase, int task, int thread, Buffers x, Done done) {
    int work = x.scratchAt + partials() + thread * room();
    if (phase == 1 && turned != null) {
      int count = turned.add(task, blocks, x.scratch, x.scratchAt, work, x.c, x.cAt);
      done.range(thread, turned.from(task), count);
      return;
    }
    if (phase == 1) {
      int to = Math.min(size, (task + 1) * CHUNK);
      add(x, task * CHUNK, to);
      done.range(thread, task * CHUNK, to - task * CHUNK);
      return;
    }
    int to = Math.min(blocks, (task + 1) * blocksPerTask);
    for (int block = task * blocksPerTask; block < to; block++) {
      multiply(block, x, work);
    }
    if (phases() == 1) {
      done.range(thread, 0, size);
    }
  }

  private void multiply(int block, Buffers x, int work) {
    int places = spec.outputHeight() * spec.outputWidth();
    int from = block * BLOCK;
    int to = Math.min(depth, from + BLOCK);
    int first = from / places;
    int image = spec.height() * spec.width() * spec.channels();
    float[] a = x.a;
    int aAt = x.aAt + first * image + window.origin();
    if (window.copied()) {
      a = x.scratch;
      aAt = work + Tiles.WORK;
      for (int i = first; i * places < to; i++) {
        window.copy(x.a, x.aAt + i * image, a, aAt + (i - first) * window.size());
      }
    }
    int outputs = spec.outputs() / spec.groups();
    int channels = spec.channels() / spec.groups();
    float[] c = blocks > 1 ? x.scratch : x.c;
    int cAt = blocks > 1 ? x.scratchAt + block * size : x.cAt;
    int bAt = x.bAt + from * spec.outputs();
    int k = from - first * places;
    int kTo = to - first * places;
    if (turned != null) {
      int sums = x.scratchAt + block * size;
      turned.multiply(k, kTo, a, aAt, x.b, bAt, x.scratch, sums, work);
      return;
    }
    if (Channels.suit(spec)) {
      grid.channelwise(spec.outputs(), k, kTo, false, a, aAt, x.b, bAt, c, cAt);
      return;
    }
    for (int group = 0; group < spec.groups(); group++) {
      grid.block(
          0,
          grid.height(),
          0,
          Grid.panels(outputs),
          outputs,
          k,
          kTo,
          false,
          a,
          aAt + group * channels,
          x.b,
          bAt + group * outputs,
          c,
          cAt + group * outputs,
          x.scratch,
          work);
    }
  }

  private void add(Buffers x, int from, int to) {
    System.arraycopy(x.scratch, x.scratchAt + from, x.c, x.cAt + from, to - from);
    for (int block = 1; block < blocks; block++) {
      int at = x.scratchAt + block * size;
      for (int i = from; i < to; i++) {
        x.c[x.cAt + i] += x.scratch[at + i];
      }
    }
  }
}
