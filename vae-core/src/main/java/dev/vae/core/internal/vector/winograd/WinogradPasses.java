package dev.vae.core.internal.vector.winograd;

import dev.vae.core.internal.vector.convolution.ForwardConvolution;
import dev.vae.core.internal.vector.convolution.Window;
import dev.vae.core.internal.vector.winograd.WinogradTransform.Lines;
import dev.vae.core.kernel.ConvolutionSpec;
import dev.vae.core.kernel.Winograd;

/**
 * The ways between images or outputs and the points of {@link Winograd}, for some images at a time.
 * Points are put pair by pair, and for each the images: those of a pair of nodes are the rows of a
 * matrix.
 */
final class WinogradPasses {
  private final ConvolutionSpec s;
  private final Winograd w;
  private final Window window;
  private final int images;
  private final int lines;
  private final int span;
  private final int phases;
  private final int length;

  /**
   * For some images.
   *
   * @param images how many
   */
  WinogradPasses(ConvolutionSpec s, Winograd w, int images) {
    this.s = s;
    this.w = w;
    this.images = images;
    window = ForwardConvolution.window(s);
    phases = s.strideHeight();
    length = s.outputWidth() * s.outputs();
    lines = window.at(phases, 0);
    span = s.strideWidth() * s.channels();
  }

  /** Floats between the two passes of a way. */
  int scratchSize() {
    return w.rows().points() * Math.max(lines, length);
  }

  /** Bᵀ d: rows of an image as its {@link Window} reads it, then columns. */
  TileTransform image() {
    return way(
        AxisTransform.inwards(
            w.rows(), WinogradTransform::image, new Lines(phases, positions(), halfRows())),
        AxisTransform.inwards(
            w.columns(), WinogradTransform::image, new Lines(across(), halves(), points())),
        true);
  }

  /** ∂d: the way back from products. */
  TileTransform toImage() {
    int rows = w.rows().taps() - 1;
    int columns = w.columns().taps() - 1;
    return way(
        AxisTransform.outwards(
            w.rows(),
            WinogradTransform::imageGradient,
            new Lines(phases, halfRows(), positions()),
            rows),
        AxisTransform.outwards(
            w.columns(),
            WinogradTransform::imageGradient,
            new Lines(across(), points(), halves()),
            columns),
        false);
  }

  private TileTransform way(AxisTransform down, AxisTransform across, boolean inwards) {
    int overlap = w.columns().taps() - 1;
    return new TileTransform(w.rows(), w.columns(), down, across, phases, span, overlap, inwards);
  }

  /** A ∂y: rows of an image's outputs, then columns. */
  TileTransform outputs() {
    return new TileTransform(
        w.rows(),
        w.columns(),
        AxisTransform.inwards(
            w.rows(),
            WinogradTransform::outputsGradient,
            new Lines(1, steps(s.outputHeight(), length), steps(w.rows().points(), length))),
        AxisTransform.inwards(
            w.columns(),
            WinogradTransform::outputsGradient,
            new Lines(w.rows().points(), outputHalves(), outputPoints())),
        1,
        s.outputs(),
        0,
        true);
  }

  /** y: the way back from products. */
  TileTransform toOutputs() {
    return new TileTransform(
        w.rows(),
        w.columns(),
        AxisTransform.outwards(
            w.rows(),
            WinogradTransform::outputs,
            new Lines(1, steps(w.rows().points(), length), steps(s.outputHeight(), length)),
            0),
        AxisTransform.outwards(
            w.columns(),
            WinogradTransform::outputs,
            new Lines(w.rows().points(), outputPoints(), outputHalves()),
            0),
        1,
        s.outputs(),
        0,
        false);
  }

  private int across() {
    return w.rows().points() * phases;
  }

  /** For each phase row, the rows of an image. */
  private int[] positions() {
    int inputs = w.rows().inputs();
    return Lines.table(phases * inputs, i -> i % inputs * lines + window.at(i / inputs, 0));
  }

  /** For each phase row, point rows between the passes. */
  private int[] halfRows() {
    int points = w.rows().points();
    return Lines.table(phases * points, i -> i % points * lines + window.at(i / points, 0));
  }

  private int[] outputHalves() {
    return steps(w.rows().points() * s.outputWidth(), s.outputs());
  }

  /** Positions between the passes of an image: for each point row and phase row, those across. */
  private int[] halves() {
    int inputs = w.columns().inputs();
    return Lines.table(
        w.rows().points() * phases * inputs,
        i -> {
          int line = i / inputs;
          int row = line / phases;
          return row * lines + window.at(line % phases, 0) + i % inputs * span;
        });
  }

  /**
   * Positions of points with phases and channels: for each point row and phase row, those across.
   */
  private int[] points() {
    int across = w.columns().points();
    return Lines.table(
        w.rows().points() * phases * across,
        i -> {
          int line = i / across;
          int position = w.position(line / phases, i % across);
          return position * images * w.depth() + line % phases * span;
        });
  }

  private int[] outputPoints() {
    int across = w.columns().points();
    return Lines.table(w.points(), i -> w.position(i / across, i % across) * images * s.outputs());
  }

  private static int[] steps(int count, int step) {
    return Lines.table(count, i -> i * step);
  }
}
