package dev.vae.data.generate;

import dev.vae.data.internal.SplitMix64;
import java.util.List;

/** Writes one digit: a way of writing, bent and shaken at random, drawn by a {@link Pen}. */
final class Handwriting {
  /** Straight pieces for each span of a curve. */
  private static final int PIECES = 5;

  private final SplitMix64 random;
  private final Skeletons.Way way;
  private final double[] points;

  private Handwriting(int digit, SplitMix64 random) {
    this.random = random;
    List<Skeletons.Way> ways = Skeletons.of(digit);
    way = ways.get(random.below(ways.size()));
    points = way.points().clone();
  }

  /** The image of a digit, {@code side × side} grey levels. */
  static byte[] write(int digit, int side, SplitMix64 random) {
    Handwriting hand = new Handwriting(digit, random);
    hand.bend();
    hand.place(side);
    return hand.draw(side);
  }

  /**
   * Moves the points: each by itself, then all together by stretch, waist, bow, sag, slant and
   * rotation, about the middle of the unit square.
   */
  private void bend() {
    double shake = random.between(0.008, 0.03);
    double width = random.between(0.5, 0.82);
    double slant = 0.1 + 0.17 * random.bell();
    double bow = 0.05 * random.bell();
    double sag = 0.05 * random.bell();
    double waist = 0.15 * random.bell();
    double angle = 0.08 * random.bell();
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    for (int i = 0; i < points.length; i += 2) {
      double x = points[i] - 0.5 + shake * random.bell();
      double y = points[i + 1] - 0.5 + shake * random.bell();
      double bentX = width * x * (1 + 2 * waist * y) + bow * (4 * y * y - 0.5) - slant * y;
      double bentY = y + sag * (4 * x * x - 0.5);
      points[i] = cos * bentX - sin * bentY;
      points[i + 1] = sin * bentX + cos * bentY;
    }
  }

  /** Brings the points to pixels: a height of 15 to 20 of 28, the middle nearly in the middle. */
  private void place(int side) {
    double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (int i = 0; i < points.length; i++) {
      low[i & 1] = Math.min(low[i & 1], points[i]);
      high[i & 1] = Math.max(high[i & 1], points[i]);
    }
    double fit = 20.0 / 28 * side / Math.max(high[0] - low[0], high[1] - low[1]);
    double height = random.between(15, 19.5) / 28 * side;
    double scale = Math.min(fit, height / (high[1] - low[1]));
    double[] shift = {0.7 * random.bell(), 0.7 * random.bell()};
    for (int i = 0; i < points.length; i++) {
      double middle = (low[i & 1] + high[i & 1]) / 2;
      points[i] = side / 2.0 + (points[i] - middle) * scale + shift[i & 1];
    }
  }

  private byte[] draw(int side) {
    Pen pen = new Pen(side, random.between(0.9, 1.6));
    double radius = random.between(0.75, 1.55) * side / 28;
    for (int[] stroke : way.strokes()) {
      double start = radius * random.between(0.9, 1.12);
      double end = radius * random.between(0.72, 1.08);
      curve(pen, stroke[0], stroke[1], start, end);
    }
    return pen.image(random.between(215, 255));
  }

  /** A Catmull-Rom spline through the points from one to another, its ends doubled. */
  private void curve(Pen pen, int first, int last, double start, double end) {
    double x0 = points[2 * first];
    double y0 = points[2 * first + 1];
    double r0 = start;
    for (int p = first; p < last; p++) {
      for (int k = 1; k <= PIECES; k++) {
        double t = (double) k / PIECES;
        double x = spline(0, p, first, last, t);
        double y = spline(1, p, first, last, t);
        double r = start + (end - start) * (p - first + t) / (last - first);
        pen.line(x0, y0, r0, x, y, r);
        x0 = x;
        y0 = y;
        r0 = r;
      }
    }
  }

  private double spline(int axis, int p, int first, int last, double t) {
    double a = points[2 * Math.max(first, p - 1) + axis];
    double b = points[2 * p + axis];
    double c = points[2 * (p + 1) + axis];
    double d = points[2 * Math.min(last, p + 2) + axis];
    double cubic = 3 * (b - c) + d - a;
    double square = 2 * a - 5 * b + 4 * c - d;
    return b + 0.5 * t * (c - a + t * (square + t * cubic));
  }
}
