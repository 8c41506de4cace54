package dev.vae.export.table;

import dev.vae.data.tabular.formula.FillFormula;
import dev.vae.export.internal.lower.OnnxGraph;
import dev.vae.export.internal.lower.Term;
import dev.vae.export.internal.onnx.OnnxType;
import java.util.Arrays;
import java.util.List;

/** How far off draws were for hidden cells, of some columns, looked up by rank for every row. */
final class Residuals {
  private final OnnxGraph graph;
  private final boolean none;
  private final Term all;
  private final Term starts;
  private final Term counts;

  /**
   * Of columns with these bounds.
   *
   * @param hidden the fraction of each row's cells that are missing, {@code [N]}
   */
  Residuals(OnnxGraph graph, List<FillFormula.Bounds> columns, Term hidden) {
    this.graph = graph;
    double[] bins = FillFormula.bins();
    double[] flat = new double[0];
    double[][] from = new double[bins.length][columns.size()];
    double[][] count = new double[bins.length][columns.size()];
    for (int c = 0; c < columns.size(); c++) {
      for (int b = 0; b < bins.length; b++) {
        double[] own = columns.get(c).residuals()[b];
        from[b][c] = flat.length;
        count[b][c] = own.length;
        flat = Arrays.copyOf(flat, flat.length + own.length);
        System.arraycopy(own, 0, flat, flat.length - own.length, own.length);
      }
    }
    this.none = Arrays.stream(count).flatMapToDouble(Arrays::stream).anyMatch(n -> n == 0);
    this.all = graph.doubles(List.of((long) Math.max(1, flat.length)), padded(flat));
    Term bin = hidden.times(0);
    for (int b = 0; b < bins.length - 1; b++) {
      bin = bin.plus(hidden.more(bins[b]).asDouble());
    }
    Term at = bin.as(OnnxType.INT64);
    this.starts = graph.table(from, columns.size()).gather(0, at);
    this.counts = graph.table(count, columns.size()).gather(0, at);
  }

  private static double[] padded(double[] flat) {
    return flat.length == 0 ? new double[1] : flat;
  }

  /** How many there are for each row's cell, {@code [N, columns]}. */
  Term counts() {
    return counts;
  }

  /** Whether there may be none. */
  boolean none() {
    return none;
  }

  /** Those of these ranks from 0, or of the nearest ones that there are. */
  Term at(Term rank) {
    Term last = counts.minus(1);
    Term inside = rank.min(last).max(0);
    Term index = starts.plus(inside).as(OnnxType.INT64);
    Term length = all.length(0).minus(graph.longs(1));
    return all.gather(0, index.min(length));
  }
}
