package dev.vae.core.train;

import dev.vae.core.model.Vae;
import java.util.Locale;
import java.util.Optional;

/** Says what a variance that runs away means, and what to do. */
final class VarianceAdvice {
  /**
   * exp(±10), 4.5e-5 to 2.2e4: no variance of a value or latent of usual size is outside, and
   * nothing has overflowed yet.
   */
  private static final double LIMIT = 10;

  private VarianceAdvice() {}

  /**
   * The event, if the variance is out of all bounds.
   *
   * @param index the latent dimension or column; −1 if all share one variance
   */
  static Optional<TrainingEvent.RunawayVariance> of(
      TrainingEvent.RunawayVariance.Part part, int index, float log, int epoch, Vae vae) {
    if (Math.abs(log) < LIMIT) {
      return Optional.empty();
    }
    boolean up = log > 0;
    boolean posterior = part == TrainingEvent.RunawayVariance.Part.POSTERIOR;
    String where =
        posterior
            ? "the posterior's variance of "
                + (index < 0 ? "every" : "latent")
                + " dimension"
                + (index < 0 ? "" : " " + index)
            : "the likelihood's variance of "
                + (index < 0 ? "all columns" : vae.schema().column(index));
    String text =
        String.format(
            Locale.ROOT,
            "%s has %s to %.2g (of values as the model sees them): %s",
            where,
            up ? "grown" : "fallen",
            Math.exp(log),
            posterior ? posterior(up) : likelihood(up));
    return Optional.of(new TrainingEvent.RunawayVariance(part, index, epoch, log, text));
  }

  private static String posterior(boolean up) {
    return up
        ? "draws of z are noise; lower the learning rate, or clip gradients"
        : "the model has become an auto-encoder that hides everything in z's last digits; raise the"
            + " weight of the KL, or standardize the data";
  }

  private static String likelihood(boolean up) {
    return up
        ? "it explains nothing; lower the learning rate, or standardize the data"
        : "the density grows without limit, as that of a column does which is constant or follows"
            + " from others; drop the column, or fix the variance with --set"
            + " likelihood.variance=fixed";
  }
}
