package dev.vae.cli.draw;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Shape;
import dev.vae.core.internal.text.Messages;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Pictures side by side in one PNG, grey or colour. Rows of the grid are added one after the other;
 * each picture is {@code height × width × channels} values from 0 (black) to 1 (white), which are
 * clipped; small pictures are enlarged by whole factors so that one can see them.
 */
public final class ImageGrid {
  private static final int GAP = 2;
  private static final int WANTED = 56; // pixels a picture should at least measure
  private static final int BACKGROUND = 0x404040;
  private static final int NOT_A_NUMBER = 0xff00ff;

  private final int height;
  private final int width;
  private final int channels;
  private final int scale;
  private final List<float[]> rows = new ArrayList<>();

  /**
   * An empty grid.
   *
   * @param event the shape of one picture: {@code [height, width]} or {@code [height, width, 1 or
   *     3]}
   */
  public ImageGrid(Shape event) {
    if (!fits(event)) {
      throw new IllegalArgumentException("not the shape of a picture: " + event);
    }
    int[] dims = dims(event);
    height = dims[0];
    width = dims[1];
    channels = dims.length == 3 ? dims[2] : 1;
    scale = Math.max(1, WANTED / Math.max(height, width));
  }

  /** Whether rows of a shape can be drawn as pictures. */
  public static boolean fits(Shape event) {
    int[] dims = dims(event);
    return dims.length == 2 || dims.length == 3 && (dims[2] == 1 || dims[2] == 3);
  }

  /** Adds a row of pictures, one after the other in an array. */
  public ImageGrid row(float[] pictures) {
    int size = height * width * channels;
    if (pictures.length % size != 0) {
      throw new IllegalArgumentException(
          Messages.count(pictures.length, "value")
              + " are not a whole number of pictures of "
              + size);
    }
    rows.add(pictures);
    return this;
  }

  /** Adds pictures in rows of at most so many. */
  public ImageGrid rows(float[] pictures, int columns) {
    int step = columns * height * width * channels;
    for (int at = 0; at < pictures.length; at += step) {
      row(java.util.Arrays.copyOfRange(pictures, at, Math.min(at + step, pictures.length)));
    }
    return this;
  }

  /** Returns the grid as an image. */
  public BufferedImage image() {
    int size = height * width * channels;
    int columns = rows.stream().mapToInt(row -> row.length / size).max().orElse(0);
    BufferedImage image =
        new BufferedImage(
            GAP + columns * (width * scale + GAP),
            GAP + rows.size() * (height * scale + GAP),
            BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, BACKGROUND);
      }
    }
    for (int r = 0; r < rows.size(); r++) {
      float[] row = rows.get(r);
      for (int c = 0; c < row.length / size; c++) {
        int top = GAP + r * (height * scale + GAP);
        int left = GAP + c * (width * scale + GAP);
        draw(image, top, left, row, c * size);
      }
    }
    return image;
  }

  /** Writes the grid as a PNG file, whole or not at all. */
  public void write(Path file) throws IOException {
    Png.write(file, image());
  }

  private void draw(BufferedImage image, int top, int left, float[] values, int from) {
    for (int y = 0; y < height * scale; y++) {
      for (int x = 0; x < width * scale; x++) {
        int at = from + (y / scale * width + x / scale) * channels;
        image.setRGB(left + x, top + y, colour(values, at));
      }
    }
  }

  private int colour(float[] values, int at) {
    int rgb = 0;
    for (int c = 0; c < 3; c++) {
      float value = values[channels == 3 ? at + c : at];
      if (Float.isNaN(value)) {
        return NOT_A_NUMBER;
      }
      rgb = rgb << 8 | Math.round(Math.min(1, Math.max(0, value)) * 255);
    }
    return rgb;
  }

  private static int[] dims(Shape event) {
    return event.dims().stream().mapToInt(Dim::factor).toArray();
  }
}
