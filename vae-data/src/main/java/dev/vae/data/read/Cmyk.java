package dev.vae.data.read;

import dev.vae.data.rows.DataException;
import java.awt.image.Raster;
import java.nio.file.Path;

/**
 * JPEG images of four inks, which Java's decoder gives as they are stored only. Those with an Adobe
 * segment hold the inks inverted, and as YCCK if its transform is 2. They become red, green and
 * blue by the plain rule, red = (1 - cyan)(1 - black), without a colour profile.
 */
final class Cmyk {
  private Cmyk() {}

  /**
   * The pixels.
   *
   * @param adobe the transform of the Adobe segment, -1 if there is none
   */
  static Pixels pixels(Path file, Raster raster, int adobe, int channels) {
    if (raster.getNumBands() != 4) {
      throw new DataException(
          file
              + " has "
              + raster.getNumBands()
              + " channels of a kind that cannot be read; save it as grey or RGB");
    }
    int width = raster.getWidth();
    int height = raster.getHeight();
    byte[] pixels = new byte[width * height * channels];
    int[] line = new int[4 * width];
    int at = 0;
    for (int y = 0; y < height; y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, line);
      for (int i = 0; i < line.length; i += 4) {
        if (adobe == 2) {
          inks(line, i);
        }
        // what is left of the light by each ink
        int paper = adobe < 0 ? 255 : 0;
        int key = Math.abs(paper - line[i + 3]);
        at =
            ImageFiles.put(
                light(Math.abs(paper - line[i]), key),
                light(Math.abs(paper - line[i + 1]), key),
                light(Math.abs(paper - line[i + 2]), key),
                channels,
                pixels,
                at);
      }
    }
    return new Pixels(height, width, channels, pixels);
  }

  private static int light(int left, int key) {
    return (left * key + 127) / 255;
  }

  /** Makes YCCK what it was: luminance and two differences of the inks' complements. */
  private static void inks(int[] line, int i) {
    double y = line[i];
    double cb = line[i + 1] - 128;
    double cr = line[i + 2] - 128;
    line[i] = 255 - level(y + 1.402 * cr);
    line[i + 1] = 255 - level(y - 0.344136 * cb - 0.714136 * cr);
    line[i + 2] = 255 - level(y + 1.772 * cb);
  }

  private static int level(double value) {
    return (int) Math.max(0, Math.min(255, Math.round(value)));
  }
}
