package dev.vae.core.internal.vector;

import static dev.vae.core.kernel.Form.transpose;

import dev.vae.core.kernel.Axis;
import dev.vae.core.kernel.ConvolutionSpec;
import dev.vae.core.kernel.Winograd;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

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
    lines = window.at(s.strideHeight(), 0);
    span = s.strideWidth() * s.channels();
  }

  /** Floats between the two passes of a way. */
  int room() {
    int outputs = s.outputWidth() * s.outputs();
    return w.rows().points() * Math.max(lines, outputs);
  }

  /** Bᵀ d: rows of an image as its {@link Window} reads it, then columns. */
  TilePass[] image() {
    Axis rows = w.rows();
    TilePass down =
        new TilePass(
            rows,
            t -> t.form().image(),
            Axis.Tile::input,
            Axis.Tile::point,
            1,
            window.at(s.strideHeight() - 1, window.columns()),
            steps(rows.inputs(), lines),
            steps(rows.points(), lines));
    TilePass across =
        new TilePass(
            w.columns(),
            t -> t.form().image(),
            Axis.Tile::input,
            Axis.Tile::point,
            rows.points() * s.strideHeight(),
            span,
            halves(),
            imagePoints());
    return new TilePass[] {down, across};
  }

  /** ∂d: the way back from products. */
  TilePass[] toImage() {
    Axis rows = w.rows();
    TilePass across =
        new TilePass(
            w.columns(),
            t -> transpose(t.form().image()),
            Axis.Tile::point,
            Axis.Tile::input,
            rows.points() * s.strideHeight(),
            span,
            imagePoints(),
            halves());
    TilePass down =
        new TilePass(
            rows,
            t -> transpose(t.form().image()),
            Axis.Tile::point,
            Axis.Tile::input,
            1,
            window.at(s.strideHeight() - 1, window.columns()),
            steps(rows.points(), lines),
            steps(rows.inputs(), lines));
    return new TilePass[] {across, down};
  }

  /** A ∂y: rows of an image's outputs, then columns. */
  TilePass[] outputs() {
    Axis rows = w.rows();
    int length = s.outputWidth() * s.outputs();
    TilePass down =
        new TilePass(
            rows,
            t -> transpose(t.form().output()),
            Axis.Tile::input,
            Axis.Tile::point,
            1,
            length,
            steps(rows.outputs(), length),
            steps(rows.points(), length));
    TilePass across =
        new TilePass(
            w.columns(),
            t -> transpose(t.form().output()),
            Axis.Tile::input,
            Axis.Tile::point,
            rows.points(),
            s.outputs(),
            steps(rows.points() * s.outputWidth(), s.outputs()),
            outputPoints());
    return new TilePass[] {down, across};
  }

  /** y: the way back from products. */
  TilePass[] toOutputs() {
    Axis rows = w.rows();
    int length = s.outputWidth() * s.outputs();
    TilePass across =
        new TilePass(
            w.columns(),
            t -> t.form().output(),
            Axis.Tile::point,
            Axis.Tile::input,
            rows.points(),
            s.outputs(),
            outputPoints(),
            steps(rows.points() * s.outputWidth(), s.outputs()));
    TilePass down =
        new TilePass(
            rows,
            t -> t.form().output(),
            Axis.Tile::point,
            Axis.Tile::input,
            1,
            length,
            steps(rows.points(), length),
            steps(rows.outputs(), length));
    return new TilePass[] {across, down};
  }

  /** Places between the passes of an image: for each point row and phase row, those across. */
  private int[] halves() {
    int inputs = w.columns().inputs();
    return table(
        w.rows().points() * s.strideHeight() * inputs,
        i -> {
          int line = i / inputs;
          int row = line / s.strideHeight();
          return row * lines + window.at(line % s.strideHeight(), 0) + i % inputs * span;
        });
  }

  /** Places of points with phases and channels: for each point row and phase row, those across. */
  private int[] imagePoints() {
    int across = w.columns().points();
    return table(
        w.rows().points() * s.strideHeight() * across,
        i -> {
          int line = i / across;
          int place = w.place(line / s.strideHeight(), i % across);
          return place * images * w.depth() + line % s.strideHeight() * span;
        });
  }

  private int[] outputPoints() {
    int across = w.columns().points();
    return table(w.points(), i -> w.place(i / across, i % across) * images * s.outputs());
  }

  private static int[] steps(int count, int step) {
    return table(count, i -> i * step);
  }

  private static int[] table(int count, IntUnaryOperator place) {
    int[] table = new int[count];
    Arrays.setAll(table, place);
    return table;
  }
}
