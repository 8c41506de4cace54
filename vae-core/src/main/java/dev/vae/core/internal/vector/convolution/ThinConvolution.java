package dev.vae.core.internal.vector.convolution;

import dev.vae.core.internal.vector.lanes.Transposition;
import dev.vae.core.kernel.ConvolutionSpec;
import dev.vae.core.kernel.Product;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * A convolution or transposed convolution with a result of few channels, too few to fill a vector.
 * Images are taken apart into planes, one for each channel, and vectors run over positions: within
 * a part whose positions see the same taps, each tap is one shift of the planes. Positions beyond
 * the right edge are computed along with the others and dropped.
 */
final class ThinConvolution implements Product {
  /** Up to this many channels, tiles with a vector of channels would be mostly empty. */
  private static final int CHANNELS = 7;

  private final Window window;
  private final ImageBlocks images;
  private final Part[] parts;
  private final int channels;
  private final int weightStep;
  private final int size;
  private final int lines;
  private final int positions;
  private final int plane;

  /**
   * Positions that see the same taps.
   *
   * @param rows how many rows of them
   * @param columns how many in a row
   * @param first the position of the first in the result
   * @param down from row to row in the result
   * @param across from one to the next in the result
   * @param from the position in a plane that the first one's taps are counted from
   * @param weights the position of each tap in the weights
   * @param taps the position of each tap in the planes
   */
  private record Part(
      int rows,
      int columns,
      int first,
      int down,
      int across,
      int from,
      int[] weights,
      int[] taps) {}

  private ThinConvolution(
      ConvolutionSpec s, Window window, int size, int channels, int weightStep, int parts) {
    this.window = window;
    this.size = size;
    this.channels = channels;
    this.weightStep = weightStep;
    this.parts = new Part[parts];
    lines = window.at(1, 0) / window.channels();
    positions = Math.max(0, (window.rows() - 1) * lines + window.columns());
    plane = Product.aligned(positions) + 16;
    long work = (long) s.kernelHeight() * s.kernelWidth() * s.channels() * s.outputs();
    images = new ImageBlocks(s.images(), work * s.outputHeight() * s.outputWidth(), window.size());
  }

  /** Whether this is the way for a convolution. */
  static boolean suits(ConvolutionSpec s) {
    return s.groups() == 1
        && switch (s.kind()) {
          case FORWARD -> s.outputs() <= CHANNELS && s.strideHeight() == 1 && s.strideWidth() == 1;
          case TRANSPOSE -> s.channels() <= CHANNELS;
          case WEIGHT -> false;
        };
  }

  static ThinConvolution of(ConvolutionSpec s) {
    return s.kind() == ConvolutionSpec.Kind.FORWARD ? forward(s) : transposed(s);
  }

  private static ThinConvolution forward(ConvolutionSpec s) {
    int outputs = s.outputs();
    int width = s.outputWidth();
    int size = s.outputHeight() * width * outputs;
    ThinConvolution c = new ThinConvolution(s, ForwardConvolution.window(s), size, outputs, 1, 1);
    int depth = s.kernelHeight() * s.kernelWidth() * s.channels();
    c.parts[0] =
        new Part(
            s.outputHeight(),
            width,
            0,
            width * outputs,
            outputs,
            0,
            table(depth, i -> i * outputs),
            table(
                depth,
                i ->
                    c.tap(
                        i % s.channels(),
                        i / s.channels() / s.kernelWidth(),
                        i / s.channels() % s.kernelWidth())));
    return c;
  }

  private static ThinConvolution transposed(ConvolutionSpec s) {
    StridePhase[] down =
        StridePhase.all(s.height(), s.kernelHeight(), s.strideHeight(), s.padTop());
    StridePhase[] across =
        StridePhase.all(s.width(), s.kernelWidth(), s.strideWidth(), s.padLeft());
    Window window = BackwardConvolution.window(s, down, across);
    int size = s.height() * s.width() * s.channels();
    int count = down.length * across.length;
    ThinConvolution c = new ThinConvolution(s, window, size, s.channels(), s.outputs(), count);
    for (int i = 0; i < count; i++) {
      c.parts[i] = c.part(s, down[i / across.length], across[i % across.length]);
    }
    return c;
  }

  private Part part(ConvolutionSpec s, StridePhase rows, StridePhase columns) {
    int outputs = s.outputs();
    int depth = rows.taps() * columns.taps() * outputs;
    int from =
        depth == 0 ? 0 : (rows.output() - window.top()) * lines + columns.output() - window.left();
    return new Part(
        rows.count(),
        columns.count(),
        (rows.first() * s.width() + columns.first()) * channels,
        rows.stride() * s.width() * channels,
        columns.stride() * channels,
        from,
        table(
            depth,
            i -> {
              int row = rows.offset() + i / outputs / columns.taps() * rows.stride();
              int column = columns.offset() + i / outputs % columns.taps() * columns.stride();
              return (row * s.kernelWidth() + column) * channels * outputs + i % outputs;
            }),
        table(
            depth,
            i ->
                tap(
                    i % outputs,
                    -(i / outputs / columns.taps()),
                    -(i / outputs % columns.taps()))));
  }

  private int tap(int channel, int row, int column) {
    return channel * plane + row * lines + column;
  }

  private static int[] table(int length, IntUnaryOperator position) {
    int[] table = new int[length];
    Arrays.setAll(table, position);
    return table;
  }

  @Override
  public int scratch(int threads) {
    return threads * scratchSize();
  }

  private int copy() {
    return window.copied() ? Product.aligned(window.size()) : 0;
  }

  private int planes() {
    return window.channels() * plane + RowKernel.LENGTH;
  }

  /** A copy of an image, its planes, sums of a block and sums of all blocks. */
  private int scratchSize() {
    return copy() + planes() + 2 * (plane + RowKernel.LENGTH);
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
    int first = images.first(task);
    int count = images.count(task);
    int work = x.scratchOffset + thread * scratchSize();
    for (int image = first; image < first + count; image++) {
      takeApart(image, x, work);
      for (Part part : parts) {
        for (int channel = 0; channel < channels; channel++) {
          multiply(part, channel, x, x.cOffset + image * size + channel, work + copy());
        }
      }
    }
  }

  private void takeApart(int image, Buffers x, int work) {
    int from = x.aOffset + image * window.height() * window.width() * window.channels();
    float[] a = window.copied() ? x.scratch : x.a;
    from = window.read(x.a, from, x.scratch, work);
    Transposition.run(
        a, from, window.channels(), positions, window.channels(), x.scratch, work + copy(), plane);
  }

  private void multiply(Part part, int channel, Buffers x, int cOffset, int planesOffset) {
    int depth = part.taps().length;
    int length = depth == 0 ? 0 : Math.max(0, (part.rows() - 1) * lines + part.columns());
    int sums = planesOffset + planes();
    int block = sums + plane + RowKernel.LENGTH;
    for (int k = 0; k == 0 || k < depth; k += BLOCK) {
      RowKernel.multiply(
          length,
          k,
          Math.min(depth, k + BLOCK),
          x.b,
          x.bOffset + channel * weightStep,
          part.weights(),
          x.scratch,
          planesOffset + part.from(),
          part.taps(),
          x.scratch,
          k == 0 ? sums : block);
      for (int i = 0; k > 0 && i < length; i++) {
        x.scratch[sums + i] += x.scratch[block + i];
      }
    }
    for (int row = 0; row < part.rows(); row++) {
      int to = cOffset + part.first() + row * part.down();
      for (int column = 0; column < part.columns(); column++) {
        x.c[to + column * part.across()] = depth == 0 ? 0 : x.scratch[sums + row * lines + column];
      }
    }
  }
}
