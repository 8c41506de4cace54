package dev.vae.data.generate;

import dev.vae.core.graph.Shape;
import dev.vae.data.internal.Digests;
import dev.vae.data.internal.rows.ByteRowSource;
import dev.vae.data.rows.Labels;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * White shapes on black: 64 × 64 images of 0 and 1, one for each combination of five factors, as in
 * dSprites (Matthey, Higgins, Hassabis and Lerchner 2017): shape (square, ellipse, heart), scale
 * (6, from 0.5 to 1), orientation (40 in a full turn), posX and posY (32 each). 737,280 rows, posY
 * varying fastest, shape slowest; labels give the factors.
 *
 * <p>An image is drawn when its row is read. A pixel is white if its centre lies in the shape: at
 * scale 1 a square of side 18 pixels, an ellipse of half-axes 13 and 6.5, a heart of about 24
 * pixels; centres lie from 16 to 48 pixels. Shapes never touch the rim. The images resemble those
 * of dSprites but are not the same.
 */
public final class Shapes implements ByteRowSource {
  /** The width and height of an image in pixels. */
  public static final int SIDE = 64;

  /** The names of the factors, slowest first. */
  public static final List<String> FACTORS =
      List.of("shape", "scale", "orientation", "posX", "posY");

  private static final int[] CLASSES = {3, 6, 40, 32, 32};
  private static final int SIZE = 3 * 6 * 40 * 32 * 32;
  private static final double FIRST_CENTRE = 16;
  private static final double STEP = 32.0 / 31;

  /** No shape reaches further from its centre, in pixels at scale 1. */
  private static final double REACH = 15;

  private static final double[] COS = new double[40];
  private static final double[] SIN = new double[40];

  static {
    for (int i = 0; i < COS.length; i++) {
      COS[i] = StrictMath.cos(2 * Math.PI * i / COS.length);
      SIN[i] = StrictMath.sin(2 * Math.PI * i / SIN.length);
    }
  }

  /** The whole grid. */
  public Shapes() {}

  @Override
  public long size() {
    return SIZE;
  }

  @Override
  public Shape event() {
    return Shape.of(SIDE, SIDE, 1);
  }

  @Override
  public Optional<Bounds> bounds() {
    return Optional.of(new Bounds(0, 1, true));
  }

  /** Returns the row of a combination of factors, in the order of {@link #FACTORS}. */
  public static int row(int shape, int scale, int orientation, int posX, int posY) {
    int[] factors = {shape, scale, orientation, posX, posY};
    int row = 0;
    for (int f = 0; f < factors.length; f++) {
      row = row * CLASSES[f] + Objects.checkIndex(factors[f], CLASSES[f]);
    }
    return row;
  }

  /** The value of a factor for a row. */
  static int factor(long row, int factor) {
    long left = row;
    for (int f = CLASSES.length - 1; f > factor; f--) {
      left /= CLASSES[f];
    }
    return (int) (left % CLASSES[factor]);
  }

  @Override
  public void readBytes(long row, byte[] into) {
    int shape = factor(row, 0);
    double scale = 0.5 + 0.1 * factor(row, 1);
    int turn = factor(row, 2);
    double centreX = FIRST_CENTRE + STEP * factor(row, 3);
    double centreY = FIRST_CENTRE + STEP * factor(row, 4);
    Arrays.fill(into, 0, SIDE * SIDE, (byte) 0);
    double reach = REACH * scale;
    for (int py = (int) (centreY - reach); py <= centreY + reach; py++) {
      for (int px = (int) (centreX - reach); px <= centreX + reach; px++) {
        double x = (px + 0.5 - centreX) / scale;
        double y = (py + 0.5 - centreY) / scale;
        double u = COS[turn] * x + SIN[turn] * y;
        double v = COS[turn] * y - SIN[turn] * x;
        if (inside(shape, u, v)) {
          into[py * SIDE + px] = 1;
        }
      }
    }
  }

  /** Whether a point, in pixels from the centre at scale 1 and unturned, lies in a shape. */
  private static boolean inside(int shape, double u, double v) {
    return switch (shape) {
      case 0 -> Math.abs(u) <= 9 && Math.abs(v) <= 9;
      case 1 -> u * u / (13 * 13) + v * v / (6.5 * 6.5) <= 1;
      default -> heart(u / 10.5, -v / 10.5 + 0.1);
    };
  }

  /** The heart curve (x² + y² − 1)³ = x² y³. */
  private static boolean heart(double x, double y) {
    double ring = x * x + y * y - 1;
    return ring * ring * ring <= x * x * y * y * y;
  }

  @Override
  public Optional<Labels> labels() {
    return Optional.of(
        new Labels() {
          @Override
          public long size() {
            return SIZE;
          }

          @Override
          public List<String> names() {
            return FACTORS;
          }

          @Override
          public int classes(int factor) {
            return CLASSES[factor];
          }

          @Override
          public int get(long row, int factor) {
            return Shapes.factor(row, factor);
          }
        });
  }

  @Override
  public String description() {
    return "shapes: the whole grid, version 1";
  }

  @Override
  public String sha256() {
    return Digests.of(description());
  }

  @Override
  public String toString() {
    return "shapes";
  }
}
