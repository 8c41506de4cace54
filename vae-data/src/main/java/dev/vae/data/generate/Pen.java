package dev.vae.data.generate;

/**
 * Draws strokes of a soft round pen on a square grey image. Only addition, multiplication, division
 * and square roots are used, so all machines agree on every bit.
 */
final class Pen {
  private final int side;
  private final double[] ink;
  private final double softness;

  /**
   * An empty image.
   *
   * @param side its width and height in pixels
   * @param softness the width in pixels of the rim where ink fades out
   */
  Pen(int side, double softness) {
    this.side = side;
    this.softness = softness;
    ink = new double[side * side];
  }

  /** Draws a line whose pen radius changes evenly from one end to the other, in pixels. */
  void line(double x0, double y0, double r0, double x1, double y1, double r1) {
    double reach = Math.max(r0, r1) + softness;
    int left = Math.max(0, (int) (Math.min(x0, x1) - reach));
    int right = Math.min(side - 1, (int) (Math.max(x0, x1) + reach));
    int top = Math.max(0, (int) (Math.min(y0, y1) - reach));
    int bottom = Math.min(side - 1, (int) (Math.max(y0, y1) + reach));
    double dx = x1 - x0;
    double dy = y1 - y0;
    double length = dx * dx + dy * dy;
    double scale = length > 0 ? 1 / length : 0;
    for (int py = top; py <= bottom; py++) {
      for (int px = left; px <= right; px++) {
        double x = px + 0.5 - x0;
        double y = py + 0.5 - y0;
        double t = Math.min(1, Math.max(0, (x * dx + y * dy) * scale));
        double ex = x - t * dx;
        double ey = y - t * dy;
        double beyond = Math.sqrt(ex * ex + ey * ey) - (r0 + t * (r1 - r0));
        double cover = 0.5 - beyond / softness;
        int at = py * side + px;
        ink[at] = Math.max(ink[at], cover);
      }
    }
  }

  /** The image in grey levels 0..255, full ink being {@code level}. */
  byte[] image(double level) {
    byte[] image = new byte[ink.length];
    for (int i = 0; i < image.length; i++) {
      double cover = Math.min(1, Math.max(0, ink[i]));
      double smooth = cover * cover * (3 - 2 * cover);
      image[i] = (byte) (int) (smooth * level + 0.5);
    }
    return image;
  }
}
