package dev.vae.core.estimate;

/** Mean and standard error of numbers as they come (Welford 1962). */
final class Moments {
  private long count;
  private double mean;
  private double squares;
  private double min = Double.POSITIVE_INFINITY;

  void add(double value) {
    count++;
    min = Math.min(min, value);
    double before = value - mean;
    mean += before / count;
    squares += before * (value - mean);
  }

  long count() {
    return count;
  }

  double mean() {
    return mean;
  }

  /** The smallest; infinity for none. */
  double min() {
    return min;
  }

  /** The population variance: squares about the mean / count. */
  double variance() {
    return squares / count;
  }

  /** The standard error of the mean; NaN for fewer than two numbers. */
  double standardError() {
    return Math.sqrt(squares / (count - 1) / count);
  }

  /** The mean with its standard error. */
  LatentMetrics.Mean toMean() {
    return new LatentMetrics.Mean(mean, standardError());
  }
}
