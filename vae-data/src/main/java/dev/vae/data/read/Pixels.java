package dev.vae.data.read;

import dev.vae.data.read.ImageOptions.Fit;
import java.util.Arrays;

/**
 * An image as levels 0..255.
 *
 * @param levels row-major, channels last
 */
record Pixels(int height, int width, int channels, byte[] levels) {

  /**
   * Turned upright.
   *
   * @param orientation 1 to 8, as Exif counts: the sides of the stored image at which the first row
   *     and the first column belong
   */
  Pixels upright(int orientation) {
    if (orientation <= 1) {
      return this;
    }
    boolean swap = orientation >= 5;
    boolean fromBelow =
        orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    boolean fromRight = orientation == 2 || orientation == 3 || orientation >= 7;
    Pixels turned = blank(swap ? width : height, swap ? height : width);
    for (int y = 0; y < turned.height; y++) {
      for (int x = 0; x < turned.width; x++) {
        int row = swap ? x : y;
        int column = swap ? y : x;
        int from = at(fromBelow ? height - 1 - row : row, fromRight ? width - 1 - column : column);
        System.arraycopy(levels, from, turned.levels, turned.at(y, x), channels);
      }
    }
    return turned;
  }

  /** Brought to a size; the same if it has it already. */
  Pixels fitted(ImageOptions to) {
    if (!to.resizes() || width == to.width() && height == to.height()) {
      return this;
    }
    if (to.fit() == Fit.STRETCH) {
      return scaled(to.height(), to.width());
    }
    double across = (double) to.width() / width;
    double down = (double) to.height() / height;
    double scale = to.fit() == Fit.CROP ? Math.max(across, down) : Math.min(across, down);
    int high = inside(Math.round(height * scale), to.height(), to.fit());
    int wide = inside(Math.round(width * scale), to.width(), to.fit());
    Pixels placed = blank(to.height(), to.width());
    Arrays.fill(placed.levels, (byte) to.fill());
    placed.put(scaled(high, wide));
    return placed;
  }

  /** No rounding leaves a gap when cropping, or loses a line when padding. */
  private static int inside(long size, int wanted, Fit fit) {
    return (int) (fit == Fit.CROP ? Math.max(size, wanted) : Math.max(1, Math.min(size, wanted)));
  }

  /** Puts the middle of another image on the middle of this. */
  private void put(Pixels other) {
    int top = Math.floorDiv(height - other.height, 2);
    int left = Math.floorDiv(width - other.width, 2);
    for (int y = Math.max(0, top); y < Math.min(height, top + other.height); y++) {
      int x = Math.max(0, left);
      int count = Math.min(width, left + other.width) - x;
      System.arraycopy(
          other.levels, other.at(y - top, x - left), levels, at(y, x), count * channels);
    }
  }

  /**
   * Scaled by a triangle filter that is as wide as a target pixel, so that nothing is skipped:
   * bilinear with antialiasing.
   */
  private Pixels scaled(int high, int wide) {
    Taps rows = Taps.of(height, high);
    Taps columns = Taps.of(width, wide);
    Pixels result = blank(high, wide);
    double[] line = new double[width * channels];
    for (int y = 0; y < high; y++) {
      Arrays.fill(line, 0);
      for (int t = 0; t < rows.weights[y].length; t++) {
        int from = at(rows.first[y] + t, 0);
        double weight = rows.weights[y][t];
        for (int i = 0; i < line.length; i++) {
          line[i] += weight * (levels[from + i] & 0xff);
        }
      }
      for (int x = 0; x < wide; x++) {
        for (int c = 0; c < channels; c++) {
          double sum = 0;
          for (int t = 0; t < columns.weights[x].length; t++) {
            sum += columns.weights[x][t] * line[(columns.first[x] + t) * channels + c];
          }
          result.levels[result.at(y, x) + c] = (byte) Math.max(0, Math.min(255, Math.round(sum)));
        }
      }
    }
    return result;
  }

  /** Which source lines a target line is made of, and by how much of each. */
  private record Taps(int[] first, double[][] weights) {
    static Taps of(int from, int to) {
      Taps taps = new Taps(new int[to], new double[to][]);
      double ratio = (double) from / to;
      double reach = Math.max(1, ratio);
      for (int i = 0; i < to; i++) {
        double centre = (i + 0.5) * ratio - 0.5;
        int low = Math.max(0, (int) Math.ceil(centre - reach));
        int high = Math.min(from - 1, (int) Math.floor(centre + reach));
        double[] weights = new double[high - low + 1];
        double sum = 0;
        for (int j = low; j <= high; j++) {
          weights[j - low] = Math.max(0, 1 - Math.abs(j - centre) / reach);
          sum += weights[j - low];
        }
        for (int j = 0; j < weights.length; j++) {
          weights[j] /= sum;
        }
        taps.first[i] = low;
        taps.weights[i] = weights;
      }
      return taps;
    }
  }

  private Pixels blank(int high, int wide) {
    return new Pixels(high, wide, channels, new byte[high * wide * channels]);
  }

  private int at(int y, int x) {
    return (y * width + x) * channels;
  }
}
