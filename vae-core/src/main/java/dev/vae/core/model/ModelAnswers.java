package dev.vae.core.model;

import dev.vae.core.engine.Engine;
import dev.vae.core.engine.Variables;
import dev.vae.core.graph.Computation;
import dev.vae.core.internal.adapt.Units;
import dev.vae.core.rows.RowMatrix;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.trace.ModelComputations;
import dev.vae.core.trace.ModelGraphs;
import dev.vae.core.trace.TracedModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** Computes what a model says of any number of rows or latents, for any number of threads. */
@NullUnmarked // no null leaves it
final class ModelAnswers {
  private static final String MEAN = "mean";
  private static final String DRAW = "draw";
  private static final String LOG_VARIANCE = "logVariance";
  private static final String RECONSTRUCT = "reconstruct";

  private final VaeSpec spec;
  private final ModelGraphs graphs;
  private final ModelInputs inputs;
  private final Units units;
  private final Variables variables;
  private final Engine engine;
  private final Map<String, RowRunner> runners = new ConcurrentHashMap<>();

  ModelAnswers(
      VaeSpec spec, ModelGraphs graphs, ModelInputs rows, Variables variables, Engine engine) {
    this.spec = spec;
    this.graphs = graphs;
    this.inputs = rows;
    this.units = rows.units();
    this.variables = variables;
    this.engine = engine;
  }

  Encoding encode(float[][] rows, float @Nullable [][] conditions) {
    Objects.requireNonNull(rows, "rows");
    float[][] scaled = units.rows(RowMatrix.of(rows));
    var out =
        runner("encoder", () -> ModelComputations.encoder(graphs.answering(false)))
            .run(rows.length, inputs.given(TracedModel.X, scaled, spec.width(), conditions));
    return new Encoding(out.get(MEAN), Optional.ofNullable(out.get(LOG_VARIANCE)));
  }

  Encoding encode(Rows rows, long seed) {
    var out = overBatches(rows, "encoder", ModelComputations::encoder, seed);
    return new Encoding(out.get(MEAN), Optional.ofNullable(out.get(LOG_VARIANCE)));
  }

  float[][] drawLatents(Rows rows, long seed) {
    var out =
        overBatches(rows, "draw", trace -> ModelComputations.draw(trace, spec.latent()), seed);
    return out.getOrDefault(TracedModel.Z, new float[0][]);
  }

  float[][] drawPrior(int rows, long seed, float @Nullable [][] conditions) {
    List<RowRunner.Given> given = new ArrayList<>();
    inputs.addConditions(given, conditions, rows);
    return runner("prior", () -> ModelComputations.prior(graphs.answering(false)))
        .draw(rows, seed, given)
        .get(TracedModel.Z);
  }

  double[][] drawRows(float[][] latents, long seed, float @Nullable [][] conditions) {
    Objects.requireNonNull(latents, "latents");
    // noise is called by scope, so that it is none that the latents were drawn by
    return units.raw(
        runner("rows", () -> ModelComputations.drawRows(graphs.inference(false), spec.latent()))
            .draw(
                latents.length,
                seed,
                inputs.given(TracedModel.Z, latents, spec.latent(), conditions))
            .get(DRAW));
  }

  double[][] decode(float[][] latents, float @Nullable [][] conditions) {
    return units.raw(means(latents, conditions));
  }

  float[][] decodeAsFloat(float[][] latents, float @Nullable [][] conditions) {
    return units.rawFloats(means(latents, conditions));
  }

  private float[][] means(float[][] latents, float @Nullable [][] conditions) {
    Objects.requireNonNull(latents, "latents");
    return runner(
            "decoder's mean",
            () -> ModelComputations.decoderMean(graphs.answering(false), spec.latent()))
        .run(latents.length, inputs.given(TracedModel.Z, latents, spec.latent(), conditions))
        .get(MEAN);
  }

  Map<String, float[][]> decodeAll(float[][] latents, float @Nullable [][] conditions) {
    Map<String, float[][]> all = new LinkedHashMap<>(decoded(latents, conditions));
    all.computeIfPresent(MEAN, (name, mean) -> units.rawFloats(mean));
    return all;
  }

  float[][] reconstruct(float[][] rows, float @Nullable [][] conditions) {
    Objects.requireNonNull(rows, "rows");
    float[][] scaled = units.rows(RowMatrix.of(rows));
    return units.rawFloats(
        runner(RECONSTRUCT, () -> ModelComputations.meanReconstruction(graphs.answering(false)))
            .run(rows.length, inputs.given(TracedModel.X, scaled, spec.width(), conditions))
            .get(MEAN));
  }

  double[][] reconstruct(Rows rows, long seed) {
    var out = overBatches(rows, RECONSTRUCT, ModelComputations::meanReconstruction, seed);
    return units.raw(out.getOrDefault(MEAN, new float[0][]));
  }

  double[][] sample(int rows, long seed, float @Nullable [][] conditions) {
    List<RowRunner.Given> given = new ArrayList<>();
    inputs.addConditions(given, conditions, rows);
    return units.raw(
        runner("draws", () -> ModelComputations.sampleDraws(graphs.answering(false)))
            .draw(rows, seed, given)
            .get(DRAW));
  }

  double[][] sampleMeans(int rows, long seed, float @Nullable [][] conditions) {
    List<RowRunner.Given> given = new ArrayList<>();
    inputs.addConditions(given, conditions, rows);
    return units.raw(
        runner("sample", () -> ModelComputations.sampleMeans(graphs.answering(false)))
            .draw(rows, seed, given)
            .get(MEAN));
  }

  private Map<String, float[][]> decoded(float[][] latents, float @Nullable [][] conditions) {
    Objects.requireNonNull(latents, "latents");
    return runner(
            "decoder", () -> ModelComputations.decoder(graphs.answering(false), spec.latent()))
        .run(latents.length, inputs.given(TracedModel.Z, latents, spec.latent(), conditions));
  }

  private Map<String, float[][]> overBatches(
      Rows given, String name, Function<TracedModel, Computation> computation, long noise) {
    Rows rows = inputs.prepared(given);
    return variables.reading(() -> overBatchesOfOneMoment(rows, name, computation, noise));
  }

  private Map<String, float[][]> overBatchesOfOneMoment(
      Rows rows, String name, Function<TracedModel, Computation> computation, long noise) {
    Map<String, List<float[]>> parts = new LinkedHashMap<>();
    long first = 0;
    try (Rows.Batches batches = rows.inOrder(RowRunner.CHUNK, noise)) {
      for (Rows.Batch b = batches.next(); b != null; b = batches.next()) {
        boolean masked = b.mask() != null;
        runner((masked ? "masked " : "") + name, () -> computation.apply(graphs.answering(masked)))
            .run(b, noise, first)
            .forEach(
                (output, values) ->
                    parts
                        .computeIfAbsent(output, o -> new ArrayList<>())
                        .addAll(Arrays.asList(values)));
        first += b.rows();
      }
    }
    Map<String, float[][]> whole = new LinkedHashMap<>();
    parts.forEach((output, values) -> whole.put(output, values.toArray(float[][]::new)));
    return whole;
  }

  private RowRunner runner(String name, Supplier<Computation> computation) {
    return runners.computeIfAbsent(name, n -> new RowRunner(computation.get(), variables, engine));
  }
}
