package dev.vae.export.table;

import dev.vae.data.tabular.formula.MemberFormula;
import dev.vae.data.tabular.formula.ScoreFormula;
import dev.vae.export.internal.lower.OnnxGraph;
import dev.vae.export.internal.lower.Term;
import dev.vae.export.internal.onnx.OnnxType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where scores lie among those of held-out rows with about as many holes: by halving. */
final class RankPart {
  /** At least so many rows are compared with, if there are. */
  private static final int ENOUGH = ScoreFormula.ENOUGH;

  private final OnnxGraph graph;

  RankPart(OnnxGraph graph) {
    this.graph = graph;
  }

  /** Percentile and p-value, {@code [N]}. */
  record Outputs(Term percentile, Term pValue) {}

  /**
   * Finds the place of rows.
   *
   * @param left scores without what holes explain, {@code [members, N]}
   * @param seen how many columns each row has, {@code [N]}
   * @param width how many columns there are
   */
  Outputs of(Term left, Term seen, List<MemberFormula> members, int width) {
    List<Double> sorted = new ArrayList<>();
    long[] starts = new long[members.size() * (width + 1)];
    long[] counts = new long[starts.length];
    long most = 1;
    for (int m = 0; m < members.size(); m++) {
      int[] observed = members.get(m).observed();
      double[] rest = members.get(m).rest();
      int lastFrom = -1;
      int lastTo = -1;
      for (int s = 0; s <= width; s++) {
        int at = m * (width + 1) + s;
        int from = lowest(observed, s);
        int to = lowest(observed, s + 1);
        for (int reach = 1; to - from < ENOUGH && reach <= width; reach++) {
          from = lowest(observed, s - reach);
          to = lowest(observed, s + reach + 1);
        }
        if (from == lastFrom && to == lastTo) {
          starts[at] = starts[at - 1];
          counts[at] = counts[at - 1];
          continue;
        }
        starts[at] = sorted.size();
        counts[at] = to - from;
        most = Math.max(most, to - from);
        Arrays.stream(rest, from, to).sorted().forEach(sorted::add);
        lastFrom = from;
        lastTo = to;
      }
    }
    if (sorted.isEmpty()) {
      sorted.add(0.0);
    }
    Term values =
        graph.doubles(List.of((long) sorted.size()), sorted.stream().mapToDouble(v -> v).toArray());
    Term columns = seen.as(OnnxType.INT64);
    Term start = table(starts, members.size(), width + 1).gather(1, columns);
    Term count = table(counts, members.size(), width + 1).gather(1, columns);
    Term low = start;
    Term high = start.plus(count);
    Term target = left.minus(left.apply("Abs").max(1).times(ScoreFormula.EQUAL));
    Term last = graph.longs(sorted.size() - 1L);
    for (long size = most; size > 0; size /= 2) {
      Term middle = low.plus(high).over(graph.longs(2));
      Term inside = low.less(high);
      Term value = values.gather(0, middle.less(last).choose(middle, last));
      Term lower = inside.and(value.less(target));
      Term next = middle.plus(graph.longs(1));
      high = inside.and(lower.not()).choose(middle, high);
      low = lower.choose(next, low);
    }
    Term lower = low.minus(start).sum(0).asDouble();
    Term compared = count.sum(0).asDouble();
    return new Outputs(
        lower.times(100).over(compared), compared.minus(lower).plus(1).over(compared.plus(1)));
  }

  private Term table(long[] values, int rows, int columns) {
    return graph.longs(values).reshape(rows, columns);
  }

  private static int lowest(int[] observed, int columns) {
    int at = Arrays.binarySearch(observed, columns);
    at = at < 0 ? -at - 1 : at;
    while (at > 0 && observed[at - 1] >= columns) {
      at--;
    }
    return at;
  }
}
