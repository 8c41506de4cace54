package dev.vae.draw;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Shape;
import dev.vae.core.internal.text.Messages;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Support;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Pictures side by side in one PNG, grey or colour. Rows of the grid are added one after the other;
 * each picture is {@code height × width × channels} values from black to white, which are clipped;
 * small pictures are enlarged by whole factors so that one can see them.
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
  private final double @Nullable [] white;
  private final List<float[]> rows = new ArrayList<>();

  /**
   * An empty grid of pictures whose values go from 0 (black) to 1 (white).
   *
   * @param event the shape of one picture: {@code [height, width]} or {@code [height, width, 1 or
   *     3]}
   */
  public ImageGrid(Shape event) {
    this(event, null);
  }

  private ImageGrid(Shape event, double @Nullable [] white) {
    this.white = white;
    if (!fits(event)) {
      throw new IllegalArgumentException("not the shape of a picture: " + event);
    }
    int[] dims = dims(event);
    height = dims[0];
    width = dims[1];
    channels = dims.length == 3 ? dims[2] : 1;
    scale = Math.max(1, WANTED / Math.max(height, width));
  }

  /**
   * Returns an empty grid of pictures as a model takes and gives them: raw, such as grey levels
   * from 0 to 255.
   *
   * @throws IllegalArgumentException if its rows are not pictures
   */
  public static ImageGrid of(Vae vae) {
    Objects.requireNonNull(vae, "vae");
    double divisor = vae.schema().divisor().orElse(1.0);
    double[] white =
        vae.supports().stream()
            .mapToDouble(support -> isCounted(support) ? 255 : divisor)
            .toArray();
    return new ImageGrid(vae.schema().event(), white);
  }

  /** Counts of grey levels are not divided. */
  private static boolean isCounted(Support support) {
    return support.kind() == Support.Kind.COUNT || support.kind() == Support.Kind.CATEGORY;
  }

  /** Whether rows of a shape can be drawn as pictures. */
  public static boolean fits(Shape event) {
    int[] dims = dims(event);
    return dims.length == 2 || dims.length == 3 && (dims[2] == 1 || dims[2] == 3);
  }

  /** Adds a row of pictures, an array each. */
  public ImageGrid row(double[][] pictures) {
    int size = height * width * channels;
    float[] flat = new float[Math.multiplyExact(pictures.length, size)];
    for (int p = 0; p < pictures.length; p++) {
      if (pictures[p].length != size) {
        throw new IllegalArgumentException(
            "picture "
                + p
                + " has "
                + Messages.count(pictures[p].length, "value")
                + ", not "
                + size);
      }
      for (int i = 0; i < size; i++) {
        flat[p * size + i] = (float) (pictures[p][i] / (white == null ? 1 : white[i]));
      }
    }
    rows.add(flat);
    return this;
  }

  /** Adds pictures, an array each, in rows of at most so many. */
  public ImageGrid rows(double[][] pictures, int columns) {
    for (int at = 0; at < pictures.length; at += columns) {
      row(Arrays.copyOfRange(pictures, at, Math.min(at + columns, pictures.length)));
    }
    return this;
  }

  /** Adds a row of pictures from 0 to 1, one after the other in an array. */
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

  /** Adds pictures from 0 to 1, one after the other, in rows of at most so many. */
  public ImageGrid rows(float[] pictures, int columns) {
    int step = columns * height * width * channels;
    for (int at = 0; at < pictures.length; at += step) {
      row(Arrays.copyOfRange(pictures, at, Math.min(at + step, pictures.length)));
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

  /**
   * Writes the grid as a PNG file, whole or not at all.
   *
   * @throws DrawingException if that fails; the message names the file and the reason
   */
  public void write(Path file) {
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
