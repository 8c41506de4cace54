package dev.vae.data.read;

import static dev.vae.data.read.Samples.file;
import static dev.vae.data.read.Samples.refused;
import static dev.vae.data.read.Samples.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.graph.Shape;
import dev.vae.data.ColumnSummary;
import dev.vae.data.Dataset;
import dev.vae.data.rows.Labels;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
  @TempDir Path folder;

  private static void write(Path file, int kind, int width, int height, int... argb)
      throws IOException {
    BufferedImage image = new BufferedImage(width, height, kind);
    for (int i = 0; i < width * height; i++) {
      int pixel = argb[i % argb.length];
      if (kind == BufferedImage.TYPE_BYTE_GRAY || kind == BufferedImage.TYPE_USHORT_GRAY) {
        image.getRaster().setSample(i % width, i / width, 0, pixel);
      } else {
        image.setRGB(i % width, i / width, pixel);
      }
    }
    String name = file.getFileName().toString();
    assertTrue(ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile()));
  }

  @Test
  void greyLevelsAreReadAsStored() throws IOException {
    int[] levels = {0, 1, 50, 127, 200, 255, 9, 99, 128, 3};
    // 5 rows at least: Java's reader of GIF loses rows of interlaced images that have fewer
    write(folder.resolve("b.png"), BufferedImage.TYPE_BYTE_GRAY, 2, 5, levels);
    write(folder.resolve("a.bmp"), BufferedImage.TYPE_BYTE_GRAY, 2, 5, 9);
    write(folder.resolve("c.GIF"), BufferedImage.TYPE_BYTE_BINARY, 2, 5, -1, 0xff000000);
    write(folder.resolve("d.png"), BufferedImage.TYPE_USHORT_GRAY, 2, 5, 257, 65535);
    Files.writeString(folder.resolve("notes.txt"), "not an image");
    ImageFolder images = ImageFolder.open(folder);
    assertEquals(4, images.size());
    assertEquals(Shape.of(5, 2, 1), images.event());
    assertArrayEquals(new double[] {9, 9, 9, 9, 9, 9, 9, 9, 9, 9}, row(images, 0));
    assertArrayEquals(Arrays.stream(levels).asDoubleStream().toArray(), row(images, 1));
    assertArrayEquals(new double[] {255, 0, 255, 0, 255, 0, 255, 0, 255, 0}, row(images, 2));
    assertArrayEquals(new double[] {1, 255, 1, 255, 1, 255, 1, 255, 1, 255}, row(images, 3));
    assertEquals(
        1.0,
        Dataset.of(images).columnSummaries().stream()
            .mapToDouble(ColumnSummary::max)
            .max()
            .orElse(0));
  }

  @Test
  void oneColourImageMakesAllColour() throws IOException {
    write(folder.resolve("a.png"), BufferedImage.TYPE_BYTE_GRAY, 1, 1, 77);
    write(folder.resolve("b.png"), BufferedImage.TYPE_INT_RGB, 1, 1, 0xff102030);
    write(folder.resolve("c.png"), BufferedImage.TYPE_INT_ARGB, 1, 1, 0x00102030);
    ImageFolder images = ImageFolder.open(folder);
    assertEquals(Shape.of(1, 1, 3), images.event());
    assertArrayEquals(new double[] {77, 77, 77}, row(images, 0));
    assertArrayEquals(new double[] {0x10, 0x20, 0x30}, row(images, 1));
    assertArrayEquals(new double[] {255, 255, 255}, row(images, 2), "transparent is white");
    ImageFolder grey =
        ImageFolder.open(folder, ImageOptions.DEFAULTS.withColour(ImageOptions.Colour.GREY));
    assertEquals(Shape.of(1, 1, 1), grey.event());
    assertEquals(Math.round(0.299 * 16 + 0.587 * 32 + 0.114 * 48), row(grey, 1)[0]);
  }

  @Test
  void jpegIsRead() throws IOException {
    write(folder.resolve("a.jpg"), BufferedImage.TYPE_INT_RGB, 8, 8, 0xff804020);
    double[] pixels = row(ImageFolder.open(folder), 0);
    assertEquals(0x80, pixels[0], 6);
    assertEquals(0x40, pixels[1], 6);
    assertEquals(0x20, pixels[2], 6);
  }

  @Test
  void subFoldersAreLabels() throws IOException {
    for (String name : new String[] {"dogs", "cats", "empty"}) {
      Files.createDirectory(folder.resolve(name));
    }
    write(folder.resolve("cats/2.png"), BufferedImage.TYPE_BYTE_GRAY, 1, 1, 2);
    write(folder.resolve("cats/1.png"), BufferedImage.TYPE_BYTE_GRAY, 1, 1, 1);
    write(folder.resolve("dogs/0.png"), BufferedImage.TYPE_BYTE_GRAY, 1, 1, 3);
    ImageFolder images = ImageFolder.open(folder);
    Labels labels = images.labels().orElseThrow();
    assertEquals(2, labels.classes(0));
    for (int i = 0; i < 3; i++) {
      assertEquals(i + 1, row(images, i)[0]);
      assertEquals(i < 2 ? 0 : 1, labels.get(i, 0));
    }
  }

  @Test
  void theOffendingFileIsNamed() throws IOException {
    write(folder.resolve("a.png"), BufferedImage.TYPE_BYTE_GRAY, 4, 4, 1);
    write(folder.resolve("odd.png"), BufferedImage.TYPE_BYTE_GRAY, 5, 4, 1);
    refused(() -> ImageFolder.open(folder), "odd.png", "5 x 4", "4 x 4");
    file(folder, "odd.png", "<html>404");
    refused(() -> ImageFolder.open(folder), "odd.png", "web page");
    byte[] whole = Files.readAllBytes(folder.resolve("a.png"));
    file(folder, "odd.png", Arrays.copyOf(whole, 40));
    refused(() -> row(ImageFolder.open(folder), 1), "odd.png", "damaged or cut short");
  }

  @Test
  void foldersWithoutImagesAreNamed() throws IOException {
    refused(() -> ImageFolder.open(folder), "no image", "no file at all");
    refused(() -> ImageFolder.open(folder.resolve("none")), "does not exist");
    refused(() -> ImageFolder.open(file(folder, "f.png", "x")), "is not a folder");
  }
}
