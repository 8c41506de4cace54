package dev.vae.export.table;

import dev.vae.export.internal.lower.OnnxGraph;
import dev.vae.export.internal.lower.Term;

/**
 * How much each draw of a row counts: weights of sum 1, none of them above 1/√K before the last
 * division (truncated importance sampling, Ionides 2008).
 *
 * @param byDraw {@code [K, N]}
 * @param byRow the same, {@code [N, K]}
 */
record ImportanceWeights(Term byDraw, Term byRow) {

  /** By the weights' logarithms {@code [K, N]}; even ones where all vanish. */
  static ImportanceWeights of(OnnxGraph graph, Term logWeight, int draws) {
    Term logs = logWeight.asDouble();
    Term largest = logs.reduce("ReduceMax", 0, true);
    Term each = logs.minus(largest).apply("Exp");
    Term even = graph.number(1.0 / draws);
    Term own = each.over(each.reduce("ReduceSum", 0, true)).min(1 / Math.sqrt(draws));
    Term finite = largest.minus(largest).equal(0);
    Term weights = finite.choose(own.over(own.reduce("ReduceSum", 0, true)), even);
    return new ImportanceWeights(weights, weights.transpose(1, 0));
  }

  /** The means of values {@code [K, N, ...]} over draws. */
  Term mean(Term values) {
    return byDraw.unsqueeze(2).times(values).sum(0);
  }

  /** How many equally weighted draws these are worth, {@code [N]}. */
  Term effective(OnnxGraph graph) {
    return graph.number(1).over(byDraw.square().sum(0));
  }
}
