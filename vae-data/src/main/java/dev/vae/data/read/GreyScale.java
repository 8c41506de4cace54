package dev.vae.data.read;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** Grey images, whose levels are read as stored: Java's conversion to RGB would change them. */
final class GreyScale {
  private GreyScale() {}

  /** Whether a colour model has only grey, without transparency. */
  static boolean is(ColorModel model) {
    if (model.hasAlpha()) {
      return false;
    }
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

  /** The levels of a grey image, those of other depths brought to 0..255. */
  static byte[] levels(BufferedImage image) {
    Raster raster = image.getRaster();
    int width = image.getWidth();
    int height = image.getHeight();
    int[] stored = raster.getSamples(0, 0, width, height, 0, (int[]) null);
    byte[] levels = new byte[stored.length];
    if (image.getColorModel() instanceof IndexColorModel palette) {
      for (int i = 0; i < levels.length; i++) {
        levels[i] = (byte) palette.getRed(stored[i]);
      }
      return levels;
    }
    long top = (1L << image.getColorModel().getComponentSize(0)) - 1;
    for (int i = 0; i < levels.length; i++) {
      levels[i] = (byte) ((stored[i] * 255L + top / 2) / top);
    }
    return levels;
  }
}
