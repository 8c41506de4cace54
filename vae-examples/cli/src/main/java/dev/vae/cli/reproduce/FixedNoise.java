package dev.vae.cli.reproduce;

import dev.vae.core.estimate.Estimate;
import dev.vae.core.estimate.Estimator;
import dev.vae.core.internal.linalg.ProbabilisticPca;
import dev.vae.core.model.Vae;
import dev.vae.core.spec.Schema;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.train.TrainingEvent;
import dev.vae.data.Dataset;
import dev.vae.layers.Likelihoods;
import dev.vae.layers.Posteriors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Linear VAEs whose σ² is fixed too high: a latent dimension is used if its eigenvalue is above σ²,
 * with a KL of ½ log(λ/σ²) nats, and collapses if it is below (Lucas et al. 2019).
 */
final class FixedNoise {
  static final List<String> COLUMNS =
      List.of(
          "table",
          "latent",
          "fixed σ²",
          "used, theory",
          "used, ours",
          "KL by dimension, theory",
          "KL by dimension, ours",
          "exact",
          "ELBO",
          "the guard says");

  private FixedNoise() {}

  /**
   * One model.
   *
   * @param cells as {@link #COLUMNS}
   * @param reached whether exactly the dimensions collapsed that should have
   */
  record Outcome(List<String> cells, boolean reached) {}

  /**
   * Trains with σ² between two eigenvalues.
   *
   * @param used how many eigenvalues are above it
   */
  static Outcome run(String table, Dataset data, int latent, int used, Setting setting) {
    Standardized rows = Standardized.of(data);
    ProbabilisticPca exact = ProbabilisticPca.of(rows.values());
    double[] eigenvalues = exact.eigenvalues();
    double variance =
        used == 0 ? 1.5 * eigenvalues[0] : Math.sqrt(eigenvalues[used - 1] * eigenvalues[used]);
    Vae vae =
        Vae.builder(
                VaeSpec.builder()
                    .event(data.event())
                    .latent(latent)
                    .posterior(Posteriors.gaussianShared())
                    .likelihood(Likelihoods.gaussianFixed(variance))
                    .build())
            .schema(Schema.of(data.event()).withScaling(rows.scaling()))
            .engine(setting.engine())
            .build();
    List<TrainingEvent.LatentUse> uses = new ArrayList<>();
    List<String> advice = new ArrayList<>();
    Ppca.trainer(vae, data)
        .listener(
            event -> {
              if (event instanceof TrainingEvent.LatentUse use) {
                uses.add(use);
                use.advice().ifPresent(advice::add);
              }
            })
        .run();
    TrainingEvent.LatentUse last = uses.get(uses.size() - 1);
    int ours = latent - last.unused().size();
    List<Double> theory = new ArrayList<>();
    for (int i = 0; i < latent; i++) {
      theory.add(Math.max(0, 0.5 * Math.log(eigenvalues[i] / variance)));
    }
    List<Double> kl = new ArrayList<>(last.kl().orElseThrow());
    kl.sort(Comparator.reverseOrder());
    double optimum = exact.logLikelihood(latent, variance);
    try (Estimator estimator = Estimator.of(vae).samples(500)) {
      Estimate elbo = estimator.elbo(data);
      boolean near = Math.abs(elbo.logLikelihood() - optimum) < Ppca.WITHIN;
      return new Outcome(
          List.of(
              table,
              Integer.toString(latent),
              String.format(Locale.ROOT, "%.3f", variance),
              Integer.toString(exact.used(latent, variance)),
              Integer.toString(ours),
              list(theory),
              list(kl),
              String.format(Locale.ROOT, "%.4f", optimum),
              String.format(
                  Locale.ROOT, "%.4f ± %.4f", elbo.logLikelihood(), elbo.monteCarloError()),
              advice.isEmpty() ? "nothing" : advice.get(advice.size() - 1)),
          ours == exact.used(latent, variance) && near);
    }
  }

  private static String list(List<Double> values) {
    return values.stream()
        .map(v -> String.format(Locale.ROOT, "%.2f", v))
        .collect(Collectors.joining(" "));
  }
}
