package dev.vae.cli.option;

import dev.vae.core.spec.VaeSpec;
import dev.vae.data.Dataset;
import java.util.Map;
import java.util.Set;

/**
 * Lets a learned variance of a Gaussian likelihood begin where the data's is. From 1, pixels
 * between 0 and 1 would look like noise to the model for the first thousands of steps, and the
 * posterior would collapse before the variance is small enough.
 */
public final class StartingVariance {
  private static final int ROWS = 2000;
  private static final double LEAST = 1e-5;
  private static final double MOST = 1e6;

  private StartingVariance() {}

  /** The spec with that variance, unless the likelihood is another one or has a value already. */
  static VaeSpec apply(VaeSpec spec, Dataset rows, long seed) {
    Map<String, Object> options = spec.likelihood().options();
    boolean learned =
        Set.of("learned", "perDimension").contains(options.getOrDefault("variance", "learned"));
    if (!spec.likelihood().name().equals("gaussian") || !learned || options.containsKey("value")) {
      return spec;
    }
    double variance = meanVariance(ModelRows.first(rows, ROWS, seed));
    return spec.with("likelihood.value=" + Math.min(MOST, Math.max(LEAST, variance)));
  }

  /** The mean over columns of each column's variance. */
  public static double meanVariance(float[][] rows) {
    int width = rows[0].length;
    double sum = 0;
    for (int c = 0; c < width; c++) {
      double mean = 0;
      for (float[] row : rows) {
        mean += row[c] / (double) rows.length;
      }
      for (float[] row : rows) {
        sum += (row[c] - mean) * (row[c] - mean) / rows.length;
      }
    }
    return sum / width;
  }
}
