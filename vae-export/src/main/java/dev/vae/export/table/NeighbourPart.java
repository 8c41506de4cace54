package dev.vae.export.table;

import dev.vae.data.internal.outlier.NeighbourDensity;
import dev.vae.data.internal.outlier.ReferenceRows;
import dev.vae.data.tabular.ColumnEncoding;
import dev.vae.data.tabular.formula.MemberFormula;
import dev.vae.export.internal.lower.OnnxGraph;
import dev.vae.export.internal.lower.Term;
import dev.vae.export.table.column.Cells;
import java.util.List;

/**
 * What near rows say. Values are whole multiples of 1/10,000, so the matrix product that gives
 * squared distances is exact in double precision, and a row that is the same is at distance 0.
 */
final class NeighbourPart {
  private final OnnxGraph graph;
  private final List<ColumnEncoding> columns;

  NeighbourPart(OnnxGraph graph, List<ColumnEncoding> columns) {
    this.graph = graph;
    this.columns = columns;
  }

  /** −log of the density but for a constant, {@code [N]}. */
  Term of(Cells cells, Term units, MemberFormula member) {
    double[][] rows = member.references();
    int r = rows.length;
    int d = columns.size();
    double[][] weights = new double[3 * d][r];
    double[][] both = new double[d][r];
    double[][] levels = new double[d][r];
    double[] numbers = new double[d];
    for (int c = 0; c < d; c++) {
      numbers[c] = columns.get(c).category() ? 0 : 1;
      for (int i = 0; i < r; i++) {
        double value = rows[i][c];
        boolean there = !Double.isNaN(value);
        both[c][i] = there ? 1 : 0;
        levels[c][i] = there ? value : -2;
        double unit = Math.rint(value * ReferenceRows.ROUNDED);
        if (there && numbers[c] > 0) {
          weights[c][i] = 1;
          weights[d + c][i] = -2 * unit;
          weights[2 * d + c][i] = unit * unit;
        }
      }
    }
    Term common = cells.observed().matmul(graph.table(both, r));
    Term own = units.times(graph.doubles(List.of((long) d), numbers));
    Term features = graph.concat(1, List.of(own.square(), own, cells.observed()));
    double unit = ReferenceRows.ROUNDED * ReferenceRows.ROUNDED;
    // whole numbers; rounded so that no runtime makes one product of both, scaled before its sums:
    // a row among the references is exactly 0 from itself
    Term sum = features.matmul(graph.table(weights, r)).apply("Round").over(unit);
    for (int c = 0; c < d; c++) {
      if (columns.get(c).category()) {
        Term observed = cells.observed().slice(1, c, c + 1);
        Term pairs = observed.matmul(graph.table(new double[][] {both[c]}, r));
        // what is missing here has no level; what is missing there has -2
        Term level = observed.more(0).choose(cells.values().slice(1, c, c + 1), graph.number(-1));
        Term same = level.equal(graph.doubles(List.of((long) r), levels[c])).asDouble();
        sum = sum.plus(pairs.minus(same).times(NeighbourDensity.OTHER_LEVEL));
      }
    }
    Term infinite = graph.number(Double.POSITIVE_INFINITY);
    Term distances = common.more(0).choose(sum.over(common), infinite);
    int kept = Math.min(r, NeighbourDensity.NEAREST + 1);
    Term nearest = distances.smallest(kept);
    Term plain = nearest.at(1, Math.min(kept - 1, NeighbourDensity.NEAREST - 1));
    Term skipped = nearest.at(1, Math.min(kept - 1, NeighbourDensity.NEAREST));
    Term squares = nearest.at(1, 0).equal(0).choose(skipped, plain);
    Term finite = squares.is("IsInf").choose(1, squares);
    Term observed = cells.observed().sum(1);
    Term said = finite.plus(NeighbourDensity.RESOLUTION).apply("Log").times(0.5).max(member.near());
    return said.times(observed);
  }

  /** Values in whole units of 1/10,000, {@code [N, D]}. */
  static Term units(Cells cells) {
    return cells.values().times(ReferenceRows.ROUNDED).apply("Round");
  }
}
