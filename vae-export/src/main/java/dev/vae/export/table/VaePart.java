package dev.vae.export.table;

import dev.vae.core.draws.ColumnDraws;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Op;
import dev.vae.core.model.Vae;
import dev.vae.core.trace.TracedModel;
import dev.vae.export.internal.lower.OnnxGraph;
import dev.vae.export.internal.lower.Term;
import dev.vae.export.internal.onnx.OnnxType;
import dev.vae.export.table.column.Cells;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** What weighted draws of a VAE say of rows, by the computation that the engine runs too. */
final class VaePart {
  private final OnnxGraph graph;

  VaePart(OnnxGraph graph) {
    this.graph = graph;
  }

  /** −log of the density of rows and its standard error, {@code [N]}. */
  record Outputs(Term logDensity, Term error) {}

  /**
   * Puts a model's draws for rows into the graph.
   *
   * @param noise {@code [K, N, latent]}
   * @return the log of their weights, {@code [K, N]}
   */
  Term logWeight(String scope, Vae vae, Cells cells, Term noise, int draws) {
    Computation computation = ColumnDraws.of(vae).computation(draws, false);
    return output(put(scope, vae, computation, inputs(cells), noise), "logWeight");
  }

  /** About −log p of each value given the others by the same draws, {@code [N, D]}. */
  Term leftOut(String scope, Vae vae, Cells cells, Term noise, int draws) {
    Computation computation = ColumnDraws.of(vae).leftOut(draws);
    return output(put(scope, vae, computation, inputs(cells), noise), ColumnDraws.LEFT_OUT);
  }

  /**
   * Puts draws into the graph that judge one value of each row by the others.
   *
   * @param cells with the judged values, which do not count as observed
   * @param own 1 where a value is judged, {@code [N, D]}
   * @return the outputs of {@link ColumnDraws#judged(int)}
   */
  Map<String, Term> judged(String scope, Vae vae, Cells cells, Term own, Term noise, int draws) {
    Map<String, Term> values = inputs(cells);
    values.put(ColumnDraws.OWN, own.as(OnnxType.FLOAT));
    return put(scope, vae, ColumnDraws.of(vae).judged(draws), values, noise);
  }

  /** Puts draws into the graph that tell what is to be expected of every column. */
  Map<String, Term> expected(String scope, Vae vae, Cells cells, Term noise, int draws) {
    return put(scope, vae, ColumnDraws.of(vae).expected(draws), inputs(cells), noise);
  }

  /** Puts into the graph what tells every column without draws. */
  Map<String, Term> predicted(String scope, Vae vae, Cells cells) {
    return graph.put(scope, ColumnDraws.of(vae).predicted(), vae.variables(), inputs(cells));
  }

  private static Term output(Map<String, Term> outputs, String name) {
    return Objects.requireNonNull(outputs.get(name), name);
  }

  private static Map<String, Term> inputs(Cells cells) {
    Map<String, Term> values = new HashMap<>();
    values.put(TracedModel.X, cells.values().as(OnnxType.FLOAT));
    values.put(TracedModel.MASK, cells.observed().as(OnnxType.FLOAT));
    return values;
  }

  /** Puts draws into the graph that judge all values, with noise by the names of its leaves. */
  Map<String, Term> draws(
      String scope,
      Vae vae,
      Computation computation,
      Cells cells,
      Map<String, Term> noise,
      Term judged) {
    Map<String, Term> values = inputs(cells);
    values.putAll(noise);
    values.put(ColumnDraws.JUDGED, judged.as(OnnxType.FLOAT));
    return graph.put(scope, computation, vae.variables(), values);
  }

  private Map<String, Term> put(
      String scope, Vae vae, Computation computation, Map<String, Term> values, Term noise) {
    computation.leaves(Op.NOISE).forEach(t -> values.put(t.name(), noise));
    return graph.put(scope, computation, vae.variables(), values);
  }

  /** log 1/K Σ w of weights by their logs {@code [K, N]}, with its standard error. */
  Outputs mean(Term logWeight, int draws) {
    Term logs = logWeight.asDouble();
    Term largest = logs.reduce("ReduceMax", 0, true);
    Term weights = logs.minus(largest).apply("Exp");
    Term sum = weights.sum(0);
    Term value = largest.squeeze(0).plus(sum.over(draws).apply("Log"));
    Term relative = weights.square().sum(0).over(sum.square()).minus(1.0 / draws);
    double k = draws;
    return new Outputs(value.neg(), relative.max(0).times(k / Math.max(1, k - 1)).apply("Sqrt"));
  }
}
