package dev.vae.data.internal.outlier;

import dev.vae.data.tabular.formula.ScoreFormula;
import java.util.Arrays;

/**
 * The density of one column of numbers by itself: a kernel estimate on a grid, in the model's
 * units, with a little of a Cauchy distribution so that no value is impossible.
 *
 * @param logDensity at the points of the grid; between them, logarithms are interpolated
 */
public record DensityGrid(double[] logDensity) {
  /** How many points the grid has. */
  public static final int POINTS = 101;

  private static final double REACH = ScoreFormula.GRID_REACH;
  private static final double STEP = 2 * REACH / (POINTS - 1);
  private static final double BANDWIDTH = 0.25;
  private static final double SPREAD = 3;
  private static final double WIDE = 0.01;

  /**
   * Estimates a density.
   *
   * @param values in the model's units, NaN where missing
   */
  public static DensityGrid of(double[] values) {
    double[] counts = new double[POINTS];
    double all = 0;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        double place = place(value);
        int below = Math.min(POINTS - 2, (int) place);
        counts[below] += 1 - (place - below);
        counts[below + 1] += place - below;
        all++;
      }
    }
    double[] logDensity = new double[POINTS];
    double total = Math.max(1, all);
    Arrays.setAll(
        logDensity,
        i -> {
          double sum = 0;
          for (int j = 0; j < POINTS; j++) {
            double off = (i - j) * STEP / BANDWIDTH;
            sum += counts[j] * StrictMath.exp(-0.5 * off * off);
          }
          double kernels = sum / (total * BANDWIDTH * Math.sqrt(2 * Math.PI));
          double x = (i * STEP - REACH) / SPREAD;
          double wide = 1 / (Math.PI * SPREAD * (1 + x * x));
          return StrictMath.log((1 - WIDE) * kernels + WIDE * wide);
        });
    return new DensityGrid(logDensity);
  }

  private static double place(double value) {
    return (Math.max(-REACH, Math.min(REACH, value)) + REACH) / STEP;
  }

  /** Returns −log of the density at a value. */
  public double score(double value) {
    double place = place(value);
    int below = Math.min(POINTS - 2, (int) place);
    double part = place - below;
    double inside = (1 - part) * logDensity[below] + part * logDensity[below + 1];
    // beyond the grid, the wide distribution falls with the square
    double beyond = Math.abs(value) / REACH;
    return beyond > 1 ? -inside + 2 * StrictMath.log(beyond) : -inside;
  }
}
