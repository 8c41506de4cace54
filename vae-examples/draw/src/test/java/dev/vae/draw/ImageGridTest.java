package dev.vae.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.graph.Shape;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageGridTest {

  @Test
  void placesGreyPicturesByRowAndColumn() {
    ImageGrid grid = new ImageGrid(Shape.of(56, 60));
    float[] black = new float[56 * 60];
    float[] white = new float[56 * 60];
    java.util.Arrays.fill(white, 1);
    BufferedImage image = grid.row(black).row(white).image();
    assertEquals(2 + 60 + 2, image.getWidth());
    assertEquals(2 + 2 * (56 + 2), image.getHeight());
    assertEquals(0x000000, image.getRGB(2, 2) & 0xffffff);
    assertEquals(0xffffff, image.getRGB(2, 2 + 58) & 0xffffff);
    assertEquals(0x404040, image.getRGB(1, 1) & 0xffffff);
  }

  @Test
  void keepsChannelsApartClipsAndMarksWhatIsNoNumber() {
    ImageGrid grid = new ImageGrid(Shape.of(1, 3, 3));
    float[] pixels = {1, 0, 0, -5, 0.5f, 9, Float.NaN, 0, 0};
    BufferedImage image = grid.row(pixels).image();
    int scale = 56 / 3;
    assertEquals(0xff0000, image.getRGB(2, 2) & 0xffffff);
    assertEquals(0x0080ff, image.getRGB(2 + scale, 2) & 0xffffff);
    assertEquals(0xff00ff, image.getRGB(2 + 2 * scale, 2) & 0xffffff);
  }

  @Test
  void breaksRowsAtTheGivenNumberOfColumns() {
    BufferedImage image = new ImageGrid(Shape.of(56, 56)).rows(new float[56 * 56 * 5], 2).image();
    assertEquals(2 + 2 * 58, image.getWidth());
    assertEquals(2 + 3 * 58, image.getHeight());
  }

  @Test
  void knowsWhatIsAPicture() {
    assertTrue(ImageGrid.fits(Shape.of(28, 28)));
    assertTrue(ImageGrid.fits(Shape.of(32, 32, 3)));
    assertFalse(ImageGrid.fits(Shape.of(784)));
    assertFalse(ImageGrid.fits(Shape.of(4, 4, 2)));
    assertThrows(IllegalArgumentException.class, () -> new ImageGrid(Shape.of(784)));
  }

  @Test
  void writesAPngThatCanBeReadBack(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("new/grid.png");
    new ImageGrid(Shape.of(8, 8, 1)).row(new float[64]).write(file);
    assertEquals(2 + 8 * 7 + 2, ImageIO.read(file.toFile()).getWidth());
    try (var files = Files.list(file.getParent())) {
      assertEquals(1, files.count(), "nothing half-written is left");
    }
  }
}
