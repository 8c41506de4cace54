package dev.vae.core.internal.vector.convolution;

import dev.vae.core.internal.vector.product.ChannelwiseProduct;
import dev.vae.core.internal.vector.product.IndexedProduct;
import dev.vae.core.internal.vector.product.MicroKernels;
import dev.vae.core.internal.vector.product.PackedRight;
import dev.vae.core.kernel.ConvolutionSpec;
import dev.vae.core.kernel.Product;

/**
 * A transposed convolution without the zeros that a stride would put in: the positions of an image
 * fall in stride · stride classes that see the same taps, and each class is a product of its own.
 */
final class BackwardConvolution implements Product {
  private final ConvolutionSpec spec;
  private final Window window;
  private final ImageBlocks images;
  private final StridePhase[] across;
  private final StridePhase[] down;
  private final IndexedProduct[] grids;
  private final IndexedProduct[] lastGrids;
  private final int panels;
  private final int packed;

  BackwardConvolution(ConvolutionSpec s) {
    spec = s;
    down = StridePhase.all(s.height(), s.kernelHeight(), s.strideHeight(), s.padTop());
    across = StridePhase.all(s.width(), s.kernelWidth(), s.strideWidth(), s.padLeft());
    window = window(s, down, across);
    long taps = (long) s.kernelHeight() * s.kernelWidth() * s.outputs() / s.groups();
    long positions = (long) s.height() * s.width() / s.strideHeight() / s.strideWidth();
    images = new ImageBlocks(s.images(), positions * taps * s.channels(), window.size());
    panels = IndexedProduct.panels(s.channels() / s.groups());
    grids = grids(images.perTask());
    lastGrids = grids(images.last());
    packed =
        s.images() == 0
            ? 0
            : s.kernelHeight() * s.kernelWidth() * s.outputs() * panels * MicroKernels.COLUMNS;
  }

  /** What the positions of an image see of the outputs. */
  static Window window(ConvolutionSpec s, StridePhase[] down, StridePhase[] across) {
    int top = StridePhase.from(down);
    int left = StridePhase.from(across);
    return new Window(
        s.outputHeight(),
        s.outputWidth(),
        s.outputs(),
        top,
        left,
        StridePhase.to(down) - top,
        StridePhase.to(across) - left);
  }

  private IndexedProduct[] grids(int count) {
    IndexedProduct[] all = new IndexedProduct[down.length * across.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = grid(count, down[i / across.length], across[i % across.length]);
    }
    return all;
  }

  private IndexedProduct grid(int count, StridePhase rows, StridePhase columns) {
    int outputs = spec.outputs() / spec.groups();
    int top = window.top();
    int left = window.left();
    int width = columns.count();
    int height = rows.count();
    boolean taps = rows.taps() * columns.taps() > 0;
    return new IndexedProduct(
        count * height * width,
        rows.taps() * columns.taps() * outputs,
        spec.channels() / spec.groups(),
        i ->
            taps
                ? i / (width * height) * window.size()
                    + window.at(
                        rows.output() + i / width % height - top,
                        columns.output() + i % width - left)
                : 0,
        i ->
            (i / (width * height) * spec.height() * spec.width()
                    + (rows.first() + i / width % height * rows.stride()) * spec.width()
                    + columns.first()
                    + i % width * columns.stride())
                * spec.channels(),
        i -> i % outputs - window.at(i / outputs / columns.taps(), i / outputs % columns.taps()),
        spec.channels(),
        true);
  }

  @Override
  public int scratch(int threads) {
    return packed + threads * images.scratchSize(window);
  }

  @Override
  public int phases() {
    return 2;
  }

  @Override
  public int tasks(int phase) {
    return phase == 0 ? (packed > 0 ? grids.length : 0) : images.tasks();
  }

  @Override
  public void run(int phase, int task, int thread, Buffers x) {
    if (phase == 0) {
      if (ChannelwiseProduct.suit(spec)) {
        rows(task, x);
        return;
      }
      for (int group = 0; group < spec.groups(); group++) {
        pack(task, group, x);
      }
      return;
    }
    int work = x.scratchOffset + packed + thread * images.scratchSize(window);
    int first = images.first(task);
    float[] a = window.copied() ? x.scratch : x.a;
    int aOffset = images.read(window, task, x, work);
    int size = spec.height() * spec.width() * spec.channels();
    int outputs = spec.outputs() / spec.groups();
    int channels = spec.channels() / spec.groups();
    for (int phaseOf = 0; phaseOf < grids.length; phaseOf++) {
      IndexedProduct g = images.isLast(task) ? lastGrids[phaseOf] : grids[phaseOf];
      if (ChannelwiseProduct.suit(spec)) {
        int bOffset = x.scratchOffset + panelsOffset(phaseOf, 0);
        int cOffset = x.cOffset + first * size;
        g.channelwise(spec.channels(), a, aOffset, x.scratch, bOffset, x.c, cOffset);
        continue;
      }
      for (int group = 0; group < spec.groups(); group++) {
        g.run(
            0,
            g.height(),
            0,
            panels,
            a,
            aOffset + group * outputs,
            x.scratch,
            x.scratchOffset + panelsOffset(phaseOf, group),
            x.c,
            x.cOffset + first * size + group * channels,
            x.scratch,
            work);
      }
    }
  }

  /** The weights that a class of positions sees, k over (kernel row, kernel column, output). */
  private void pack(int position, int group, Buffers x) {
    StridePhase rows = down[position / across.length];
    StridePhase columns = across[position % across.length];
    int outputs = spec.outputs() / spec.groups();
    int channels = spec.channels() / spec.groups();
    int depth = rows.taps() * columns.taps() * outputs;
    for (int panel = 0; panel < panels; panel++) {
      int first = panel * MicroKernels.COLUMNS;
      for (int tap = 0; tap < rows.taps() * columns.taps(); tap++) {
        int row = rows.offset() + tap / columns.taps() * rows.stride();
        int column = columns.offset() + tap % columns.taps() * columns.stride();
        PackedRight.transpose(
            x.b,
            x.bOffset
                + ((row * spec.kernelWidth() + column) * channels + first) * spec.outputs()
                + group * outputs,
            spec.outputs(),
            outputs,
            Math.min(MicroKernels.COLUMNS, channels - first),
            x.scratch,
            x.scratchOffset
                + panelsOffset(position, group)
                + (panel * depth + tap * outputs) * MicroKernels.COLUMNS);
      }
    }
  }

  /** The weights that a class of positions sees, where each channel is a group: row by row. */
  private void rows(int position, Buffers x) {
    StridePhase rows = down[position / across.length];
    StridePhase columns = across[position % across.length];
    for (int tap = 0; tap < rows.taps() * columns.taps(); tap++) {
      int row = rows.offset() + tap / columns.taps() * rows.stride();
      int column = columns.offset() + tap % columns.taps() * columns.stride();
      System.arraycopy(
          x.b,
          x.bOffset + (row * spec.kernelWidth() + column) * spec.outputs(),
          x.scratch,
          x.scratchOffset + panelsOffset(position, 0) + tap * spec.outputs(),
          spec.outputs());
    }
  }

  /** Where the panels of a class of positions and a group begin. */
  private int panelsOffset(int position, int group) {
    int at = 0;
    for (int i = 0; i < position; i++) {
      at += grids[i].depth() * spec.groups();
    }
    return (at + group * grids[position].depth()) * panels * MicroKernels.COLUMNS;
  }
}
