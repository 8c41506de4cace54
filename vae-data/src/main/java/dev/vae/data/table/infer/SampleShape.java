package dev.vae.data.table.infer;

/** Shapes of distributions, from samples. */
final class SampleShape {
  final double skewness;
  final double logSkewness;
  final double quartiles; // distance of the quartiles
  private final int size;
  private final double ratio; // of the greatest value to the least

  private SampleShape(
      int size, double ratio, double skewness, double logSkewness, double quartiles) {
    this.size = size;
    this.ratio = ratio;
    this.skewness = skewness;
    this.logSkewness = logSkewness;
    this.quartiles = quartiles;
  }

  /** Of ascending values; the logarithm's skewness is NaN if any is not above 0. */
  static SampleShape of(double[] sorted) {
    int n = sorted.length;
    double[] logs = null;
    if (n > 0 && sorted[0] > 0) {
      logs = new double[n];
      for (int i = 0; i < n; i++) {
        logs[i] = Math.log(sorted[i]);
      }
    }
    double range = n == 0 ? 0 : sorted[3 * (n - 1) / 4] - sorted[(n - 1) / 4];
    return new SampleShape(
        n,
        n == 0 ? 1 : sorted[n - 1] / sorted[0],
        skewness(sorted),
        logs == null ? Double.NaN : skewness(logs),
        range);
  }

  private static double skewness(double[] values) {
    int n = values.length;
    if (n < 3) {
      return 0;
    }
    double mean = 0;
    for (double v : values) {
      mean += v / n;
    }
    double two = 0;
    double three = 0;
    for (double v : values) {
      double d = v - mean;
      two += d * d / n;
      three += d * d * d / n;
    }
    return two <= 0 ? 0 : three / Math.pow(two, 1.5);
  }

  /**
   * Positive values that are skewed, beyond twice the standard error of a normal sample's skewness,
   * whose logarithm is less so, and that span more than a factor of 3.
   */
  boolean longTail() {
    double chance = Math.max(0.3, 2 * Math.sqrt(6.0 / size));
    return !Double.isNaN(logSkewness)
        && ratio > 3
        && skewness > chance
        && skewness > Math.abs(logSkewness);
  }
}
