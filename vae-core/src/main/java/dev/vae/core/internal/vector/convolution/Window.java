package dev.vae.core.internal.vector.convolution;

import java.util.Arrays;

/**
 * The part of channels-last images that a convolution reads, which may reach beyond their edges. If
 * it does, images are copied with zeros around them; else they are read where they are.
 *
 * @param top its first row, counted in the image; negative in the padding
 * @param rows how many rows it has
 */
public record Window(
    int height, int width, int channels, int top, int left, int rows, int columns) {

  /** Whether a copy is needed. */
  public boolean copied() {
    return top < 0 || left < 0 || top + rows > height || left + columns > width;
  }

  /** Floats of an image as it is read. */
  public int size() {
    return copied() ? rows * columns * channels : height * width * channels;
  }

  /** Where the window begins in the image as it is read. */
  int origin() {
    return copied() ? 0 : (top * width + left) * channels;
  }

  /** Returns the position of a row and column of the window, counted from its beginning. */
  public int at(int row, int column) {
    return (row * (copied() ? columns : width) + column) * channels;
  }

  /**
   * Returns where one image is read, in the copy that is made here if one is needed, else in place.
   */
  public int read(float[] image, int imageOffset, float[] to, int toOffset) {
    if (!copied()) {
      return imageOffset + origin();
    }
    copy(image, imageOffset, to, toOffset);
    return toOffset;
  }

  /** Copies one image. */
  void copy(float[] image, int imageOffset, float[] to, int toOffset) {
    int before = Math.min(columns, Math.max(0, -left)) * channels;
    int from = Math.max(0, left);
    int count = Math.max(0, Math.min(width, left + columns) - from) * channels;
    int length = columns * channels;
    for (int row = 0; row < rows; row++) {
      int y = top + row;
      int at = toOffset + row * length;
      if (y < 0 || y >= height || count == 0) {
        Arrays.fill(to, at, at + length, 0);
        continue;
      }
      Arrays.fill(to, at, at + before, 0);
      System.arraycopy(image, imageOffset + (y * width + from) * channels, to, at + before, count);
      Arrays.fill(to, at + before + count, at + length, 0);
    }
  }

  /** Puts what is in the window back to an image, whose other positions become 0. */
  public void restore(float[] from, int fromOffset, float[] image, int imageOffset) {
    int first = Math.max(0, left);
    int count = Math.max(0, Math.min(width, left + columns) - first) * channels;
    int before = Math.min(width, first) * channels;
    int length = width * channels;
    for (int y = 0; y < height; y++) {
      int at = imageOffset + y * length;
      if (y < top || y >= top + rows || count == 0) {
        Arrays.fill(image, at, at + length, 0);
        continue;
      }
      Arrays.fill(image, at, at + before, 0);
      int position = fromOffset + at(y - top, first - left);
      System.arraycopy(from, position, image, at + before, count);
      Arrays.fill(image, at + before + count, at + length, 0);
    }
  }
}
