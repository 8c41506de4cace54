package dev.vae.export.table;

import dev.vae.data.tabular.ColumnEncoding;
import dev.vae.data.tabular.formula.MemberFormula;
import dev.vae.data.tabular.formula.ScoreFormula;
import dev.vae.export.internal.lower.OnnxGraph;
import dev.vae.export.internal.lower.Term;
import dev.vae.export.internal.onnx.OnnxType;
import dev.vae.export.table.column.Cells;
import java.util.ArrayList;
import java.util.List;

/**
 * What principal components say of rows, and columns by themselves: Gaussian densities of what was
 * observed by Woodbury's identity, densities on grids and shares of levels.
 */
final class BaselineParts {
  private static final double LOG_2_PI = StrictMath.log(2 * Math.PI);

  private final OnnxGraph graph;
  private final List<ColumnEncoding> columns;
  private final List<Long> numbers = new ArrayList<>();
  private final List<Long> categories = new ArrayList<>();

  BaselineParts(OnnxGraph graph, List<ColumnEncoding> columns) {
    this.graph = graph;
    this.columns = columns;
    for (int c = 0; c < columns.size(); c++) {
      (columns.get(c).category() ? categories : numbers).add((long) c);
    }
  }

  /**
   * What a member says, {@code [N]} each.
   *
   * @param dependent −log p by principal components and shares
   * @param pattern what the pattern of holes alone says
   */
  record Scores(Term dependent, Term pattern) {}

  private Term pick(Term cells, List<Long> which) {
    return which.size() == columns.size()
        ? cells
        : cells.gather(1, graph.longs(which.stream().mapToLong(c -> c).toArray()));
  }

  /** What a member's principal components say; {@code shares} is that of its categories. */
  Scores dependent(Cells cells, MemberFormula member, Term shares) {
    if (numbers.isEmpty()) {
      return new Scores(shares, shares.times(0));
    }
    int d = numbers.size();
    int q = member.axes().length;
    Term observed = pick(cells.observed(), numbers);
    double[] mean = numbers.stream().mapToDouble(c -> member.mean()[c.intValue()]).toArray();
    Term x =
        pick(cells.values(), numbers).minus(graph.doubles(List.of((long) d), mean)).times(observed);
    Term seen = observed.sum(1);
    Term squares = x.square().sum(1);
    Term logDeterminant = seen.minus(q).times(StrictMath.log(member.variance()));
    Term distance = squares;
    if (q > 0) {
      Solved solved = solved(x, observed, member, d, q);
      logDeterminant = logDeterminant.plus(solved.logDeterminant);
      distance = squares.minus(solved.explained);
    }
    Term constant = seen.times(LOG_2_PI).plus(logDeterminant);
    Term gaussian = constant.plus(distance.over(member.variance())).times(0.5);
    Term some = seen.more(0);
    Term none = graph.number(0);
    return new Scores(
        shares.plus(some.choose(gaussian, none)), some.choose(constant.times(0.25), none));
  }

  /** log|M| and bᵀM⁻¹b. */
  private record Solved(Term logDeterminant, Term explained) {}

  /** By elimination, with M = σ²I + WWᵀ of the observed columns and b = W(x − μ), for each row. */
  private Solved solved(Term x, Term observed, MemberFormula member, int d, int q) {
    double[][] axes = new double[d][q];
    double[][] products = new double[d][q * q];
    double[] ridge = new double[q * q];
    for (int i = 0; i < q; i++) {
      ridge[i * q + i] = member.variance();
      for (int c = 0; c < d; c++) {
        int column = numbers.get(c).intValue();
        axes[c][i] = member.axes()[i][column];
        for (int j = 0; j < q; j++) {
          products[c][i * q + j] = member.axes()[i][column] * member.axes()[j][column];
        }
      }
    }
    Term b = x.matmul(graph.table(axes, q)).reshape(-1, q, 1);
    Term m =
        observed
            .matmul(graph.table(products, q * q))
            .plus(graph.doubles(List.of((long) q * q), ridge))
            .reshape(-1, q, q);
    Term left = graph.concat(2, List.of(m, b));
    List<Term> logs = new ArrayList<>();
    List<Term> explained = new ArrayList<>();
    for (int r = q; r > 0; r--) {
      Term first = left.slice(1, 0, 1);
      Term pivot = first.slice(2, 0, 1);
      logs.add(pivot.apply("Log"));
      explained.add(first.slice(2, r, r + 1).square().over(pivot));
      if (r > 1) {
        Term below = left.slice(1, 1, r);
        Term ratio = below.slice(2, 0, 1).over(pivot);
        left = below.slice(2, 1, r + 1).minus(ratio.times(first.slice(2, 1, r + 1)));
      }
    }
    return new Solved(
        graph.concat(1, logs).reshape(-1, q).sum(1),
        graph.concat(1, explained).reshape(-1, q).sum(1));
  }

  /** −log of the levels' shares, summed, for every member: {@code [N, members]}. */
  Term shares(Cells cells, List<MemberFormula> members) {
    if (categories.isEmpty()) {
      return nothing(cells, members.size());
    }
    List<double[]> rows = new ArrayList<>();
    double[] starts = new double[categories.size()];
    for (int i = 0; i < starts.length; i++) {
      int c = categories.get(i).intValue();
      starts[i] = rows.size();
      for (int l = 0; l <= columns.get(c).levels(); l++) {
        int level = l;
        rows.add(members.stream().mapToDouble(m -> -m.logShares()[c][level]).toArray());
      }
    }
    Term at = pick(cells.values(), categories).plus(row(starts)).as(OnnxType.INT64);
    Term each = table(rows, members.size()).gather(0, at);
    return each.times(pick(cells.observed(), categories).unsqueeze(2)).sum(1);
  }

  /** −log of the densities of numbers by themselves, summed: {@code [N, members]}. */
  Term alone(Cells cells, List<MemberFormula> members) {
    if (numbers.isEmpty()) {
      return nothing(cells, members.size());
    }
    int points = members.get(0).logDensities()[numbers.get(0).intValue()].length;
    double reach = ScoreFormula.GRID_REACH;
    List<double[]> rows = new ArrayList<>();
    double[] starts = new double[numbers.size()];
    for (int i = 0; i < starts.length; i++) {
      int c = numbers.get(i).intValue();
      starts[i] = rows.size();
      for (int p = 0; p < points; p++) {
        int point = p;
        rows.add(members.stream().mapToDouble(m -> -m.logDensities()[c][point]).toArray());
      }
    }
    Term x = pick(cells.values(), numbers);
    Term place = x.max(-reach).min(reach).plus(reach).over(2 * reach / (points - 1));
    Term below = place.apply("Floor").min(points - 2);
    Term part = place.minus(below).unsqueeze(2);
    Term at = below.plus(row(starts)).as(OnnxType.INT64);
    Term grid = table(rows, members.size());
    Term low = grid.gather(0, at);
    Term high = grid.gather(0, at.plus(graph.longs(1)));
    Term inside = low.times(part.times(-1).plus(1)).plus(high.times(part));
    Term beyond = x.apply("Abs").over(reach).max(1).apply("Log").times(2).unsqueeze(2);
    return inside.plus(beyond).times(pick(cells.observed(), numbers).unsqueeze(2)).sum(1);
  }

  private Term nothing(Cells cells, int members) {
    return cells.observed().sum(1).times(0).unsqueeze(1).times(row(new double[members]));
  }

  private Term row(double[] values) {
    return graph.doubles(List.of((long) values.length), values);
  }

  private Term table(List<double[]> rows, int width) {
    return graph.table(rows.toArray(double[][]::new), width);
  }
}
