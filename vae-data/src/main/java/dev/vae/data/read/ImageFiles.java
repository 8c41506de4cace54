package dev.vae.data.read;

import dev.vae.data.DataException;
import dev.vae.data.internal.file.Problems;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;

/** Reads image files by the decoders that Java comes with. */
final class ImageFiles {
  /** No image may have more pixels; a header that says so is taken for damaged. */
  private static final long MOST_PIXELS = 1L << 24;

  /** No kind of image packs more pixels in a byte: eight a byte, packed 1032 to 1 as in PNG. */
  private static final long MOST_PIXELS_A_BYTE = 8 * 1032;

  private ImageFiles() {}

  /** The size of an image in pixels, with 1 channel (grey) or 3. */
  record Size(int height, int width, int channels) {
    Size grey() {
      return new Size(height, width, 1);
    }

    String words() {
      return width + " x " + height + " pixels";
    }
  }

  /** The size that all images have, in colour if one is. */
  static Size commonSize(List<Path> files) {
    Size common = null;
    for (Path file : files) {
      Size size = size(file);
      if (common == null) {
        common = size;
      }
      if (size.width() != common.width() || size.height() != common.height()) {
        throw new DataException(
            file
                + " has "
                + size.words()
                + ", but "
                + files.get(0).getFileName()
                + " has "
                + common.words()
                + "; all images of a folder must have one size: resize it or move it away");
      }
      if (size.channels() > common.channels()) {
        common = size;
      }
    }
    return common;
  }

  private static Size size(Path file) {
    return with(
        file,
        reader -> {
          int width = reader.getWidth(0);
          int height = reader.getHeight(0);
          long pixels = (long) width * height;
          if (pixels > MOST_PIXELS || pixels / MOST_PIXELS_A_BYTE > Files.size(file)) {
            throw new DataException(
                file
                    + " states a size of "
                    + width
                    + " x "
                    + height
                    + " pixels; it is damaged, cut"
                    + " short, or too large to learn from");
          }
          ImageTypeSpecifier type = reader.getRawImageType(0);
          Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
          if (type == null && types.hasNext()) {
            type = types.next();
          }
          boolean grey = type != null && GreyScale.is(type.getColorModel());
          return new Size(height, width, grey ? 1 : 3);
        });
  }

  /** The pixels, row-major, channels last, as levels 0..255. */
  static byte[] decode(Path file, Size size) {
    BufferedImage image = with(file, reader -> reader.read(0));
    if (image.getWidth() != size.width() || image.getHeight() != size.height()) {
      throw new DataException(file + " has changed its size since the folder was opened");
    }
    if (GreyScale.is(image.getColorModel())) {
      return repeated(GreyScale.levels(image), size.channels());
    }
    byte[] pixels = new byte[size.height() * size.width() * size.channels()];
    int[] line = new int[size.width()];
    int at = 0;
    for (int y = 0; y < size.height(); y++) {
      image.getRGB(0, y, size.width(), 1, line, 0, size.width());
      for (int argb : line) {
        at = put(argb, size.channels(), pixels, at);
      }
    }
    return pixels;
  }

  private static byte[] repeated(byte[] levels, int times) {
    if (times == 1) {
      return levels;
    }
    byte[] all = new byte[levels.length * times];
    for (int i = 0; i < all.length; i++) {
      all[i] = levels[i / times];
    }
    return all;
  }

  private static int put(int argb, int channels, byte[] pixels, int at) {
    int red = onWhite(argb >>> 16 & 255, argb >>> 24);
    int green = onWhite(argb >>> 8 & 255, argb >>> 24);
    int blue = onWhite(argb & 255, argb >>> 24);
    if (channels == 1) {
      pixels[at] = (byte) ((299 * red + 587 * green + 114 * blue + 500) / 1000);
      return at + 1;
    }
    pixels[at] = (byte) red;
    pixels[at + 1] = (byte) green;
    pixels[at + 2] = (byte) blue;
    return at + 3;
  }

  private static int onWhite(int level, int alpha) {
    return alpha == 255 ? level : (level * alpha + 255 * (255 - alpha) + 127) / 255;
  }

  private interface Use<T> {
    T of(ImageReader reader) throws IOException;
  }

  private static <T> T with(Path file, Use<T> use) {
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers =
          in == null ? List.<ImageReader>of().iterator() : ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new DataException(
            file
                + " is no image that can be read: it looks like "
                + FileKind.of(file)
                + "; replace it or move it away");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return use.of(reader);
      } finally {
        reader.dispose();
      }
    } catch (DataException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // the decoders answer damaged files with exceptions of many kinds
      String words = e instanceof IOException io ? Problems.words(io) : e.toString();
      throw new DataException(
          file + " is damaged or cut short: " + words + "; replace it or move it away", e);
    }
  }
}
