package dev.vae.cli.draw;

import dev.vae.cli.report.ReportFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Writes PNG files. */
final class Png {
  private Png() {}

  /** Writes an image, whole or not at all. */
  static void write(Path file, BufferedImage image) throws IOException {
    ImageIO.setUseCache(false); // else it makes temporary files, and threads to remove them
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    ReportFile.write(file, bytes::writeTo);
  }
}
