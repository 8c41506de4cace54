package dev.vae.draw;

import dev.vae.core.internal.io.AtomicFiles;
import java.awt.image.BufferedImage;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Writes PNG files. */
final class Png {
  private Png() {}

  /**
   * Writes an image, whole or not at all; folders are made where they are missing.
   *
   * @throws DrawingException if that fails; the message names the file and the reason
   */
  static void write(Path file, BufferedImage image) {
    ImageIO.setUseCache(false); // else it makes temporary files, and threads to remove them
    try {
      AtomicFiles.write(file, out -> ImageIO.write(image, "png", out));
    } catch (UncheckedIOException e) {
      throw new DrawingException(e.getMessage(), e.getCause());
    }
  }
}
