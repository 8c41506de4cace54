package dev.vae.data.tabular.draws;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The noise that new rows of a table are made of, some rows at a time, so that rows do not depend
 * on how many are asked for. First latents are drawn, then cells.
 */
public final class RowNoise {
  /** How many rows have their noise together. */
  public static final int ROWS = 1024;

  private RowNoise() {}

  /** Returns where the noise of some rows comes from. */
  public static SplittableRandom source(long seed, long chunk) {
    return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + chunk);
  }

  /**
   * Returns a uniform number of one cell that no model makes.
   *
   * @param number of the row, from 1
   */
  public static double uniform(long seed, long number, int column) {
    return source(seed * 0x9E3779B97F4A7C15L + number, column).nextDouble();
  }

  /**
   * The noise of latents, see {@link LatentMixture#at}.
   *
   * @param component uniform numbers, {@code [rows]}
   * @param normal standard normal numbers, {@code [rows][latent]}
   */
  public record Latents(double[] component, double[][] normal) {
    /** Draws it. */
    public static Latents of(SplittableRandom random, int latent) {
      double[] component = new double[ROWS];
      double[][] normal = new double[ROWS][latent];
      for (int i = 0; i < ROWS; i++) {
        component[i] = random.nextDouble();
        Arrays.setAll(normal[i], j -> Normals.next(random));
      }
      return new Latents(component, normal);
    }
  }

  /**
   * What cells need beside latents.
   *
   * @param values the seed of what the likelihood draws
   * @param pattern uniform numbers that choose which cells are missing, {@code [rows]}
   * @param pooled uniform numbers that choose among rare levels, {@code [rows][columns]}, 0 where a
   *     column has none that are pooled
   */
  public record Cells(long values, double[] pattern, double[][] pooled) {
    /**
     * Draws it.
     *
     * @param holed whether cells may be missing
     * @param rare for each column whether it has levels that are pooled
     */
    public static Cells of(SplittableRandom random, boolean holed, boolean[] rare) {
      long values = random.nextLong();
      double[] pattern = new double[ROWS];
      double[][] pooled = new double[ROWS][rare.length];
      for (int i = 0; i < ROWS; i++) {
        pattern[i] = holed ? random.nextDouble() : 0;
        Arrays.setAll(pooled[i], c -> rare[c] ? random.nextDouble() : 0);
      }
      return new Cells(values, pattern, pooled);
    }
  }
}
