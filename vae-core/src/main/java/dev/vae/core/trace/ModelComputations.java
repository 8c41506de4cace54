package dev.vae.core.trace;

import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Distribution;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What a trained model is used for, as computations; each takes a trace of its own. */
public final class ModelComputations {
  private static final String MEAN = "mean";
  private static final String DRAW = "draw";

  private ModelComputations() {}

  public static Computation encoder(TracedModel trace) {
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    outputs.put(MEAN, trace.posterior().mean());
    trace.posterior().logVariance().ifPresent(v -> outputs.put("logVariance", v));
    return Computation.of(outputs);
  }

  public static Computation decoder(TracedModel trace, int latent) {
    Tensor z = trace.graph().input(TracedModel.Z, Shape.of(Dim.N, Dim.of(latent)));
    Distribution distribution = trace.decode(z);
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    outputs.put(MEAN, trace.rawMean(distribution));
    new TreeMap<>(distribution.parameters()).forEach(outputs::putIfAbsent); // in every run alike
    return Computation.of(outputs);
  }

  /** Decodes latents {@code [N, latent]} to the likelihood's mean alone. */
  public static Computation decoderMean(TracedModel trace, int latent) {
    return decoded(trace, trace.graph().input(TracedModel.Z, Shape.of(Dim.N, Dim.of(latent))));
  }

  /** Draws of the posterior, {@code [N, latent]}. */
  public static Computation draw(TracedModel trace, int latent) {
    return Computation.of(Map.of(TracedModel.Z, drawn(trace, latent)));
  }

  /** Draws of the prior, {@code [N, latent]}. */
  public static Computation prior(TracedModel trace) {
    return Computation.of(Map.of(TracedModel.Z, trace.samplePrior()));
  }

  private static Tensor drawn(TracedModel trace, int latent) {
    return trace.draw(1).z().reshape(Shape.of(Dim.N, Dim.of(latent)));
  }

  /** Reconstructs from a draw of the posterior. */
  public static Computation reconstruct(TracedModel trace, int latent) {
    return decoded(trace, drawn(trace, latent));
  }

  /** Reconstructs from the posterior's mean. */
  public static Computation meanReconstruction(TracedModel trace) {
    return decoded(trace, trace.posterior().mean());
  }

  /** Returns the mean of p(x | z) of a draw z from the prior. */
  public static Computation sampleMeans(TracedModel trace) {
    return decoded(trace, trace.samplePrior());
  }

  /** Returns a draw from the likelihood of a draw from the prior. */
  public static Computation sampleDraws(TracedModel trace) {
    return Computation.of(Map.of(DRAW, trace.rawDraw(trace.decode(trace.samplePrior()))));
  }

  /** Returns a draw from the likelihood of latents. */
  public static Computation drawRows(TracedModel trace, int latent) {
    Tensor z = trace.graph().input(TracedModel.Z, Shape.of(Dim.N, Dim.of(latent)));
    return Computation.of(Map.of(DRAW, trace.rawDraw(trace.decode(z))));
  }

  private static Computation decoded(TracedModel trace, Tensor z) {
    return Computation.of(Map.of(MEAN, trace.rawMean(trace.decode(z))));
  }
}
