package dev.vae.cli.reproduce;

import dev.vae.core.estimate.Estimate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One trained linear VAE beside its exact likelihoods, in nats a row.
 *
 * @param row the row of the oracle table
 * @param optimum the likelihood of the best model there is
 * @param model that of the trained one
 * @param elbo of the trained one, as the others
 * @param fromPrior annealed from the prior: a lower bound in expectation, by about half the squared
 *     error of each row
 * @param seconds training and all estimates
 */
record PpcaOutcome(
    Ppca.Row row,
    long seed,
    double optimum,
    double model,
    Estimate elbo,
    Estimate iwae,
    Estimate ais,
    Optional<Estimate> fromPrior,
    double seconds) {
  static final List<String> COLUMNS =
      List.of(
          "table",
          "latent",
          "seed",
          "published",
          "exact",
          "trained model, exact",
          "ELBO",
          "IWAE-100",
          "AIS",
          "AIS from the prior",
          "largest difference",
          "seconds");

  /** No estimate is nearer than this to what it should be without luck. */
  private static final double ROUNDING = 0.001;

  List<String> cells() {
    return List.of(
        row.table(),
        Integer.toString(row.latent()),
        Long.toString(seed),
        number(row.published()),
        number(optimum),
        number(model),
        with(elbo),
        with(iwae),
        with(ais),
        fromPrior.map(PpcaOutcome::with).orElse("-"),
        number(largest()),
        String.format(Locale.ROOT, "%.0f", seconds));
  }

  private double largest() {
    return Stream.concat(Stream.of(elbo, iwae, ais), fromPrior.stream())
        .mapToDouble(e -> Math.abs(e.logLikelihood() - optimum))
        .max()
        .orElseThrow();
  }

  boolean reached() {
    return Math.abs(optimum - row.published()) < 1e-5
        && largest() < Ppca.WITHIN
        && Stream.of(elbo, iwae, ais)
            .allMatch(
                e ->
                    Math.abs(e.logLikelihood() - model)
                        < Math.max(ROUNDING, 2 * e.monteCarloError()));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private static String with(Estimate e) {
    return String.format(Locale.ROOT, "%.4f ± %.4f", e.logLikelihood(), e.monteCarloError());
  }
}
