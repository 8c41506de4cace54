package dev.vae.export.table;

import dev.vae.data.tabular.ColumnEncoding;
import dev.vae.data.tabular.formula.ExpectedFormula;
import dev.vae.data.tabular.formula.ScoreFormula;
import dev.vae.data.tabular.parts.RowParts;
import dev.vae.export.internal.lower.OnnxGraph;
import dev.vae.export.internal.lower.Term;
import dev.vae.export.table.column.Cells;
import dev.vae.export.table.column.DateCells;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/**
 * How surprising cells are given the others of their row: those that seem most surprising are
 * hidden in turn, and their values judged by draws given the rest.
 */
@NullUnmarked // no null leaves it
final class SurprisePart {
  private static final int DRAWS = ScoreFormula.SURPRISE_DRAWS;

  private final OnnxGraph graph;
  private final ScoreFormula formula;
  private final ExpectedPart expected;
  private final DateCells dates;
  private final int width;
  private final int columns;
  private final int judged;

  SurprisePart(OnnxGraph graph, ScoreFormula formula, List<ColumnEncoding> encodings) {
    this.graph = graph;
    this.formula = formula;
    this.expected = new ExpectedPart(graph, formula.expected(), encodings);
    this.dates = new DateCells(graph, encodings);
    this.width = dates.parts().cells();
    this.columns = encodings.size();
    this.judged = Math.min(width, ScoreFormula.CANDIDATES);
  }

  /**
   * What is said of cells, {@code [N, cells]}, NaN where not observed or not judged.
   *
   * @param surprise −log of the share of held-out rows in which the column is more surprising
   * @param expected in the table's units, for categories the level
   */
  record Outputs(Term surprise, Term expected) {}

  /**
   * Judges cells.
   *
   * @param noise of the draws for whole rows, by member, {@code [K, N, latent]}
   */
  Outputs of(Cells cells, List<Term> noise) {
    Term own = judged == width ? every(cells) : most(cells, noise);
    graph.at("surprise");
    Term every = dates.spread(own, 2);
    Term hidden = cells.observed().unsqueeze(1).times(every.neg().plus(1)).reshape(-1, columns);
    Term one = graph.longs(1);
    Term whole = cells.values().unsqueeze(1).expand(one, graph.longs(judged), one);
    Cells rest = new Cells(whole.reshape(-1, columns), hidden);
    VaePart vae = new VaePart(graph);
    Map<String, Term> drawn =
        vae.judged(
            "hidden",
            formula.expected().vae(),
            rest,
            every.reshape(-1, columns),
            expected.noise(rest.rows()),
            ExpectedFormula.DRAWS);
    Term weight = drawn.get("logWeight").slice(0, 0, DRAWS).asDouble();
    Term both = weight.plus(drawn.get("logProb").slice(0, 0, DRAWS).asDouble());
    Term joint = vae.mean(both, DRAWS).logDensity().reshape(-1, judged);
    Term without = vae.mean(weight, DRAWS).logDensity().reshape(-1, judged);
    Term seen = own.times(dates.first(cells.observed(), 1).unsqueeze(1));
    Term least =
        seen.sum(2)
            .more(0)
            .choose(joint, graph.number(Double.POSITIVE_INFINITY))
            .reduce("ReduceMin", 1, true);
    Term nats = columns(own, least.minus(without).unsqueeze(2));
    Term told = seen.sum(1).more(0);
    Term none = graph.number(Double.NaN);
    Term values = columns(own, expected.of(drawn, rest).reshape(-1, judged, width));
    return new Outputs(told.choose(normalised(nats), none), told.choose(values, none));
  }

  /** What is said of each judged cell, {@code [N, judged, 1 or D]}, by columns, {@code [N, D]}. */
  private Term columns(Term own, Term said) {
    return own.more(0).choose(said, graph.number(0)).sum(1);
  }

  /** 1 where a column is judged, {@code [N, judged, D]}: each in turn. */
  private Term every(Cells cells) {
    double[][] eye = new double[width][width];
    for (int c = 0; c < width; c++) {
      eye[c][c] = 1;
    }
    Term one = graph.longs(1);
    return graph.table(eye, width).unsqueeze(0).expand(cells.rows(), one, one);
  }

  /** Likewise: those that seem most surprising by the draws that score the row. */
  private Term most(Cells cells, List<Term> noise) {
    int used = Math.min(ScoreFormula.CHOOSING_MEMBERS, formula.members().size());
    Term seeming = null;
    for (int m = 0; m < used; m++) {
      String name = "member " + (m + 1);
      graph.at(name + "/left out");
      Term said =
          new VaePart(graph)
              .leftOut(
                  name + "/left out",
                  formula.members().get(m).vae(),
                  cells,
                  noise.get(m),
                  formula.draws())
              .asDouble()
              .over(used);
      seeming = seeming == null ? said : seeming.plus(said);
    }
    seeming = summed(seeming);
    graph.at("candidates");
    Term odd =
        dates
            .first(cells.observed(), 1)
            .more(0)
            .choose(normalised(seeming), graph.number(Double.NEGATIVE_INFINITY));
    double[] numbers = new double[width];
    Arrays.setAll(numbers, c -> c);
    Term at = odd.neg().sorted(judged).get(1).asDouble();
    return at.unsqueeze(2).equal(graph.doubles(List.of((long) width), numbers)).asDouble();
  }

  /** What is said of columns, {@code [N, D]}, added up by cells. */
  private Term summed(Term columns) {
    RowParts parts = dates.parts();
    if (parts.alone()) {
      return columns;
    }
    double[][] belongs = new double[parts.columns()][parts.cells()];
    for (int c = 0; c < belongs.length; c++) {
      belongs[c][parts.cell(c)] = 1;
    }
    return columns.matmul(graph.table(belongs, parts.cells()));
  }

  /** −log of the share of held-out rows with a larger surprise, beyond the tail nat for nat. */
  private Term normalised(Term nats) {
    int grid = formula.surprises().get(0).length;
    int tail = (int) (ScoreFormula.TAIL * (grid - 1));
    double[] start = new double[width];
    double[] quantiles = new double[width * grid];
    for (int c = 0; c < width; c++) {
      start[c] = formula.surprises().get(c)[tail];
      System.arraycopy(formula.surprises().get(c), 0, quantiles, c * grid, grid);
    }
    Term from = graph.doubles(List.of((long) width), start);
    Term beyond = nats.minus(from).plus(-StrictMath.log(1 - ScoreFormula.TAIL));
    Term lower =
        graph
            .doubles(List.of((long) width, (long) grid), quantiles)
            .less(nats.minus(ScoreFormula.ALIKE).unsqueeze(2))
            .asDouble()
            .sum(2);
    Term share = lower.over(grid - 1).min(ScoreFormula.TAIL);
    Term inside = share.times(-1).plus(1).apply("Log").neg();
    return from.plus(ScoreFormula.ALIKE).less(nats).choose(beyond, inside);
  }
}
