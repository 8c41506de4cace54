package dev.vae.export.table;

import dev.vae.core.draws.ColumnDraws;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Op;
import dev.vae.core.model.Vae;
import dev.vae.core.trace.TracedModel;
import dev.vae.export.internal.lower.OnnxGraph;
import dev.vae.export.internal.lower.Term;
import dev.vae.export.internal.onnx.OnnxType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What weighted draws of a VAE say of rows, by the computation that the engine runs too. */
final class VaePart {
  private final OnnxGraph graph;

  VaePart(OnnxGraph graph) {
    this.graph = graph;
  }

  /** −log of the density of rows and its standard error, {@code [N]}. */
  record Said(Term logDensity, Term error) {}

  /**
   * Puts a model's draws into the graph.
   *
   * @param noise {@code [K, N, latent]}
   * @param judged values whose densities are told, {@code [N, D]}; null if only weights are wanted
   * @return the outputs of {@link ColumnDraws#computation}
   */
  Map<String, Term> draws(
      String scope, Vae vae, Cells cells, Term noise, @Nullable Term judged, int draws) {
    Computation computation = ColumnDraws.of(vae).computation(draws, judged != null);
    Map<String, Term> every = new HashMap<>();
    computation.leaves(Op.NOISE).forEach(t -> every.put(t.name(), noise));
    return draws(scope, vae, computation, cells, every, judged);
  }

  /** Puts a computation of draws into the graph, with noise by the names of its leaves. */
  Map<String, Term> draws(
      String scope,
      Vae vae,
      Computation computation,
      Cells cells,
      Map<String, Term> noise,
      @Nullable Term judged) {
    Map<String, Term> values = new HashMap<>(noise);
    values.put(TracedModel.X, cells.values().as(OnnxType.FLOAT));
    values.put(TracedModel.MASK, cells.observed().as(OnnxType.FLOAT));
    if (judged != null) {
      values.put(ColumnDraws.JUDGED, judged.as(OnnxType.FLOAT));
    }
    return graph.put(scope, computation, vae.variables(), values);
  }

  /** log 1/K Σ w of weights by their logs {@code [K, N]}, with its standard error. */
  Said mean(Term logWeight, int draws) {
    Term logs = logWeight.asDouble();
    Term largest = logs.reduce("ReduceMax", 0, true);
    Term weights = logs.minus(largest).apply("Exp");
    Term sum = weights.sum(0);
    Term value = largest.squeeze(0).plus(sum.over(draws).apply("Log"));
    Term relative = weights.square().sum(0).over(sum.square()).minus(1.0 / draws);
    double k = draws;
    return new Said(value.neg(), relative.max(0).times(k / Math.max(1, k - 1)).apply("Sqrt"));
  }
}
