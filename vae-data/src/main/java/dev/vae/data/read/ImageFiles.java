package dev.vae.data.read;

import dev.vae.core.internal.text.FileProblems;
import dev.vae.data.internal.file.FileChecks;
import dev.vae.data.internal.file.FileKind;
import dev.vae.data.rows.DataException;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;

/** Reads image files by the decoders that Java comes with. */
final class ImageFiles {
  /** No image may have more pixels; a header that says so is taken for damaged. */
  private static final long MOST_PIXELS = 1L << 24;

  /** The same where images are made smaller: the largest photographs. */
  private static final long MOST_PIXELS_TO_RESIZE = 1L << 26;

  /** No kind of image packs more pixels in a byte: eight a byte, packed 1032 to 1 as in PNG. */
  private static final long MOST_PIXELS_A_BYTE = 8 * 1032;

  private ImageFiles() {}

  /** The size of an image in pixels as it is shown, with 1 channel (grey) or 3. */
  record Size(int height, int width, int channels) {
    String describe() {
      return width + " x " + height + " pixels";
    }
  }

  /**
   * What the headers of all images of a folder say.
   *
   * @param size the size of all rows
   * @param several the images with more than one picture, of which the first is read
   */
  record Survey(Size size, List<Path> several) {}

  private record Header(Size size, boolean several) {}

  /** The size that all images have, or are brought to, in colour if one is. */
  static Survey survey(List<Path> files, ImageOptions options) {
    Size common = null;
    int channels = 1;
    List<Path> several = new ArrayList<>();
    for (Path file : files) {
      Header header = header(file, options);
      Size size = header.size();
      if (header.several()) {
        several.add(file);
      }
      channels = Math.max(channels, size.channels());
      common = common == null ? size : common;
      boolean other = size.width() != common.width() || size.height() != common.height();
      if (other && !options.resizes()) {
        throw new DataException(
            file
                + " has "
                + size.describe()
                + ", but "
                + files.get(0).getFileName()
                + " has "
                + common.describe()
                + "; all images of a folder must have one size: move it away, or bring all to one,"
                + " as by images:DIR#size="
                + common.width()
                + "x"
                + common.height()
                + ",fit=crop (or pad, or stretch)");
      }
    }
    channels =
        switch (options.colour()) {
          case GREY -> 1;
          case RGB -> 3;
          case AS_STORED -> channels;
        };
    return new Survey(
        options.resizes()
            ? new Size(options.height(), options.width(), channels)
            : new Size(common.height(), common.width(), channels),
        List.copyOf(several));
  }

  private static Header header(Path file, ImageOptions options) {
    return with(
        file,
        reader -> {
          int width = reader.getWidth(0);
          int height = reader.getHeight(0);
          requirePossible(file, width, height, options);
          ImageTypeSpecifier type = type(reader);
          PictureHeader header = PictureHeader.of(file);
          boolean grey = type != null && GreyLevels.is(type.getColorModel()) && header.inks() != 4;
          int channels = grey ? 1 : 3;
          boolean turned = header.orientation() >= 5;
          Size size =
              turned ? new Size(width, height, channels) : new Size(height, width, channels);
          return new Header(size, several(reader));
        });
  }

  /** Before memory is taken for the pixels. */
  private static void requirePossible(Path file, int width, int height, ImageOptions options)
      throws IOException {
    long pixels = (long) width * height;
    long most = options.resizes() ? MOST_PIXELS_TO_RESIZE : MOST_PIXELS;
    if (width < 1
        || height < 1
        || pixels > most
        || pixels / MOST_PIXELS_A_BYTE > Files.size(file)) {
      throw new DataException(
          file
              + " states a size of "
              + width
              + " x "
              + height
              + " pixels; it is damaged, cut short, or larger than the "
              + (most >> 20)
              + " million pixels that are read"
              + (options.resizes() ? "" : " where no size=WxH is given"));
    }
  }

  /** How pixels are stored; null if the decoder does not say. */
  private static ImageTypeSpecifier type(ImageReader reader) throws IOException {
    ImageTypeSpecifier type = reader.getRawImageType(0);
    if (type != null) {
      return type;
    }
    Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
    return types.hasNext() ? types.next() : null;
  }

  /** Whether a file that may be an animation or have pages has a second picture. */
  private static boolean several(ImageReader reader) throws IOException {
    String format = reader.getFormatName().toLowerCase(Locale.ROOT);
    if (!format.equals("gif") && !format.startsWith("tif")) {
      return false;
    }
    try {
      return reader.getWidth(1) > 0;
    } catch (IOException | RuntimeException e) {
      return false; // there is none, or none that can be read
    }
  }

  /** The pixels, upright, row-major, channels last, as levels 0..255. */
  static byte[] decode(Path file, Size size, ImageOptions options) {
    Pixels pixels =
        with(
            file,
            reader -> {
              requirePossible(file, reader.getWidth(0), reader.getHeight(0), options);
              PictureHeader header = PictureHeader.of(file);
              return pixels(file, reader, header, size.channels()).upright(header.orientation());
            });
    Pixels fitted = pixels.fitted(options);
    if (fitted.width() != size.width() || fitted.height() != size.height()) {
      throw new DataException(file + " has changed its size since the folder was opened");
    }
    return fitted.levels();
  }

  private static Pixels pixels(Path file, ImageReader reader, PictureHeader header, int channels)
      throws IOException {
    if (header.inks() == 4) {
      Raster raster = reader.readRaster(0, null);
      return Cmyk.pixels(file, raster, header.adobe(), channels);
    }
    BufferedImage image = reader.read(0);
    int width = image.getWidth();
    int height = image.getHeight();
    int kind = image.getRaster().getTransferType();
    if (kind == DataBuffer.TYPE_FLOAT || kind == DataBuffer.TYPE_DOUBLE) {
      throw new DataException(
          file
              + " holds floating-point values, which have no fixed black and white; save it with 8"
              + " or 16 bits, or all images as one NPY array");
    }
    if (GreyLevels.is(image.getColorModel())) {
      byte[] levels = GreyLevels.levels(image, header.transparent());
      return new Pixels(height, width, channels, repeated(levels, channels));
    }
    byte[] pixels = new byte[height * width * channels];
    int[] line = new int[width];
    int at = 0;
    for (int y = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, line, 0, width);
      for (int argb : line) {
        int alpha = argb >>> 24;
        at =
            put(
                GreyLevels.onWhite(argb >>> 16 & 255, 255, alpha, 255),
                GreyLevels.onWhite(argb >>> 8 & 255, 255, alpha, 255),
                GreyLevels.onWhite(argb & 255, 255, alpha, 255),
                channels,
                pixels,
                at);
      }
    }
    return new Pixels(height, width, channels, pixels);
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

  /** Puts a pixel as one or three levels, and gives the place behind it. */
  static int put(int red, int green, int blue, int channels, byte[] pixels, int at) {
    if (channels == 1) {
      pixels[at] = (byte) ((299 * red + 587 * green + 114 * blue + 500) / 1000);
      return at + 1;
    }
    pixels[at] = (byte) red;
    pixels[at + 1] = (byte) green;
    pixels[at + 2] = (byte) blue;
    return at + 3;
  }

  private interface Use<T> {
    T of(ImageReader reader) throws IOException;
  }

  private static <T> T with(Path file, Use<T> use) {
    FileChecks.requireFile("the image", file);
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers =
          in == null ? List.<ImageReader>of().iterator() : ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new DataException(
            file
                + " is not an image that can be read: it looks like "
                + FileKind.of(file)
                + "; replace it or move it away");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, false, true);
        return use.of(reader);
      } finally {
        reader.dispose();
      }
    } catch (DataException e) {
      throw e;
    } catch (OutOfMemoryError e) {
      // one large array that a header asked for: nothing else is lost
      throw new DataException(
          file + " needs more memory than there is, or is damaged; replace it or move it away", e);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // the decoders answer damaged files with exceptions of many kinds
      String words =
          e instanceof IOException io
              ? FileProblems.reason(file, io)
              : "its data make no sense to the decoder";
      throw new DataException(
          file
              + " is damaged or cut short: "
              + FileKind.shown(words)
              + "; replace it or move it away",
          e);
    }
  }
}
