package dev.vae.data.read;

import static dev.vae.data.read.Samples.file;
import static dev.vae.data.read.Samples.refused;
import static dev.vae.data.read.Samples.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vae.core.graph.Shape;
import dev.vae.data.read.Pictures.Chunk;
import java.awt.image.BufferedImage;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images of all kinds have the levels that they are meant to show. */
class ImageKindsTest {
  @TempDir Path folder;

  private ImageFolder one(String name, byte[] bytes) {
    file(folder, name, bytes);
    return ImageFolder.open(folder);
  }

  private void grey(String name, byte[] bytes, double... levels) {
    ImageFolder images = one(name, bytes);
    assertEquals(1, images.event().dims().get(2).factor(), "channels");
    assertArrayEquals(levels, row(images, 0), name);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static byte[][] line(int... values) {
    return new byte[][] {bytes(values)};
  }

  @Test
  void greyWithTransparencyKeepsItsLevels() {
    grey("a.png", Pictures.png(3, 8, 4, line(128, 255, 128, 0, 0, 51)), 128, 255, 204);
    grey("a.png", Pictures.png(2, 16, 4, line(1, 1, 255, 255, 128, 128, 0, 0)), 1, 255);
    Chunk clear = new Chunk("tRNS", bytes(0, 4));
    grey("a.png", Pictures.png(4, 8, 0, line(4, 128, 0, 255), clear), 255, 128, 0, 255);
    Chunk clear16 = new Chunk("tRNS", bytes(1, 2));
    grey("a.png", Pictures.png(2, 16, 0, line(1, 2, 2, 2), clear16), 255, 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void fewLevelsWithTransparency(int depth) {
    int top = (1 << depth) - 1;
    Chunk clear = new Chunk("tRNS", bytes(0, 0));
    byte[][] two = line(top << 8 - 2 * depth);
    grey("a.png", Pictures.png(2, depth, 0, two), 0, 255);
    grey("a.png", Pictures.png(2, depth, 0, two, clear), 255, 255);
  }

  @Test
  void palettesOfGreyAreGrey() {
    Chunk palette = new Chunk("PLTE", bytes(9, 9, 9, 200, 200, 200));
    Chunk clear = new Chunk("tRNS", bytes(255, 0));
    grey("a.png", Pictures.png(2, 8, 3, line(0, 1), palette), 9, 200);
    grey("a.png", Pictures.png(2, 8, 3, line(0, 1), palette, clear), 9, 255);
    Chunk colours = new Chunk("PLTE", bytes(9, 9, 9, 200, 0, 0));
    ImageFolder red = one("a.png", Pictures.png(2, 8, 3, line(0, 1), colours));
    assertArrayEquals(new double[] {9, 9, 9, 200, 0, 0}, row(red, 0));
  }

  @Test
  void tiff() {
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      grey("a.tif", Pictures.tiff(order, 2, 1, 8, 1, 1, 1, bytes(7, 130)), 7, 130);
      grey("a.tif", Pictures.tiff(order, 2, 1, 8, 0, 1, 1, bytes(7, 130)), 248, 125);
    }
    byte[] wide = bytes(1, 1, 128, 128);
    grey("a.tif", Pictures.tiff(ByteOrder.BIG_ENDIAN, 2, 1, 16, 1, 1, 1, wide), 1, 128);
    byte[] real = Pictures.tiff(ByteOrder.BIG_ENDIAN, 1, 1, 32, 1, 1, 3, bytes(63, 0, 0, 0));
    ImageFolder floats = one("a.tif", real);
    refused(() -> row(floats, 0), "a.tif", "floating-point");
  }

  /** Light of the inks (10, 100, 200, 50): (245, 155, 55) x 205 / 255. */
  @Test
  void cmyk() {
    double[] right = {197, 125, 44};
    byte[] plain = Pictures.fourChannels(8, 8, 10, 100, 200, 50);
    byte[] inverted = Pictures.withAdobe(Pictures.fourChannels(8, 8, 245, 155, 55, 205), 0);
    // YCC of the complements of the stored inks 245, 155, 55, as libjpeg's cmyk_ycck_convert has it
    byte[] ycck = Pictures.withAdobe(Pictures.fourChannels(8, 8, 84, 193, 75, 205), 2);
    for (byte[] file : List.of(plain, inverted, ycck)) {
      ImageFolder images = one("a.jpg", file);
      assertEquals(Shape.of(8, 8, 3), images.event());
      double[] pixels = row(images, 0);
      for (int c = 0; c < 3; c++) {
        assertEquals(right[c], pixels[c], 3);
      }
      ImageOptions grey = ImageOptions.DEFAULTS.withColour(ImageOptions.Colour.GREY);
      assertEquals(137, row(ImageFolder.open(folder, grey), 0)[0], 3);
    }
  }

  /** The six pixels 1 2 3 above 4 5 6, as each orientation shows them, line by line. */
  private static final double[][] SHOWN = {
    {1, 2, 3, 4, 5, 6},
    {3, 2, 1, 6, 5, 4},
    {6, 5, 4, 3, 2, 1},
    {4, 5, 6, 1, 2, 3},
    {1, 4, 2, 5, 3, 6},
    {4, 1, 5, 2, 6, 3},
    {6, 3, 5, 2, 4, 1},
    {3, 6, 2, 5, 1, 4}
  };

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void orientation(int orientation) {
    Shape shape = orientation < 5 ? Shape.of(2, 3, 1) : Shape.of(3, 2, 1);
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      Chunk exif = new Chunk("eXIf", Pictures.exif(order, orientation));
      byte[] png = Pictures.png(3, 8, 0, new byte[][] {bytes(1, 2, 3), bytes(4, 5, 6)}, exif);
      grey("a.png", png, SHOWN[orientation - 1]);
      assertEquals(shape, ImageFolder.open(folder).event());
      folder.resolve("a.png").toFile().delete();
      byte[] six = bytes(1, 2, 3, 4, 5, 6);
      grey("a.tif", Pictures.tiff(order, 3, 2, 8, 1, orientation, 1, six), SHOWN[orientation - 1]);
      folder.resolve("a.tif").toFile().delete();
      jpeg(order, orientation);
      folder.resolve("a.jpg").toFile().delete();
    }
  }

  /** Blocks of one level each, which compression keeps. */
  private void jpeg(ByteOrder order, int orientation) {
    BufferedImage image = new BufferedImage(24, 16, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 24 * 16; i++) {
      image.getRaster().setSample(i % 24, i / 24, 0, 40 * (i / 24 / 8 * 3 + i % 24 / 8 + 1));
    }
    ImageFolder images = one("a.jpg", Pictures.withExif(Pictures.jpeg(image), order, orientation));
    int wide = orientation < 5 ? 24 : 16;
    assertEquals(Shape.of(384 / wide, wide, 1), images.event());
    double[] pixels = row(images, 0);
    double[] shown = SHOWN[orientation - 1];
    for (int i = 0; i < 6; i++) {
      int across = wide / 8;
      int middle = (i / across * 8 + 4) * wide + i % across * 8 + 4;
      assertEquals(40 * shown[i], pixels[middle], 3, "block " + i + " of " + orientation);
    }
  }

  @Test
  void orientationsThatMakeNoSenseAreNone() {
    for (int orientation : new int[] {0, 9, 255}) {
      Chunk exif = new Chunk("eXIf", Pictures.exif(ByteOrder.BIG_ENDIAN, orientation));
      grey("a.png", Pictures.png(2, 8, 0, line(1, 2), exif), 1, 2);
    }
    grey("a.png", Pictures.png(2, 8, 0, line(1, 2), new Chunk("eXIf", bytes(77, 77, 0))), 1, 2);
  }
}
