package dev.vae.core.train;

import dev.vae.core.estimate.Estimate;
import java.util.Locale;
import java.util.Optional;

/**
 * The metrics of one finished epoch.
 *
 * @param epoch its number, from 1
 * @param train running means over its steps
 * @param validation the evidence lower bound of the validation rows after it, where there are some
 * @param learningRate the learning rate of its last step
 * @param best whether the validation bound is the best so far
 */
public record EpochReport(
    int epoch, Metrics train, Optional<Estimate> validation, double learningRate, boolean best)
    implements TrainingEvent {

  /** Returns the epoch's bounds in a line, in nats a row. */
  @Override
  public String toString() {
    String told =
        String.format(
            Locale.ROOT,
            "epoch %d: ELBO %.2f (reconstruction %.2f, KL %.2f)",
            epoch,
            train.elbo(),
            train.reconstruction(),
            train.kl());
    return validation
        .map(v -> String.format(Locale.ROOT, "%s; validation ELBO %.2f", told, v.logLikelihood()))
        .orElse(told);
  }
}
