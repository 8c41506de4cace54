package dev.vae.core.trace;

import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Op;
import dev.vae.core.internal.adapt.Units;
import dev.vae.core.plugin.Support;
import dev.vae.core.spec.VaeSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Traces a model's graphs: for training and judgement over rows as the model sees them, for export
 * over raw values. What is exported takes and gives raw values and scales inside. Where the model
 * is conditioned and a result depends on it, it has an input condition {@code [N, C]} more; where
 * rows go in whose values may be missing, an input mask {@code [N, D]}, 1 where observed.
 */
public final class ModelGraphs {
  private final VaeSpec spec;
  private final ModelParts parts;
  private final TraceContext.Source variables;
  private final Units units;
  private final boolean missing;
  private final List<Support> supports;

  /**
   * Makes the graphs of a model.
   *
   * @param variables what its parts ask for
   * @param units of raw rows, for graphs that take and give these
   * @param missing whether values of its rows may be missing
   * @param supports the values that every column may hold
   */
  public ModelGraphs(
      VaeSpec spec,
      ModelParts parts,
      TraceContext.Source variables,
      Units units,
      boolean missing,
      List<Support> supports) {
    this.spec = spec;
    this.parts = parts;
    this.variables = variables;
    this.units = units;
    this.missing = missing;
    this.supports = List.copyOf(supports);
  }

  /**
   * Returns a tracing for training: dropout drops, states are updated. This and {@link #inference}
   * take rows and conditions as the model's {@code prepared} gives them.
   */
  public TracedModel training(boolean masked) {
    return trace(TraceContext.Use.TRAINING, masked);
  }

  /** Returns a tracing for use and judgement. */
  public TracedModel inference(boolean masked) {
    return trace(TraceContext.Use.INFERENCE, masked);
  }

  /** Returns a tracing over values as the model sees them, for answers. */
  public TracedModel answering(boolean masked) {
    return trace(TraceContext.Use.EXPORT, masked);
  }

  /**
   * Returns input {@code x [N, D]}; outputs {@code mean} and, if there is one, {@code logVariance}.
   */
  public Computation encoder() {
    return ModelComputations.encoder(raw(missing));
  }

  /**
   * Returns input {@code z [N, latent]}; outputs {@code mean [N, D]} in raw units, then the
   * likelihood's parameters by name, which belong to the scaled values where the schema scales.
   */
  public Computation decoder() {
    return ModelComputations.decoder(raw(false), spec.latent());
  }

  /**
   * Returns input {@code x [N, D]} and noise {@code noise}; output {@code mean [N, D]} in raw
   * units.
   */
  public Computation reconstruct() {
    return ModelComputations.reconstruct(raw(missing), spec.latent());
  }

  /** Returns noise {@code noise}; output {@code mean [N, D]} in raw units. */
  public Computation sample() {
    return ModelComputations.sampleMeans(raw(false));
  }

  /** Whether rows have a score: the posterior draws, so that its draws have weights. */
  public boolean scored() {
    return !Computation.of(Map.of(TracedModel.Z, raw(false).draw(1).z()))
        .leaves(Op.NOISE)
        .isEmpty();
  }

  /**
   * Returns what judges rows by importance sampling: inputs {@code x [N, D]} and, where values may
   * be missing, {@code mask [N, D]}, 1 where observed; noise {@code noise [draws, ...]}, of all
   * rows alike; outputs {@code negLogLikelihood [N]} and {@code standardError [N]} in nats, of
   * values after scaling.
   *
   * @param draws of z for each row
   * @throws IllegalArgumentException if the posterior draws nothing, see {@link #scored}
   */
  public Computation score(int draws) {
    return WeightedComputations.score(sharedNoise(draws, missing), draws);
  }

  /**
   * Returns what fills rows in by weighted draws: inputs as for {@link #score}, always with a mask,
   * noise {@code valueNoise} of the likelihood and {@code choice} uniform; outputs {@code mean [N,
   * D]}, for categories the likeliest, {@code standardDeviation [N, D]}, and {@code draws [M, N,
   * D]}, whole rows drawn by weight; in raw units, and as they were where observed.
   *
   * @param draws of z for each row
   * @param kept how many rows are drawn for each, M
   * @throws IllegalArgumentException if the posterior draws nothing, see {@link #scored}
   */
  public Computation impute(int draws, int kept) {
    if (kept < 1) {
      throw new IllegalArgumentException("kept must be at least 1, not " + kept);
    }
    return WeightedComputations.impute(sharedNoise(draws, true), draws, kept, supports);
  }

  private TracedModel sharedNoise(int draws, boolean masked) {
    if (draws < 1) {
      throw new IllegalArgumentException("draws must be at least 1, not " + draws);
    }
    if (!scored()) {
      throw new IllegalArgumentException(
          "posterior '"
              + Objects.requireNonNull(spec.posterior()).name()
              + "' draws nothing, so its draws have no weights");
    }
    return overRaw(TraceContext.Use.SHARED_NOISE, masked);
  }

  private TracedModel raw(boolean masked) {
    return overRaw(TraceContext.Use.EXPORT, masked);
  }

  private TracedModel overRaw(TraceContext.Use use, boolean masked) {
    return new TracedModel(spec, parts, context(use), masked, Optional.of(units));
  }

  private TracedModel trace(TraceContext.Use use, boolean masked) {
    return new TracedModel(spec, parts, context(use), masked, Optional.empty());
  }

  private TraceContext context(TraceContext.Use use) {
    return new TraceContext(use, spec.event(), variables);
  }
}
