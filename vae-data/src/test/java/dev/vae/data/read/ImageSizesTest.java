package dev.vae.data.read;

import static dev.vae.data.read.Samples.file;
import static dev.vae.data.read.Samples.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.graph.Shape;
import dev.vae.data.Dataset;
import dev.vae.data.rows.DataException;
import dev.vae.data.source.DataSource;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of any size are brought to one, by the options of a source or from Java. */
class ImageSizesTest {
  @TempDir Path folder;

  /** A grey image. */
  private void image(String name, int width, int... levels) {
    byte[][] lines = new byte[levels.length / width][width];
    for (int i = 0; i < levels.length; i++) {
      lines[i / width][i % width] = (byte) levels[i];
    }
    file(folder, name, Pictures.png(width, 8, 0, lines));
  }

  private Dataset open(String options) {
    return DataSource.parse("images:" + folder + options).open();
  }

  private double[] levels(String options) {
    ImageFolder images = ImageFolder.open(folder, ImageOptions.DEFAULTS);
    assertEquals(1, images.size());
    Dataset data = open(options);
    double[] values = new double[data.event().elements()];
    float[] floats = data.inOrder(1, 0).next().values();
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.round(floats[i] * 255);
    }
    return values;
  }

  @Test
  void fits() {
    image("a.png", 4, 10, 20, 100, 200, 10, 20, 100, 200);
    assertArrayEquals(new double[] {20, 100, 20, 100}, levels("#size=2x2"));
    assertArrayEquals(new double[] {20, 100, 20, 100}, levels("#size=2,fit=crop"));
    assertArrayEquals(
        new double[] {9, 9, 9, 9, 10, 20, 100, 200, 10, 20, 100, 200, 9, 9, 9, 9},
        levels("#size=4x4,fit=pad,fill=9"));
    // a triangle two pixels wide each way: weights 3/7, 3/7, 1/7 at the edge
    assertArrayEquals(
        new double[] {Math.round((3 * 10 + 3 * 20 + 100) / 7.0), Math.round((20 + 900) / 7.0)},
        levels("#size=2x1,fit=stretch"));
    assertArrayEquals(
        new double[] {10, 10, 13, 18, 40, 80, 125, 175, 200, 200},
        wider(levels("#size=8x2,fit=stretch")));
  }

  /** The eight levels of a line with the first and the last once more. */
  private static double[] wider(double[] two) {
    double[] line = new double[10];
    System.arraycopy(two, 0, line, 1, 8);
    line[0] = line[1];
    line[9] = line[8];
    return line;
  }

  @Test
  void aPlainImageStaysPlain() {
    image("a.png", 7, new int[7 * 5]);
    file(folder, "a.png", Pictures.png(7, 8, 0, filled(5, 7, 77)));
    for (String fit : new String[] {"crop", "stretch"}) {
      for (String size : new String[] {"3x9", "16x1", "1x1", "7x5", "64x64"}) {
        for (double level : levels("#fit=" + fit + ",size=" + size)) {
          assertEquals(77, level, fit + size);
        }
      }
    }
  }

  private static byte[][] filled(int height, int width, int level) {
    byte[][] lines = new byte[height][width];
    for (byte[] line : lines) {
      java.util.Arrays.fill(line, (byte) level);
    }
    return lines;
  }

  @Test
  void mixedSizesNeedAnOption() {
    image("a.png", 2, 1, 2, 3, 4);
    image("b.png", 3, 1, 2, 3);
    DataException e = assertThrows(DataException.class, () -> open(""));
    assertTrue(e.getMessage().contains("b.png has 3 x 1 pixels"), e.getMessage());
    assertTrue(e.getMessage().contains("images:DIR#size=2x2,fit=crop"), e.getMessage());
    Dataset data = open("#size=5x4,rgb");
    assertEquals(Shape.of(4, 5, 3), data.event());
    assertTrue(data.toString().endsWith("#rgb,size=5x4,fit=crop"), data.toString());
    ImageOptions same = ImageOptions.DEFAULTS.withSize(5, 4).withColour(ImageOptions.Colour.RGB);
    ImageFolder java = ImageFolder.open(folder, same);
    assertEquals(data.provenance().sha256(), java.sha256());
    assertNotEquals(java.sha256(), ImageFolder.open(folder, same.withSize(4, 5)).sha256());
    assertEquals(60, row(java, 1).length);
  }

  @Test
  void wrongOptionsAreNamed() {
    image("a.png", 1, 1);
    for (String option :
        List.of(
            "size=",
            "size=x",
            "size=0",
            "size=99999",
            "fit=crop",
            "size=2,fit=fill",
            "szie=2",
            "size=2,fill=256",
            "size=2,fill=-1",
            "size=2,fill=red",
            "size=2x2x2")) {
      DataException e = assertThrows(DataException.class, () -> open("#" + option), option);
      assertTrue(e.getMessage().length() < 500, e.getMessage());
    }
  }
}
