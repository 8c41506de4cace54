package dev.vae.core.internal.portable;

import static dev.vae.core.kernel.WinogradForm.transpose;

import dev.vae.core.kernel.ConvolutionSpec;
import dev.vae.core.kernel.Winograd;
import dev.vae.core.kernel.WinogradAxis.Tile;
import dev.vae.core.kernel.WinogradForm;
import java.util.Arrays;

/**
 * The six ways of applying the matrices of {@link Winograd}, each along both axes. Images are
 * [phase row and column position of all phases, channel], points [pair, point, numbers].
 */
final class PortableTransforms {
  private final ConvolutionSpec s;
  private final Winograd w;
  private final int line;
  private final int across;

  PortableTransforms(ConvolutionSpec s) {
    this.s = s;
    w = new Winograd(s);
    across = s.strideWidth() * s.channels();
    line = w.columns().inputs() * across;
  }

  /** Bᵀ d of an image in a batch. */
  float[] image(float[] a, int aOffset) {
    float[] image = new float[w.rows().inputs() * s.strideHeight() * line];
    move(true, image, a, aOffset);
    int lines = s.strideHeight() * line;
    float[] half = new float[w.rows().points() * lines];
    for (Tile t : w.rows().tiles()) {
      float[][] m = t.form().image();
      SmallMatrix.addTo(m, image, t.input() * lines, lines, half, t.point() * lines, lines, lines);
    }
    float[] points = new float[w.points() * w.depth()];
    for (int row = 0; row < w.rows().points() * s.strideHeight(); row++) {
      for (Tile t : w.columns().tiles()) {
        int from = row * line + t.input() * across;
        int to = row / s.strideHeight() * w.columns().points() + t.point();
        int toOffset = to * w.depth() + row % s.strideHeight() * across;
        SmallMatrix.addTo(
            t.form().image(), half, from, across, points, toOffset, w.depth(), across);
      }
    }
    return byPair(points, w.depth(), true);
  }

  /** ∂d from points: an image in a batch. */
  void toImage(float[] byPair, float[] c, int cOffset) {
    float[] points = byPair(byPair, w.depth(), false);
    int lines = s.strideHeight() * line;
    float[] half = new float[w.rows().points() * lines];
    for (int row = 0; row < w.rows().points() * s.strideHeight(); row++) {
      for (Tile t : w.columns().tiles()) {
        int from = row / s.strideHeight() * w.columns().points() + t.point();
        int fromOffset = from * w.depth() + row % s.strideHeight() * across;
        int to = row * line + t.input() * across;
        SmallMatrix.addTo(
            transpose(t.form().image()), points, fromOffset, w.depth(), half, to, across, across);
      }
    }
    float[] image = new float[w.rows().inputs() * lines];
    for (Tile t : w.rows().tiles()) {
      float[][] m = transpose(t.form().image());
      SmallMatrix.addTo(m, half, t.point() * lines, lines, image, t.input() * lines, lines, lines);
    }
    int size = s.height() * s.width() * s.channels();
    Arrays.fill(c, cOffset, cOffset + size, 0);
    move(false, image, c, cOffset);
  }

  /** Between an image in a batch and one with its padding. */
  private void move(boolean in, float[] padded, float[] a, int aOffset) {
    for (int row = 0; row < w.rows().inputs() * s.strideHeight(); row++) {
      for (int column = 0; column < w.columns().inputs() * s.strideWidth(); column++) {
        int y = row - s.padTop();
        int x = column - s.padLeft();
        if (y < 0 || y >= s.height() || x < 0 || x >= s.width()) {
          continue;
        }
        int position = row * line + column * s.channels();
        int at = aOffset + (y * s.width() + x) * s.channels();
        System.arraycopy(
            in ? a : padded, in ? at : position, in ? padded : a, in ? position : at, s.channels());
      }
    }
  }

  /** A ∂y of an image's outputs. */
  float[] outputs(float[] b, int bOffset) {
    int length = s.outputWidth() * s.outputs();
    float[] half = new float[w.rows().points() * length];
    for (Tile t : w.rows().tiles()) {
      float[][] m = transpose(t.form().output());
      SmallMatrix.addTo(
          m, b, bOffset + t.input() * length, length, half, t.point() * length, length, length);
    }
    float[] points = new float[w.points() * s.outputs()];
    for (int row = 0; row < w.rows().points(); row++) {
      for (Tile t : w.columns().tiles()) {
        int from = row * length + t.input() * s.outputs();
        int to = (row * w.columns().points() + t.point()) * s.outputs();
        float[][] m = transpose(t.form().output());
        SmallMatrix.addTo(m, half, from, s.outputs(), points, to, s.outputs(), s.outputs());
      }
    }
    return byPair(points, s.outputs(), true);
  }

  /** y from points: an image's outputs. */
  void toOutputs(float[] byPair, float[] c, int cOffset) {
    float[] points = byPair(byPair, s.outputs(), false);
    int length = s.outputWidth() * s.outputs();
    float[] half = new float[w.rows().points() * length];
    for (int row = 0; row < w.rows().points(); row++) {
      for (Tile t : w.columns().tiles()) {
        int from = (row * w.columns().points() + t.point()) * s.outputs();
        int to = row * length + t.input() * s.outputs();
        float[][] m = t.form().output();
        SmallMatrix.addTo(m, points, from, s.outputs(), half, to, s.outputs(), s.outputs());
      }
    }
    Arrays.fill(c, cOffset, cOffset + s.outputHeight() * length, 0);
    for (Tile t : w.rows().tiles()) {
      float[][] m = t.form().output();
      SmallMatrix.addTo(
          m, half, t.point() * length, length, c, cOffset + t.input() * length, length, length);
    }
  }

  /** G g: for each pair of nodes a matrix of (phase, channel) by outputs. */
  void weights(float[] b, int bOffset, float[] to, int toOffset) {
    int rows = s.strideHeight() * s.kernelWidth() * s.channels() * s.outputs();
    float[] half = new float[Winograd.NODES * rows];
    SmallMatrix.addTo(WinogradForm.weights(w.rows().taps()), b, bOffset, rows, half, 0, rows, rows);
    int columns = across * s.outputs();
    int matrix = w.depth() * s.outputs();
    Arrays.fill(to, toOffset, toOffset + Winograd.PAIRS * matrix, 0);
    float[][] m = WinogradForm.weights(w.columns().taps());
    for (int row = 0; row < Winograd.NODES * s.strideHeight(); row++) {
      int from = row * w.columns().taps() * columns;
      SmallMatrix.addTo(m, half, from, columns, to, toOffset + pair(row, columns), matrix, columns);
    }
  }

  /** ∂g from sums for each pair of nodes. */
  void toWeights(float[] sums, int at, float[] c, int cOffset) {
    int rows = s.strideHeight() * s.kernelWidth() * s.channels() * s.outputs();
    int columns = across * s.outputs();
    int matrix = w.depth() * s.outputs();
    float[] half = new float[Winograd.NODES * rows];
    float[][] m = transpose(WinogradForm.weights(w.columns().taps()));
    for (int row = 0; row < Winograd.NODES * s.strideHeight(); row++) {
      int to = row * w.columns().taps() * columns;
      SmallMatrix.addTo(m, sums, at + pair(row, columns), matrix, half, to, columns, columns);
    }
    Arrays.fill(c, cOffset, cOffset + w.rows().taps() * rows, 0);
    float[][] n = transpose(WinogradForm.weights(w.rows().taps()));
    SmallMatrix.addTo(n, half, 0, rows, c, cOffset, rows, rows);
  }

  /** Where row node and phase row are in the matrices of the first column node. */
  private int pair(int row, int columns) {
    int matrix = w.depth() * s.outputs();
    int node = row / s.strideHeight();
    return node * Winograd.NODES * matrix + row % s.strideHeight() * columns;
  }

  /** Points put pair by pair, or back. */
  private float[] byPair(float[] from, int size, boolean in) {
    float[] to = new float[from.length];
    for (int row = 0; row < w.rows().points(); row++) {
      for (int column = 0; column < w.columns().points(); column++) {
        int position = (row * w.columns().points() + column) * size;
        int pair = w.position(row, column) * size;
        System.arraycopy(from, in ? position : pair, to, in ? pair : position, size);
      }
    }
    return to;
  }
}
