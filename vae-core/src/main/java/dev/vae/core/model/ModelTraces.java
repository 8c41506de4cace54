package dev.vae.core.model;

import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Op;
import dev.vae.core.internal.adapt.Units;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.trace.ModelParts;
import dev.vae.core.trace.TraceContext;
import dev.vae.core.trace.TracedModel;
import java.util.Map;
import java.util.Optional;

/**
 * Traces a model's graphs.
 *
 * @param units of raw rows, for graphs that take and give these
 */
record ModelTraces(VaeSpec spec, ModelParts parts, VariablePlan plan, Units units) {

  /** For training: dropout drops, states are updated. */
  TracedModel training(boolean masked) {
    return trace(TraceContext.Use.TRAINING, masked);
  }

  /** For use and judgement. */
  TracedModel inference(boolean masked) {
    return trace(TraceContext.Use.INFERENCE, masked);
  }

  /** Over values as the model sees them, for use here. */
  TracedModel answering(boolean masked) {
    return trace(TraceContext.Use.EXPORT, masked);
  }

  /** Over raw values, for export. */
  TracedModel raw(boolean masked) {
    return new TracedModel(spec, parts, pass(TraceContext.Use.EXPORT), masked, Optional.of(units));
  }

  /** Whether the posterior draws, so that its draws have weights. */
  boolean scored() {
    return !Computation.of(Map.of(TracedModel.Z, raw(false).draw(1).z()))
        .leaves(Op.NOISE)
        .isEmpty();
  }

  /** Over raw values, with noise that all rows share. */
  TracedModel sharedNoise(int draws, boolean masked) {
    if (draws < 1) {
      throw new IllegalArgumentException("draws must be at least 1, not " + draws);
    }
    if (!scored()) {
      throw new IllegalArgumentException(
          "posterior '"
              + spec.posterior().name()
              + "' draws nothing, so its draws have no weights");
    }
    TraceContext.Use use = TraceContext.Use.SHARED_NOISE;
    return new TracedModel(spec, parts, pass(use), masked, Optional.of(units));
  }

  private TracedModel trace(TraceContext.Use use, boolean masked) {
    return new TracedModel(spec, parts, pass(use), masked, Optional.empty());
  }

  private TraceContext pass(TraceContext.Use use) {
    return new TraceContext(use, spec.event(), plan);
  }
}
