package dev.vae.export.runtime;

import java.util.SplittableRandom;

/** Random numbers for the noise inputs of files: the same for a seed, on any machine. */
final class NoiseSource {
  private static final double LARGEST_BELOW_ONE = Math.nextDown(1f);

  private NoiseSource() {}

  /**
   * Fills.
   *
   * @param kind {@code normal} or {@code uniform}
   * @param name of the input: each has noise of its own
   */
  static float[] of(String kind, String name, int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed * 31 + name.hashCode());
    float[] values = new float[size];
    boolean normal = kind.equals("normal");
    for (int i = 0; i < size; i += 2) {
      double u = open(random);
      double v = open(random);
      if (normal) {
        // Box and Muller (1958)
        double radius = Math.sqrt(-2 * StrictMath.log(u));
        u = radius * StrictMath.cos(2 * Math.PI * v);
        v = radius * StrictMath.sin(2 * Math.PI * v);
      }
      values[i] = (float) u;
      if (i + 1 < size) {
        values[i + 1] = (float) v;
      }
    }
    return values;
  }

  /** Returns a number between 0 and 1, both excluded. */
  static float uniform(SplittableRandom random) {
    return (float) open(random);
  }

  /** Between 0 and 1, both excluded, also as a float. */
  private static double open(SplittableRandom random) {
    return Math.min(LARGEST_BELOW_ONE, ((random.nextLong() >>> 11) + 0.5) * 0x1p-53);
  }
}
