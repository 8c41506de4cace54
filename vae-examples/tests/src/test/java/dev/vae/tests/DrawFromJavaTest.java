package dev.vae.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.model.Vae;
import dev.vae.core.train.Trainer;
import dev.vae.core.train.TrainingResult;
import dev.vae.data.Dataset;
import dev.vae.data.source.DataSource;
import dev.vae.draw.Charts;
import dev.vae.draw.DrawingException;
import dev.vae.draw.ImageGrid;
import dev.vae.layers.Presets;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line draws, from Java. */
class DrawFromJavaTest {
  @TempDir private Path folder;

  private static BufferedImage read(Path file) throws Exception {
    return ImageIO.read(file.toFile());
  }

  @Test
  void picturesAreDrawnAsTheModelTakesThem() throws Exception {
    Dataset digits = DataSource.parse("digits#64").open();
    Vae vae = Vae.builder(Presets.mlp(digits.event()).with("latent=2")).data(digits).build();
    double[][] levels = new double[3][784];
    levels[1][0] = 255;
    levels[2][0] = 51;
    Path file = folder.resolve("new/grid.png");
    ImageGrid.of(vae).rows(levels, 2).write(file);
    BufferedImage drawn = read(file);
    assertEquals(2 + 2 * 58, drawn.getWidth());
    assertEquals(2 + 2 * 58, drawn.getHeight());
    assertEquals(0xffffff, drawn.getRGB(2 + 58, 2) & 0xffffff, "255 is white");
    assertEquals(0x333333, drawn.getRGB(2, 2 + 58) & 0xffffff, "51 is a fifth of it");
    assertThrows(IllegalArgumentException.class, () -> ImageGrid.of(vae).row(new double[1][3]));
    Path below = Files.createFile(folder.resolve("file")).resolve("grid.png");
    DrawingException e = assertThrows(DrawingException.class, () -> ImageGrid.of(vae).write(below));
    assertTrue(e.getMessage().contains(below.toString()), e.getMessage());
  }

  @Test
  void trainingIsCharted() throws Exception {
    Dataset digits = DataSource.parse("digits#64").open();
    Vae vae = Vae.builder(Presets.mlp(digits.event()).with("latent=2")).data(digits).build();
    TrainingResult result = Trainer.of(vae).train(digits).validation(digits).epochs(2).run();
    Charts.loss(folder.resolve("loss.png"), result.epochs());
    assertEquals(800, read(folder.resolve("loss.png")).getWidth());
    Charts.kl(folder.resolve("kl.png"), List.of(0.5, 2.0));
    assertEquals(600, read(folder.resolve("kl.png")).getWidth());
  }
}
