package dev.vae.draw;

import java.awt.image.BufferedImage;
import java.util.function.Supplier;

/** Draws charts where there are fonts. */
final class Charts {
  private Charts() {}

  /**
   * Draws.
   *
   * @throws NoFontException if drawing failed for want of fonts
   */
  static BufferedImage draw(Supplier<BufferedImage> chart) {
    try {
      return chart.get();
    } catch (RuntimeException | Error e) {
      if (isAboutFonts(e)) {
        throw new NoFontException(e);
      }
      throw e;
    }
  }

  /** Whether it came of the JDK's fonts, which fail in many ways where there are none. */
  private static boolean isAboutFonts(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      for (StackTraceElement frame : t.getStackTrace()) {
        if (frame.getClassName().startsWith("sun.font.")
            || frame.getClassName().startsWith("sun.awt.Font")) {
          return true;
        }
      }
    }
    return false;
  }
}
