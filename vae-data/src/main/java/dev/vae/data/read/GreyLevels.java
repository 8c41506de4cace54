package dev.vae.data.read;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** Grey images, whose levels are read as stored: Java's conversion to RGB would change them. */
final class GreyLevels {
  private GreyLevels() {}

  /** Whether a colour model has only grey, with or without transparency. */
  static boolean is(ColorModel model) {
    if (model instanceof IndexColorModel palette) {
      for (int i = 0; i < palette.getMapSize(); i++) {
        if (palette.getRed(i) != palette.getGreen(i) || palette.getRed(i) != palette.getBlue(i)) {
          return false;
        }
      }
      return true;
    }
    return model.getColorSpace().getType() == ColorSpace.TYPE_GRAY
        && model.getNumColorComponents() == 1;
  }

  /**
   * The levels of a grey image, those of other depths brought to 0..255, on white where it is
   * transparent.
   *
   * @param transparent the stored level that means transparent; -1 for none
   */
  static byte[] levels(BufferedImage image, int transparent) {
    Raster raster = image.getRaster();
    ColorModel model = image.getColorModel();
    int width = image.getWidth();
    int height = image.getHeight();
    byte[] levels = new byte[width * height];
    int[] stored = new int[width];
    int[] alpha = new int[width];
    long top = mask(model, 0);
    boolean hasAlpha = !(model instanceof IndexColorModel) && model.hasAlpha();
    long alphaTop = hasAlpha ? mask(model, 1) : 0;
    for (int y = 0; y < height; y++) {
      raster.getSamples(0, y, width, 1, 0, stored);
      if (hasAlpha) {
        raster.getSamples(0, y, width, 1, 1, alpha);
      }
      for (int x = 0; x < width; x++) {
        int level;
        if (model instanceof IndexColorModel palette) {
          level = onWhite(palette.getRed(stored[x]), 255, palette.getAlpha(stored[x]), 255);
        } else if (hasAlpha) {
          long value = stored[x] & top;
          long cover = alpha[x] & alphaTop;
          level =
              model.isAlphaPremultiplied()
                  ? onWhite(value, top, alphaTop, alphaTop) + onWhite(0, top, cover, alphaTop)
                  : onWhite(value, top, cover, alphaTop);
        } else {
          level = onWhite(stored[x] & top, top, 1, 1);
        }
        levels[y * width + x] = (byte) (stored[x] == transparent ? 255 : Math.min(255, level));
      }
    }
    return levels;
  }

  private static long mask(ColorModel model, int component) {
    return (1L << model.getComponentSize(component)) - 1;
  }

  /**
   * A level on white paper, rounded to 0..255.
   *
   * @param level from 0 to top
   * @param alpha how much of the paper it covers, from 0 to alphaTop
   */
  static int onWhite(long level, long top, long alpha, long alphaTop) {
    if (alpha == alphaTop) {
      return (int) ((level * 255 + top / 2) / top);
    }
    double covered = (double) alpha / alphaTop;
    return (int) Math.round(255 * (covered * level / top + 1 - covered));
  }
}
