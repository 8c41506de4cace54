package dev.vae.core.internal.vector.convolution;

import dev.vae.core.internal.vector.product.ChannelwiseProduct;
import dev.vae.core.internal.vector.product.IndexedProduct;
import dev.vae.core.kernel.ConvolutionSpec;
import dev.vae.core.kernel.Product;

/** A convolution: each task copies some images with their padding and reads the windows there. */
public final class ForwardConvolution implements Product {
  private final ConvolutionSpec spec;
  private final Window window;
  private final ImageBlocks images;
  private final IndexedProduct grid;
  private final IndexedProduct lastGrid;

  ForwardConvolution(ConvolutionSpec s) {
    spec = s;
    window = window(s);
    int depth = s.kernelHeight() * s.kernelWidth() * s.channels() / s.groups();
    long work = (long) s.outputHeight() * s.outputWidth() * s.outputs() * depth;
    images = new ImageBlocks(s.images(), work, window.size());
    grid = grid(images.perTask());
    lastGrid = grid(images.last());
  }

  /** Returns what the convolution reads of an image. */
  public static Window window(ConvolutionSpec s) {
    return new Window(
        s.height(),
        s.width(),
        s.channels(),
        -s.padTop(),
        -s.padLeft(),
        (s.outputHeight() - 1) * s.strideHeight() + s.kernelHeight(),
        (s.outputWidth() - 1) * s.strideWidth() + s.kernelWidth());
  }

  /** The position in the window of output position {@code i}, counted over images. */
  static int position(ConvolutionSpec s, Window window, int i) {
    int width = s.outputWidth();
    int height = s.outputHeight();
    return i / (width * height) * window.size()
        + window.at(i / width % height * s.strideHeight(), i % width * s.strideWidth());
  }

  /**
   * The position of tap {@code i}, (kernel row, kernel column, channel of the group), in the
   * window.
   */
  static int tap(ConvolutionSpec s, Window window, int i) {
    int channels = s.channels() / s.groups();
    int column = i / channels % s.kernelWidth();
    int row = i / channels / s.kernelWidth();
    return window.at(row, column) + i % channels;
  }

  private IndexedProduct grid(int count) {
    return new IndexedProduct(
        count * spec.outputHeight() * spec.outputWidth(),
        spec.kernelHeight() * spec.kernelWidth() * spec.channels() / spec.groups(),
        spec.outputs() / spec.groups(),
        i -> position(spec, window, i),
        i -> i * spec.outputs(),
        i -> tap(spec, window, i),
        spec.outputs(),
        false);
  }

  @Override
  public int scratch(int threads) {
    return threads * images.scratchSize(window);
  }

  @Override
  public int phases() {
    return 1;
  }

  @Override
  public int tasks(int phase) {
    return images.tasks();
  }

  @Override
  public void run(int phase, int task, int thread, Buffers x) {
    int work = x.scratchOffset + thread * images.scratchSize(window);
    int first = images.first(task);
    IndexedProduct g = images.isLast(task) ? lastGrid : grid;
    float[] a = window.copied() ? x.scratch : x.a;
    int aOffset = images.read(window, task, x, work);
    int size = spec.outputHeight() * spec.outputWidth() * spec.outputs();
    int outputs = spec.outputs() / spec.groups();
    int channels = spec.channels() / spec.groups();
    int groups = ChannelwiseProduct.suit(spec) ? 0 : spec.groups();
    if (groups == 0) {
      int cOffset = x.cOffset + first * size;
      g.channelwise(spec.outputs(), a, aOffset, x.b, x.bOffset, x.c, cOffset);
    }
    for (int group = 0; group < groups; group++) {
      g.run(
          0,
          g.height(),
          0,
          IndexedProduct.panels(outputs),
          a,
          aOffset + group * channels,
          x.b,
          x.bOffset + group * outputs,
          x.c,
          x.cOffset + first * size + group * outputs,
          x.scratch,
          work);
    }
  }
}
