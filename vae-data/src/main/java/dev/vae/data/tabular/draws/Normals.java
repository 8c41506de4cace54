package dev.vae.data.tabular.draws;

import java.util.SplittableRandom;

/** Standard normal numbers, the same on every machine. */
public final class Normals {
  private Normals() {}

  /** Draws one number, by Box and Muller (1958). */
  public static double next(SplittableRandom random) {
    double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
  }

  /** Returns the log-density of independent normal numbers, in nats. */
  public static double logDensity(float[] z, float[] mean, float[] logVariance) {
    double sum = 0;
    for (int i = 0; i < z.length; i++) {
      double apart = z[i] - mean[i];
      sum += apart * apart * StrictMath.exp(-logVariance[i]) + logVariance[i];
    }
    return -0.5 * (sum + z.length * StrictMath.log(2 * StrictMath.PI));
  }

  /** Draws independent normal numbers. */
  public static float[] draw(float[] mean, float[] logVariance, SplittableRandom random) {
    float[] z = new float[mean.length];
    for (int i = 0; i < z.length; i++) {
      z[i] = (float) (mean[i] + StrictMath.exp(logVariance[i] / 2) * next(random));
    }
    return z;
  }
}
