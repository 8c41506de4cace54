package dev.vae.export.table;

import dev.vae.data.tabular.ColumnEncoding;
import dev.vae.data.tabular.formula.MemberFormula;
import dev.vae.data.tabular.formula.ScoreFormula;
import dev.vae.export.internal.lower.OnnxGraph;
import dev.vae.export.internal.lower.Term;
import dev.vae.export.table.column.Cells;
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

  /**
   * What a member says: −log p of whole rows by the draws for each cell and of rows without it,
   * {@code [N, D]}; its draws' shares and means {@code [K, N, D]}.
   */
  private record Judged(Term joint, Term rest, Term shares, Term means) {}

  /**
   * Judges cells.
   *
   * @param dependent what principal components say of whole rows, by member, {@code [N]}
   * @param noise of the draws for whole rows, by member, {@code [K, N, latent]}
   */
  Said of(Cells cells, List<Term> dependent, List<Term> noise) {
    List<MemberFormula> members = formula.members();
    int used = Math.min(ScoreFormula.SURPRISE_MEMBERS, members.size());
    Term eye = eye();
    Term lengths = graph.longs(1);
    Term every = graph.longs(width);
    Term hidden = cells.observed().unsqueeze(1).times(eye.times(-1).plus(1)).reshape(-1, width);
    Term whole = cells.values().unsqueeze(1).expand(lengths, every, lengths).reshape(-1, width);
    Term own = eye.unsqueeze(0).expand(cells.rows(), lengths, lengths).reshape(-1, width);
    Cells rest = new Cells(whole, hidden);
    Cells without = new Cells(whole.times(hidden), hidden);
    CoarseParts coarse = new CoarseParts(graph, columns);
    Term shares = coarse.shares(without, members);
    List<Judged> all = new ArrayList<>();
    List<Term> linear = new ArrayList<>();
    List<Term> seeming = new ArrayList<>();
    for (int m = 0; m < used; m++) {
      String name = "member " + (m + 1);
      graph.at(name + "/surprise");
      MemberFormula member = members.get(m);
      all.add(judged(name, member, cells, rest, own));
      linear.add(
          dependent
              .get(m)
              .unsqueeze(1)
              .minus(
                  coarse
                      .dependent(without, member, shares.at(1, m))
                      .dependent()
                      .reshape(-1, width)));
      if (chooses()) {
        Term leftOut =
            new VaePart(graph)
                .leftOut(name + "/left out", member.vae(), cells, noise.get(m), formula.draws());
        seeming.add(pooled(leftOut.asDouble(), linear.get(m), used));
      }
    }
    graph.at("surprise");
    Term there = cells.observed().more(0);
    Term candidates = chooses() ? there.and(most(normalised(total(seeming)), there)) : there;
    List<Term> nats = new ArrayList<>();
    for (int m = 0; m < used; m++) {
      Term least =
          candidates
              .choose(all.get(m).joint, graph.number(Double.POSITIVE_INFINITY))
              .reduce("ReduceMin", 1, true);
      nats.add(pooled(least.minus(all.get(m).rest), linear.get(m), used));
    }
    Term none = graph.number(Double.NaN);
    return new Said(there.choose(normalised(total(nats)), none), there.choose(expected(all), none));
  }

  private boolean chooses() {
    return width > ScoreFormula.CANDIDATES;
  }

  private static Term pooled(Term flexible, Term linear, int members) {
    return flexible
        .times(1 - ScoreFormula.LINEAR)
        .plus(linear.times(ScoreFormula.LINEAR))
        .over(members);
  }

  private static Term total(List<Term> terms) {
    return terms.stream().reduce(Term::plus).orElseThrow();
  }

  /** Whether few cells of a row are odder than each; of two alike the first column is. */
  private Term most(Term seeming, Term there) {
    Term odd = there.choose(seeming, graph.number(Double.NEGATIVE_INFINITY));
    Term each = odd.unsqueeze(2);
    Term other = odd.unsqueeze(1);
    double[][] before = new double[width][width];
    for (int c = 0; c < width; c++) {
      java.util.Arrays.fill(before[c], 0, c, 1);
    }
    Term first = graph.table(before, width).more(0).and(each.equal(other));
    Term odder = each.less(other).or(first).asDouble().sum(2);
    return odder.less(graph.number(ScoreFormula.CANDIDATES));
  }

  private Judged judged(String name, MemberFormula member, Cells cells, Cells rest, Term own) {
    int k = ScoreFormula.SURPRISE_DRAWS;
    int latent = member.vae().spec().latent();
    Term one = graph.longs(1);
    Term noise =
        graph
            .floats(List.of((long) k, 1L, (long) width, (long) latent), member.surpriseNoise())
            .expand(one, cells.rows(), one, one)
            .reshape(k, -1, latent);
    VaePart vae = new VaePart(graph);
    Map<String, Term> drawn = vae.conditional(name + "/hidden", member.vae(), rest, own, noise, k);
    Term weight = drawn.get("logWeight");
    Term joint = weight.plus(drawn.get("logProb"));
    Term logs = weight.asDouble().reshape(k, -1, width);
    Term shares = logs.minus(logs.reduce("ReduceMax", 0, true)).apply("Exp");
    return new Judged(
        vae.mean(joint, k).logDensity().reshape(-1, width),
        vae.mean(weight, k).logDensity().reshape(-1, width),
        shares.over(shares.reduce("ReduceSum", 0, true)),
        drawn.get("mean").reshape(k, -1, width).asDouble());
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
