package dev.vae.draw;

import dev.vae.core.train.EpochReport;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Charts as PNG files, each written whole or not at all. All of them throw {@link DrawingException}
 * if the file cannot be written, with its name in the message, and {@link NoFontException} if this
 * system has no font.
 */
public final class Charts {
  private Charts() {}

  /**
   * Writes the course of training, nats per row over epochs: the loss and its two parts over the
   * training rows, and the loss over validation rows where there were any.
   *
   * @param epochs of a run, as its result has them
   */
  public static void loss(Path file, List<EpochReport> epochs) {
    write(file, () -> LossChart.image(epochs));
  }

  /**
   * Writes the KL of each latent dimension as bars, the largest first.
   *
   * @param kl nats by dimension
   */
  public static void kl(Path file, List<Double> kl) {
    write(file, () -> KlChart.image(kl));
  }

  /**
   * Writes points on a plane in groups of colours, such as a map of latents.
   *
   * @param groups the points of each group by its name, {@code [point][2]}
   */
  public static void scatter(Path file, String title, Map<String, double[][]> groups) {
    write(file, () -> ScatterChart.image(title, groups));
  }

  /**
   * Writes how something grows with several sizes, on logarithmic axes: a power of a size is a
   * line.
   *
   * @param x what is said below
   * @param y what is said at the side
   * @param curves the points of each curve by its name, {@code [point][2]}, all above 0
   */
  public static void growth(Path file, String x, String y, Map<String, double[][]> curves) {
    write(file, () -> GrowthChart.image(x, y, curves));
  }

  private static void write(Path file, Supplier<BufferedImage> chart) {
    BufferedImage image;
    try {
      image = chart.get();
    } catch (RuntimeException | Error e) {
      if (isAboutFonts(e)) {
        throw new NoFontException(e);
      }
      throw e;
    }
    Png.write(file, image);
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
