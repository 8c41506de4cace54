package dev.vae.export.table;

import dev.vae.data.tabular.ColumnEncoding;
import dev.vae.data.tabular.formula.MemberFormula;
import dev.vae.data.tabular.formula.ScoreFormula;
import dev.vae.export.internal.lower.OnnxGraph;
import dev.vae.export.internal.lower.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/**
 * How surprising every cell is given the others of its row: each column is hidden in turn, and its
 * value judged by draws given the rest.
 */
@NullUnmarked // no null leaves it
final class SurprisePart {
  private final OnnxGraph graph;
  private final ScoreFormula formula;
  private final List<ColumnEncoding> columns;
  private final int width;

  SurprisePart(OnnxGraph graph, ScoreFormula formula, List<ColumnEncoding> columns) {
    this.graph = graph;
    this.formula = formula;
    this.columns = columns;
    this.width = columns.size();
  }

  /**
   * What is said of cells, {@code [N, D]}, NaN where not observed.
   *
   * @param surprise −log of the share of held-out rows in which the column is more surprising
   * @param expected in the model's units, for categories the level
   */
  record Said(Term surprise, Term expected) {}

  /** What a member says: in nats {@code [N, D]}; its draws' shares and means {@code [K, N, D]}. */
  private record Judged(Term surprise, Term shares, Term means) {}

  /**
   * Judges cells.
   *
   * @param dependent what principal components say of whole rows, by member, {@code [N]}
   */
  Said of(Cells cells, List<Term> dependent) {
    List<MemberFormula> members = formula.members();
    int used = Math.min(ScoreFormula.SURPRISE_MEMBERS, members.size());
    Term eye = eye();
    Term others = eye.times(-1).plus(1);
    Term lengths = graph.longs(1);
    Term every = graph.longs(width);
    Term hidden = cells.observed().unsqueeze(1).times(others).reshape(-1, width);
    Term whole = cells.values().unsqueeze(1).expand(lengths, every, lengths).reshape(-1, width);
    Cells rest = new Cells(whole.times(hidden), hidden);
    CoarseParts coarse = new CoarseParts(graph, columns);
    Term shares = coarse.shares(rest, members);
    Term there = cells.observed().more(0);
    Term nats = null;
    List<Judged> all = new ArrayList<>();
    for (int m = 0; m < used; m++) {
      graph.at("member " + (m + 1) + "/surprise");
      Judged judged = judged(m, cells, rest, whole, eye.more(0), there);
      Term linear =
          dependent
              .get(m)
              .unsqueeze(1)
              .minus(
                  coarse
                      .dependent(rest, members.get(m), shares.at(1, m))
                      .dependent()
                      .reshape(-1, width));
      Term own =
          judged
              .surprise
              .times(1 - ScoreFormula.LINEAR)
              .plus(linear.times(ScoreFormula.LINEAR))
              .over(used);
      nats = nats == null ? own : nats.plus(own);
      all.add(judged);
    }
    graph.at("surprise");
    Term none = graph.number(Double.NaN);
    return new Said(there.choose(normalised(nats), none), there.choose(expected(all), none));
  }

  private Judged judged(int m, Cells cells, Cells rest, Term whole, Term eye, Term there) {
    MemberFormula member = formula.members().get(m);
    int k = ScoreFormula.SURPRISE_DRAWS;
    int latent = member.vae().spec().latent();
    Term one = graph.longs(1);
    Term noise =
        graph
            .floats(List.of((long) k, 1L, (long) width, (long) latent), member.surpriseNoise())
            .expand(one, cells.rows(), one, one)
            .reshape(k, -1, latent);
    Map<String, Term> drawn =
        new VaePart(graph)
            .draws("member " + (m + 1) + "/hidden", member.vae(), rest, noise, whole, k);
    Term weight = drawn.get("logWeight");
    Term prob = own(drawn.get("logProb"), k, eye);
    Term means = own(drawn.get("mean"), k, eye).asDouble();
    VaePart vae = new VaePart(graph);
    Term alone = vae.mean(weight, k).logDensity().reshape(-1, width);
    Term joint =
        vae.mean(weight.reshape(k, -1, width).plus(prob).reshape(k, -1), k)
            .logDensity()
            .reshape(-1, width);
    Term least =
        there.choose(joint, graph.number(Double.POSITIVE_INFINITY)).reduce("ReduceMin", 1, true);
    Term logs = weight.asDouble().reshape(k, -1, width);
    Term shares = logs.minus(logs.reduce("ReduceMax", 0, true)).apply("Exp");
    Term even = shares.over(shares.reduce("ReduceSum", 0, true));
    return new Judged(least.minus(alone), even, means);
  }

  /** Of what is told of every column that of the hidden one, {@code [K, N, D]}. */
  private Term own(Term told, int draws, Term eye) {
    Term zero = graph.floats(List.of(), 0);
    return eye.choose(told.reshape(draws, -1, width, width), zero).sum(3);
  }

  private Term eye() {
    double[][] eye = new double[width][width];
    for (int c = 0; c < width; c++) {
      eye[c][c] = 1;
    }
    return graph.table(eye, width);
  }

  /** −log of the share of held-out rows with a larger surprise, beyond the tail exponentially. */
  private Term normalised(Term nats) {
    int grid = formula.surprises().get(0).quantiles().length;
    int tail = (int) (ScoreFormula.TAIL * (grid - 1));
    double[] start = new double[width];
    double[] excess = new double[width];
    double[] quantiles = new double[width * grid];
    for (int c = 0; c < width; c++) {
      ScoreFormula.Usual usual = formula.surprises().get(c);
      start[c] = usual.quantiles()[tail];
      excess[c] = usual.excess();
      System.arraycopy(usual.quantiles(), 0, quantiles, c * grid, grid);
    }
    Term from = row(start);
    Term beyond = nats.minus(from).over(row(excess)).plus(-StrictMath.log(1 - ScoreFormula.TAIL));
    Term lower =
        graph
            .doubles(List.of((long) width, (long) grid), quantiles)
            .less(nats.unsqueeze(2))
            .asDouble()
            .sum(2);
    Term share = lower.over(grid - 1).min(ScoreFormula.TAIL);
    Term inside = share.times(-1).plus(1).apply("Log").neg();
    return from.less(nats).choose(beyond, inside);
  }

  /** Means of numbers by the draws' shares; of categories the level with the largest share. */
  private Term expected(List<Judged> all) {
    Term numbers = null;
    for (Judged judged : all) {
      Term own = judged.shares.times(judged.means).sum(0).over(all.size());
      numbers = numbers == null ? own : numbers.plus(own);
    }
    List<Term> each = new ArrayList<>();
    for (int c = 0; c < width; c++) {
      ColumnEncoding column = columns.get(c);
      if (!column.category()) {
        each.add(numbers.slice(1, c, c + 1));
        continue;
      }
      double[] levels = new double[column.levels() + 1];
      java.util.Arrays.setAll(levels, l -> l);
      Term votes = null;
      for (Judged judged : all) {
        Term level = judged.means.slice(2, c, c + 1).equal(row(levels)).asDouble();
        Term own = level.times(judged.shares.slice(2, c, c + 1)).sum(0);
        votes = votes == null ? own : votes.plus(own);
      }
      each.add(votes.times(ScoreFormula.VOTES).apply("Round").largest().asDouble());
    }
    return graph.concat(1, each);
  }

  private Term row(double... values) {
    return graph.doubles(List.of((long) values.length), values);
  }
}
