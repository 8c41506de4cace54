package dev.vae.cli.command;

import dev.vae.cli.show.Console;
import dev.vae.cli.show.TrainingDisplay;
import dev.vae.cli.show.Version;
import dev.vae.core.TrainingException;
import dev.vae.core.model.Vae;
import dev.vae.core.train.EpochReport;
import dev.vae.core.train.Trainer;
import dev.vae.core.train.TrainingResult;
import dev.vae.data.Dataset;
import dev.vae.data.rows.Provenance;
import dev.vae.draw.NoFontException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Trains a model on data, shows how it goes, and fills the model's folder. */
final class TrainingJob {
  private final Vae vae;
  private final Dataset train;
  private final Dataset validation;
  private final Path folder;
  private final Console console;
  private final TrainingFiles files;
  private Map<String, Object> metrics = Map.of();

  /**
   * A job.
   *
   * @param validation rows to judge by; may be null
   * @param folder the model's folder
   */
  TrainingJob(Vae vae, Dataset train, Dataset validation, Path folder, Console console) {
    this.vae = vae;
    this.train = train;
    this.validation = validation;
    this.folder = folder;
    this.console = console;
    this.files = new TrainingFiles(folder);
  }

  /** The file from which a run goes on. */
  static Path checkpoint(Path folder) {
    return folder.resolve("checkpoint.safetensors");
  }

  /**
   * Trains, and writes everything; after a cancellation what there is. A run that was cancelled in
   * its first epoch leaves a checkpoint, and no model in place of one that may be there.
   *
   * @throws TrainingException if the loss stops being finite; the folder then has the last good
   *     weights, where there are some
   */
  TrainingResult run(UnaryOperator<Trainer> settings, boolean resume) throws Exception {
    try (TrainingDisplay display = new TrainingDisplay(console, files::watched)) {
      Trainer trainer =
          settings
              .apply(Trainer.of(vae))
              .train(train)
              .checkpoint(checkpoint(folder))
              .resume(resume)
              .listener(display);
      if (validation != null) {
        trainer.validation(validation);
      }
      try {
        return TrainingSession.run(trainer, this::write);
      } catch (TrainingException e) {
        throw kept(e, display.epochs());
      }
    }
  }

  /** Saves what is good of a run that cannot go on, and says what there is. */
  private TrainingException kept(TrainingException failure, List<EpochReport> epochs) {
    if (!epochs.isEmpty()) {
      files.epochs(epochs);
    }
    if (failure.steps() == 0) {
      return new TrainingException(
          failure.getMessage() + ". No step of this run is worth keeping: no model was saved", 0);
    }
    provenance();
    vae.save(folder);
    return new TrainingException(
        failure.getMessage() + ". The model as it was then is in " + folder, failure.steps());
  }

  /** What {@code metrics.json} holds. */
  Map<String, Object> metrics() {
    return metrics;
  }

  /** The result in a few words. */
  String summary() {
    String text =
        String.format(
            java.util.Locale.ROOT,
            "ELBO %.2f nats a row (reconstruction %.2f, KL %.2f)",
            metrics.get("elbo"),
            metrics.get("reconstruction"),
            metrics.get("kl"));
    if (metrics.get("validation") instanceof Map<?, ?> judged) {
      text += String.format(java.util.Locale.ROOT, "; validation ELBO %.2f", judged.get("elbo"));
    }
    return text;
  }

  private void write(TrainingResult result) throws IOException {
    if (!result.epochs().isEmpty()) {
      files.epochs(result.epochs());
      metrics = files.metrics(result, vae.seed());
      provenance();
      vae.save(folder);
    }
    if (result.status() == TrainingResult.Status.CANCELLED) {
      // the program is ending, which leaves no time to draw, and none to whoever waits for this
      console.note("stopped; the same command with --resume goes on from " + checkpoint(folder));
      console.err().flush();
      return;
    }
    try {
      files.chart(result.epochs());
    } catch (NoFontException e) {
      console.note("the loss chart is left out: " + e.getMessage());
    }
    files.pictures(vae, validation == null ? train : validation, vae.seed());
  }

  private void provenance() {
    vae.putProvenance("data", describe(train.provenance()));
    if (validation != null) {
      vae.putProvenance("validation", describe(validation.provenance()));
    }
    vae.putProvenance("metrics", metrics);
    vae.putProvenance("vae", String.join(", ", List.of(new Version().getVersion())));
  }

  private static Map<String, Object> describe(Provenance data) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("source", data.source());
    map.put("sha256", data.sha256());
    map.put("rows", data.rows());
    map.put("handling", data.handling());
    return map;
  }
}
