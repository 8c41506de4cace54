package dev.vae.cli.reproduce;

import dev.vae.core.estimate.Estimate;
import dev.vae.core.estimate.Estimator;
import dev.vae.core.estimate.LatentEstimator;
import dev.vae.core.model.Vae;
import dev.vae.core.optim.LearningRateSchedule;
import dev.vae.core.optim.Optimizer;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.train.EpochReport;
import dev.vae.core.train.Trainer;
import dev.vae.core.train.TrainingEvent;
import dev.vae.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Models that are trained alike and judged alike.
 *
 * @param train rows to train on
 * @param test rows to judge by, seen at the end only
 * @param epochs of training, Adam from {@link #RATE} on a cosine to 0
 * @param batch rows a step
 * @param seeds each model is trained once for each, none is left out
 * @param samples draws for each test row
 */
record Comparison(
    Dataset train, Dataset test, int epochs, int batch, List<Long> seeds, int samples) {
  static final double RATE = 1e-3;

  /**
   * A model.
   *
   * @param published its negative log-likelihood, nats an image, where a paper has one
   */
  record Model(String name, VaeSpec spec, OptionalDouble published) {}

  /**
   * A trained model.
   *
   * @param bound on the test rows' log-likelihood
   * @param active dimensions in use
   */
  record Outcome(Model model, long seed, Estimate bound, int active, double seconds) {
    static final List<String> COLUMNS =
        List.of(
            "model",
            "seed",
            "−log p(x), ours",
            "standard error",
            "published",
            "difference",
            "active dimensions",
            "seconds");

    double nats() {
      return -bound.logLikelihood();
    }

    List<String> cells() {
      OptionalDouble paper = model.published;
      return List.of(
          model.name,
          Long.toString(seed),
          two(nats()),
          two(bound.standardError()),
          paper.isPresent() ? two(paper.getAsDouble()) : "",
          paper.isPresent() ? two(nats() - paper.getAsDouble()) : "",
          active + " of " + model.spec.latent(),
          String.format(Locale.ROOT, "%.0f", seconds));
    }
  }

  /** Trains and judges every model with every seed. */
  List<Outcome> run(List<Model> models, Setting setting) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Model model : models) {
      for (long seed : seeds) {
        Outcome outcome = outcome(model, seed, setting);
        outcomes.add(outcome);
        setting.note().accept(String.join("  ", outcome.cells()));
      }
    }
    return outcomes;
  }

  private Outcome outcome(Model model, long seed, Setting setting) {
    long start = System.nanoTime();
    Vae vae = train(model, seed, setting);
    try (Estimator estimator = Estimator.of(vae).samples(samples).seed(seed)) {
      Estimate bound = estimator.logLikelihood(test);
      int active = LatentEstimator.of(vae).aggregateRows(2).of(test).activeUnits();
      return new Outcome(model, seed, bound, active, (System.nanoTime() - start) * 1e-9);
    }
  }

  /** A model after training, with the course of it told epoch by epoch. */
  Vae train(Model model, long seed, Setting setting) {
    Vae vae = Vae.builder(model.spec).engine(setting.engine()).seed(seed).build();
    String name = model.name + ", seed " + seed;
    Trainer.of(vae)
        .train(train)
        .batch(batch)
        .epochs(epochs)
        .optimizer(Optimizer.adam(RATE))
        .schedule(LearningRateSchedule.cosine(0))
        .listener(event -> tell(event, name, setting))
        .run();
    return vae;
  }

  private void tell(TrainingEvent event, String name, Setting setting) {
    if (event instanceof EpochReport ended) {
      var metrics = ended.train();
      setting
          .note()
          .accept(
              String.format(
                  Locale.ROOT,
                  "%s: epoch %d of %d, ELBO %.2f (reconstruction %.2f, KL %.2f)",
                  name,
                  ended.epoch(),
                  epochs,
                  metrics.elbo(),
                  metrics.reconstruction(),
                  metrics.kl()));
    }
  }

  /** The mean over seeds of a model's −log p(x). */
  static double mean(List<Outcome> outcomes, String model) {
    return outcomes.stream()
        .filter(o -> o.model.name.equals(model))
        .mapToDouble(Outcome::nats)
        .average()
        .orElseThrow();
  }

  /** The schedule in words, for models of any kind. */
  String describe() {
    return String.format(
        Locale.ROOT,
        "Training: %d rows, %d epochs, batches of %d, Adam from %s on a cosine to 0; seeds %s, not"
            + " chosen.",
        train.size(),
        epochs,
        batch,
        RATE,
        seeds);
  }

  /** How it was judged, in words. */
  String judgement() {
    return String.format(
        Locale.ROOT,
        "Judged on %s test images by importance sampling with %d draws each, a lower bound that"
            + " tightens with the draws; the standard error is that of the mean over images.",
        test.size(),
        samples);
  }

  /** The outcomes as a table. */
  static ReportTable table(List<Outcome> outcomes) {
    return new ReportTable(
        "Negative log-likelihood, nats an image",
        Outcome.COLUMNS,
        outcomes.stream().map(Outcome::cells).toList());
  }

  /** Two decimals. */
  static String two(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
