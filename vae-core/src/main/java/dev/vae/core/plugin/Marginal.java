package dev.vae.core.plugin;

import java.util.List;

/**
 * How the observed values of one column are distributed by themselves, as the model sees them:
 * after scaling. Of angles, where the column's support is a circle, the mean is the mean direction,
 * and the variance −2 log R, R being the length of the mean point of the circle (Mardia 1972).
 *
 * @param count how many were observed; if none, the others say nothing
 * @param mean their mean
 * @param variance their population variance
 * @param min the smallest
 * @param max the largest
 * @param logMean the mean of their logarithms, where all are above 0 by the column's support; else
 *     NaN
 * @param logVariance the population variance of their logarithms; else NaN
 * @param counts how often each category's number was observed, where the column's support says how
 *     many there are; else empty
 */
public record Marginal(
    long count,
    double mean,
    double variance,
    double min,
    double max,
    double logMean,
    double logVariance,
    List<Long> counts) {

  /** Copies the list. */
  public Marginal {
    counts = List.copyOf(counts);
  }

  /** Returns the population standard deviation. */
  public double standardDeviation() {
    return Math.sqrt(variance);
  }
}
