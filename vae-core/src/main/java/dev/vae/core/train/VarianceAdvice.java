package dev.vae.core.train;

import dev.vae.core.spec.Schema;
import java.util.Locale;
import java.util.Optional;

/** Says what a variance that runs away means, and what to do. */
final class VarianceAdvice {
  /** exp(±10), 4.5e-5 to 2.2e4: far from a prior of variance 1. */
  private static final double POSTERIOR = 10;

  /** exp(±7), 1/1100 to 1100 times the variance of the data. */
  private static final double LIKELIHOOD = 7;

  private VarianceAdvice() {}

  /**
   * The event, if the variance is out of all bounds.
   *
   * @param dimension the latent dimension; −1 if all share one variance
   */
  static Optional<TrainingEvent.RunawayVariance> posterior(int dimension, double log, int epoch) {
    if (Math.abs(log) < POSTERIOR) {
      return Optional.empty();
    }
    String advice =
        log > 0
            ? "draws of z are noise; lower the learning rate, or clip gradients"
            : "the model has become an auto-encoder that hides everything in z's last digits; raise"
                + " the weight of the KL, or standardize the data";
    String whose =
        "the posterior's variance of "
            + (dimension < 0 ? "every dimension" : "latent dimension " + dimension);
    return Optional.of(event(true, dimension, log, 1, epoch, whose, advice));
  }

  /**
   * The same of the likelihood.
   *
   * @param column −1 if all share one variance
   * @param data the variance of the data
   */
  static Optional<TrainingEvent.RunawayVariance> likelihood(
      int column, double log, double data, int epoch, Schema schema) {
    if (!(data > 0) || Math.abs(log - Math.log(data)) < LIKELIHOOD) {
      return Optional.empty();
    }
    String advice =
        log > Math.log(data)
            ? "it explains nothing; lower the learning rate, or standardize the data"
            : "the density grows without limit, as that of a column does which is constant or"
                + " follows from others; drop the column, or fix the variance with --set"
                + " likelihood.variance=fixed";
    String whose =
        "the likelihood's variance of " + (column < 0 ? "all columns" : schema.column(column));
    return Optional.of(event(false, column, log, data, epoch, whose, advice));
  }

  private static TrainingEvent.RunawayVariance event(
      boolean posterior,
      int index,
      double log,
      double usual,
      int epoch,
      String whose,
      String advice) {
    String text =
        String.format(
            Locale.ROOT,
            "%s has %s to %.2g, beside %.2g of the %s: %s",
            whose,
            log > Math.log(usual) ? "grown" : "fallen",
            Math.exp(log),
            usual,
            posterior ? "prior" : "data as the model sees them",
            advice);
    return new TrainingEvent.RunawayVariance(posterior, index, epoch, log, usual, text);
  }
}
