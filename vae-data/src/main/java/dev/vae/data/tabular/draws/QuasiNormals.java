package dev.vae.data.tabular.draws;

/**
 * Standard normal numbers that are spread evenly, so that few draws tell what many by chance would:
 * points of a Kronecker sequence whose steps are powers of the root of x<sup>d+1</sup> = x + 1
 * (Roberts 2018, the golden ratio in more dimensions), made normal by Box and Muller (1958), each
 * followed by its mirror image. The first of many are those of few.
 */
public final class QuasiNormals {
  private QuasiNormals() {}

  /** Returns some draws, {@code [draws][latent]}. */
  public static float[][] of(int draws, int latent) {
    int pairs = (latent + 1) / 2;
    double root = root(2 * pairs);
    float[][] normals = new float[draws][latent];
    for (int k = 0; k < draws; k += 2) {
      int point = k / 2 + 1;
      for (int i = 0; i < pairs; i++) {
        double u = at(point, StrictMath.pow(1 / root, 2 * i + 1));
        double v = at(point, StrictMath.pow(1 / root, 2 * i + 2));
        double radius = Math.sqrt(-2 * StrictMath.log(1 - u));
        set(normals, k, 2 * i, radius * StrictMath.cos(2 * Math.PI * v));
        set(normals, k, 2 * i + 1, radius * StrictMath.sin(2 * Math.PI * v));
      }
    }
    return normals;
  }

  private static double at(int point, double step) {
    double place = 0.5 + point * step;
    return place - Math.floor(place);
  }

  private static void set(float[][] normals, int draw, int at, double value) {
    if (at < normals[draw].length) {
      normals[draw][at] = (float) value;
      if (draw + 1 < normals.length) {
        normals[draw + 1][at] = (float) -value;
      }
    }
  }

  /** The root of x<sup>d+1</sup> = x + 1 above 1. */
  private static double root(int dimensions) {
    double x = 2;
    for (int i = 0; i < 64; i++) {
      x = StrictMath.pow(1 + x, 1.0 / (dimensions + 1));
    }
    return x;
  }
}
