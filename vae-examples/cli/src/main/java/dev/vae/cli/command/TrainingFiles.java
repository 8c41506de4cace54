package dev.vae.cli.command;

import dev.vae.cli.option.ConditionOption;
import dev.vae.cli.option.ModelRows;
import dev.vae.cli.show.RowOutput;
import dev.vae.core.estimate.Estimate;
import dev.vae.core.internal.io.AtomicFiles;
import dev.vae.core.internal.io.Json;
import dev.vae.core.model.Vae;
import dev.vae.core.spec.Condition;
import dev.vae.core.train.EpochReport;
import dev.vae.core.train.TrainingResult;
import dev.vae.data.Dataset;
import dev.vae.draw.Charts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** What training leaves in the model's folder beside the model: figures, a chart, pictures. */
final class TrainingFiles {
  private static final int PICTURES = 64;
  private static final int COLUMNS = 8;
  private static final int PAIRS = 20;
  private static final int MOST_LINES = 20;

  private static final long WATCH_NANOS = 1_000_000_000;

  private final Path folder;
  private long lastWatched = System.nanoTime();

  TrainingFiles(Path folder) {
    this.folder = folder;
  }

  /** Writes {@link #epochs} if a second has gone by since, so that a run can be watched. */
  void watched(List<EpochReport> epochs) {
    if (System.nanoTime() - lastWatched >= WATCH_NANOS) {
      epochs(epochs);
      lastWatched = System.nanoTime();
    }
  }

  /** Writes {@code metrics.csv}: one line an epoch. */
  void epochs(List<EpochReport> epochs) {
    StringBuilder text =
        new StringBuilder(
            "epoch,elbo,reconstruction,kl,bitsPerDim,learningRate,seconds,validationElbo,"
                + "validationReconstruction,validationKl");
    Set<String> reported = epochs.isEmpty() ? Set.of() : epochs.get(0).train().reported().keySet();
    reported.forEach(name -> text.append(',').append(name));
    text.append('\n');
    for (EpochReport e : epochs) {
      text.append(e.epoch()).append(',').append(e.train().elbo());
      text.append(',').append(e.train().reconstruction()).append(',').append(e.train().kl());
      text.append(',').append(e.train().bitsPerDim()).append(',').append(e.learningRate());
      text.append(',').append(e.train().seconds());
      text.append(',').append(validation(e, Estimate::logLikelihood));
      text.append(',').append(validation(e, Estimate::reconstruction));
      text.append(',').append(validation(e, Estimate::kl));
      reported.forEach(name -> text.append(',').append(e.train().reported().get(name)));
      text.append('\n');
    }
    AtomicFiles.write(folder.resolve("metrics.csv"), text.toString());
  }

  private static String validation(EpochReport report, ToDoubleFunction<Estimate> value) {
    return report.validation().map(v -> Double.toString(value.applyAsDouble(v))).orElse("");
  }

  /**
   * {@code metrics.json}: the figures of the epoch whose weights the model has, means over the
   * training rows as the epoch saw them, and over the validation rows after it.
   */
  Map<String, Object> metrics(TrainingResult result, long seed) throws IOException {
    EpochReport kept = result.epochs().get(result.bestEpoch() - 1);
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("elbo", kept.train().elbo());
    map.put("reconstruction", kept.train().reconstruction());
    map.put("kl", kept.train().kl());
    map.put("bitsPerDim", kept.train().bitsPerDim());
    if (!kept.train().reported().isEmpty()) {
      map.put("objective", kept.train().reported());
    }
    map.put("epochs", result.epochs().size());
    double seconds = result.epochs().stream().mapToDouble(e -> e.train().seconds()).sum();
    map.put("secondsPerEpoch", seconds / result.epochs().size());
    map.put("seed", seed);
    map.put("status", result.status().name().toLowerCase(java.util.Locale.ROOT));
    map.put("bestEpoch", result.bestEpoch());
    kept.validation()
        .ifPresent(
            v -> {
              Map<String, Object> validation = new LinkedHashMap<>();
              validation.put("elbo", v.logLikelihood());
              validation.put("standardError", v.standardError());
              validation.put("reconstruction", v.reconstruction());
              validation.put("kl", v.kl());
              validation.put("bitsPerDim", v.bitsPerDim());
              validation.put("rows", v.rows());
              map.put("validation", validation);
            });
    AtomicFiles.write(folder.resolve("metrics.json"), Json.write(map));
    return map;
  }

  /** {@code loss.png}: the course of the loss and its two parts. */
  void chart(List<EpochReport> epochs) {
    Charts.loss(folder.resolve("loss.png"), epochs);
  }

  /**
   * New rows with latents from the prior, in pictures the likelihood's means, in tables draws from
   * it; and rows above their reconstructions, which are means.
   */
  List<Path> pictures(Vae vae, Dataset rows, long seed) throws IOException {
    RowOutput result = new RowOutput(vae);
    Path samples = result.file(null, folder.resolve("samples").toString());
    ModelRows.Some first = ModelRows.some(rows, Math.max(PAIRS, PICTURES), seed);
    result.write(samples, RowOutput.grid(drawn(vae, first, seed, result.drawable()), COLUMNS));
    Path both = result.file(null, folder.resolve("reconstructions").toString());
    ModelRows.Some some = first.first(PAIRS);
    double[][] means = vae.reconstructAsDouble(some.rows(), seed);
    result.write(
        both,
        result.drawable()
            ? ReconstructCommand.pairs(some.raw(), means, PAIRS / 2)
            : List.<double[][]>of(means));
    return List.of(samples, both);
  }

  /** Of a conditioned model a line for each class, or else with the conditions of rows. */
  private static double[][] drawn(Vae vae, ModelRows.Some rows, long seed, boolean means) {
    if (rows.conditions() == null) {
      return drawn(vae, PICTURES, seed, null, means);
    }
    Condition condition = vae.schema().condition().orElseThrow();
    List<float[]> lines = condition.hasAll() ? condition.all() : Arrays.asList(rows.conditions());
    int together = condition.hasAll() ? COLUMNS : 1;
    int number = condition.hasAll() ? Math.min(MOST_LINES, lines.size()) * COLUMNS : PICTURES;
    float[][] given = ConditionOption.inTurn(lines, number, together);
    return drawn(vae, number, seed, given, means);
  }

  private static double[][] drawn(
      Vae vae, int number, long seed, float[][] conditions, boolean means) {
    return means
        ? vae.sampleMeansAsDouble(number, seed, conditions)
        : vae.sampleAsDouble(number, seed, conditions);
  }
}
