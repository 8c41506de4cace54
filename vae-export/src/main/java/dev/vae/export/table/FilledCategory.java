package dev.vae.export.table;

import dev.vae.data.tabular.formula.FillFormula;
import dev.vae.data.tabular.formula.ScoreFormula;
import dev.vae.export.internal.lower.OnnxGraph;
import dev.vae.export.internal.lower.Term;
import dev.vae.export.internal.onnx.OnnxType;
import java.util.List;
import java.util.stream.IntStream;

/** What weighted draws say of one column of categories. */
final class FilledCategory {
  private final OnnxGraph graph;
  private final int levels;
  private final Term numbers;

  FilledCategory(OnnxGraph graph, int levels) {
    this.graph = graph;
    this.levels = levels;
    this.numbers =
        graph.doubles(
            List.of((long) levels), IntStream.range(0, levels).mapToDouble(l -> l).toArray());
  }

  /**
   * The level that was drawn most, {@code [N]}, how likely each is, whether it is among those that
   * together do, {@code [N, levels]}, and the levels' numbers.
   */
  record Outputs(Term mode, Term probability, Term likely, Term numbers) {
    /** One less the probability of a level, {@code [N]}. */
    Term spread(Term level) {
      Term own = probability.gatherLast(level.as(OnnxType.INT64).unsqueeze(1)).squeeze(1);
      return own.neg().plus(1).max(0);
    }

    /** Whether each level belongs to the set, {@code [N, levels]}; the one that is filled does. */
    Term set(Term filled) {
      return likely.or(filled.unsqueeze(1).equal(numbers));
    }
  }

  /**
   * Fills.
   *
   * @param values draws, {@code [K, N]}
   * @param residuals of this column
   * @param level the fraction of cells whose level the set is to hold
   */
  Outputs of(ImportanceWeights weights, Term values, Residuals residuals, Term level) {
    Term same = values.unsqueeze(2).equal(numbers).asDouble().transpose(1, 0, 2);
    Term shares = weights.byRow().unsqueeze(1).matmul(same).squeeze(1);
    Term index = shares.times(ScoreFormula.VOTES).apply("Round").largest();
    Term mode = index.asDouble();
    Term count = residuals.counts();
    Term rank = count.plus(1).times(level).minus(1e-9).apply("Ceil").minus(1);
    Term least = residuals.at(rank).neg().plus(1);
    Term belongs = shares.atLeast(least.minus(FillFormula.NEAR));
    if (residuals.none()) {
      belongs =
          count
              .more(0)
              .asDouble()
              .times(belongs.asDouble())
              .plus(first(shares, level, count))
              .more(0);
    }
    return new Outputs(mode.squeeze(1), shares, belongs.or(mode.equal(numbers)), numbers);
  }

  /** Where nothing was hidden, the likeliest levels until they hold enough, as 1 and 0. */
  private Term first(Term shares, Term level, Term count) {
    double[][] before = new double[levels][levels];
    for (int l = 0; l < levels; l++) {
      for (int j = 0; j < l; j++) {
        before[l][j] = 1;
      }
    }
    Term own = shares.unsqueeze(2);
    Term others = shares.unsqueeze(1);
    Term tie = others.equal(own).and(graph.table(before, levels).more(0));
    Term likelier = own.less(others).or(tie).asDouble();
    Term sum = likelier.times(others).sum(2);
    return count.more(0).not().asDouble().times(sum.less(level).asDouble());
  }
}
