package dev.vae.data.read;

import dev.vae.data.rows.DataException;
import java.util.Locale;

/**
 * How the images of a folder become rows.
 *
 * @param colour how many channels they have
 * @param width the width to bring all images to, in pixels; 0 to leave them as they are
 * @param height the height; 0 to leave them as they are
 * @param fit what is done with an image of other proportions
 * @param fill the level, 0 (black) to 255 (white), around an image that is padded
 */
public record ImageOptions(Colour colour, int width, int height, Fit fit, int fill) {
  /** More pixels a row than this make no model. */
  private static final int LARGEST = 1 << 14;

  /** As stored: grey if all images are, of the size they have. */
  public static final ImageOptions DEFAULTS = new ImageOptions(Colour.AS_STORED, 0, 0, Fit.CROP, 0);

  /** The channels of rows. */
  public enum Colour {
    /** One if all images are grey, else three. */
    AS_STORED,
    /** One: 0.299 red + 0.587 green + 0.114 blue. */
    GREY,
    /** Three: red, green, blue. */
    RGB
  }

  /** What is done with an image whose proportions are not those wanted. */
  public enum Fit {
    /**
     * Scaled until it covers the size; what is outside, left and right or above and below, goes.
     */
    CROP,
    /** Scaled until it lies within the size; the rest is filled. */
    PAD,
    /** Scaled each way by itself. */
    STRETCH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Checks the numbers.
   *
   * @throws DataException if only one of width and height is 0, one is negative or above 16384, or
   *     the fill is no level
   */
  public ImageOptions {
    if (width < 0
        || height < 0
        || width > LARGEST
        || height > LARGEST
        || (width == 0) != (height == 0)) {
      throw new DataException(
          "images cannot be brought to "
              + width
              + " x "
              + height
              + " pixels; 1 to "
              + LARGEST
              + " each way");
    }
    if (fill < 0 || fill > 255) {
      throw new DataException("a fill of " + fill + " is not a level: 0 (black) to 255 (white)");
    }
  }

  /** Sets another number of channels. */
  public ImageOptions withColour(Colour how) {
    return new ImageOptions(how, width, height, fit, fill);
  }

  /** Brings all images to a size in pixels. */
  public ImageOptions withSize(int wide, int high) {
    return new ImageOptions(colour, wide, high, fit, fill);
  }

  /** Sets another way to treat images of other proportions. */
  public ImageOptions withFit(Fit how) {
    return new ImageOptions(colour, width, height, how, fill);
  }

  /** Sets another level around padded images. */
  public ImageOptions withFill(int level) {
    return new ImageOptions(colour, width, height, fit, level);
  }

  /** Whether images are brought to a size. */
  boolean resizes() {
    return width > 0;
  }

  /** These as a source's text has them, led by a hash sign; empty for the defaults. */
  String describe() {
    StringBuilder text = new StringBuilder();
    if (colour != Colour.AS_STORED) {
      text.append(",").append(colour.name().toLowerCase(Locale.ROOT));
    }
    if (resizes()) {
      text.append(",size=").append(width).append("x").append(height).append(",fit=").append(fit);
      text.append(fit == Fit.PAD ? ",fill=" + fill : "");
    }
    return text.isEmpty() ? "" : "#" + text.substring(1);
  }
}
