package dev.vae.export.table;

import dev.vae.data.table.column.Column;
import dev.vae.data.table.column.ColumnType;
import dev.vae.data.tabular.ColumnEncoding;
import dev.vae.data.tabular.formula.FillFormula;
import dev.vae.export.internal.lower.OnnxGraph;
import dev.vae.export.internal.lower.Term;
import dev.vae.export.internal.onnx.OnnxType;
import dev.vae.export.table.column.ColumnInputs;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What weighted draws say of the columns that are modelled as numbers. */
final class FilledNumbers {
  private final OnnxGraph graph;
  private final List<Column> columns;
  private final List<ColumnEncoding> encodings;
  private final List<FillFormula.Bounds> bounds;
  private final Term low;
  private final Term high;

  FilledNumbers(
      OnnxGraph graph,
      List<Column> columns,
      List<ColumnEncoding> encodings,
      List<FillFormula.Bounds> bounds) {
    this.graph = graph;
    this.columns = columns;
    this.encodings = encodings;
    this.bounds = bounds;
    this.low = row(bounds, FillFormula.Bounds::low);
    this.high = row(bounds, FillFormula.Bounds::high);
  }

  /** The interval's ends and the draws' deviation, {@code [N, columns]} each. */
  record Outputs(Term low, Term high, Term spread) {}

  /**
   * Fills.
   *
   * @param values draws in the model's units, {@code [K, N, columns]}
   * @param means what draws are means of
   * @param level the fraction that intervals are to cover
   */
  Outputs of(
      ImportanceWeights weights,
      Term values,
      Term means,
      Residuals residuals,
      Term level,
      int draws) {
    ColumnInputs units = new ColumnInputs(graph, columns, encodings);
    Term raw = inside(units.toRaw(values));
    Term straight = units.toRaw(weights.mean(means));
    Term byRaw = row(encodings, e -> e.averagesRaw() ? 1 : 0).more(0);
    Term mean = byRaw.choose(weights.mean(raw), inside(straight));
    Term apart = whole(raw).minus(mean);
    Term spread = weights.mean(apart.square()).apply("Sqrt");
    Term one = graph.longs(1);
    Term each = graph.longs(columns.size());
    List<Term> sorted = values.transpose(1, 2, 0).sorted(draws);
    Term shares = weights.byRow().unsqueeze(1).expand(one, each, one).gatherLast(sorted.get(1));
    Draws ordered = new Draws(sorted.get(0), shares, shares.runningSum(), draws);
    Term below = ordered.quantile(graph.number(FillFormula.LOW));
    Term median = ordered.quantile(graph.number(0.5));
    Term above = ordered.quantile(graph.number(FillFormula.HIGH));
    Term wide = above.minus(below).over(2).max(FillFormula.LEAST_SPREAD);
    Term tail = level.neg().plus(1).over(2);
    Term count = residuals.counts();
    Term first = count.plus(1).times(tail).plus(1e-9).apply("Floor").minus(1);
    Term last = count.minus(1).minus(first);
    Term from = median.plus(wide.times(residuals.at(first)));
    Term to = median.plus(wide.times(residuals.at(last)));
    if (residuals.none()) {
      Term some = count.more(0);
      from = some.choose(from, ordered.quantile(tail));
      to = some.choose(to, ordered.quantile(level.plus(1).over(2)));
    }
    Term least = inside(units.toCells(from));
    Term most = inside(units.toCells(to));
    if (encodings.stream().anyMatch(e -> !e.spikes().isEmpty())) {
      // residuals are ranks among draws; beyond all draws nothing is known
      Term ranked = row(encodings, e -> e.spikes().isEmpty() ? 0 : 1).more(0);
      Term some = ranked.and(count.more(0));
      Term start = residuals.at(first);
      Term end = residuals.at(last);
      Term under = start.more(FillFormula.NEAR).not();
      Term over = end.more(1 - FillFormula.NEAR);
      Draws.Ends ends = ordered.ends(start, end);
      Draws.Ends narrow = ordered.narrower(ends, end.minus(start));
      Term whole = under.or(over);
      Term lower = inside(units.toCells(whole.choose(ends.low(), narrow.low())));
      Term upper = inside(units.toCells(whole.choose(ends.high(), narrow.high())));
      lower = under.choose(low, lower);
      upper = over.choose(high, upper);
      least = some.choose(lower, least);
      most = some.choose(upper, most);
    }
    Term up = least.apply("Ceil");
    Term down = most.apply("Floor");
    Term between = down.atLeast(up);
    Term nearest = least.plus(most).over(2).apply("Round");
    return new Outputs(
        wholes().choose(between.choose(up, nearest), least),
        wholes().choose(between.choose(down, nearest), most),
        spread);
  }

  /** Draws in ascending order, their weights and sums of these, {@code [N, columns, K]}. */
  private record Draws(Term values, Term weights, Term sums, int count) {
    /** Two ends of an interval, {@code [N, columns]}. */
    private record Ends(Term low, Term high) {}

    Ends ends(Term from, Term to) {
      return new Ends(quantile(from.unsqueeze(2)), quantile(to.unsqueeze(2)));
    }

    /** The narrower of the parts from the lower end on, or up to the upper one. */
    Ends narrower(Ends wide, Term weight) {
      Term below = weights.times(values.less(wide.low.unsqueeze(2)).asDouble()).sum(2);
      Term upTo = weights.times(wide.high.unsqueeze(2).atLeast(values).asDouble()).sum(2);
      Term end = quantile(below.plus(weight).unsqueeze(2));
      Term start = quantile(upTo.minus(weight).plus(2 * FillFormula.ROUNDED).unsqueeze(2));
      Term first = wide.high.minus(start).atLeast(end.minus(wide.low));
      return new Ends(first.choose(wide.low, start), first.choose(end, wide.high));
    }

    /** The smallest value that at least so much of the weight lies at or below. */
    Term quantile(Term share) {
      Term least = share.minus(FillFormula.ROUNDED);
      Term at = sums.less(least).asDouble().reduce("ReduceSum", 2, true).min(count - 1.0);
      return values.gatherLast(at.as(OnnxType.INT64)).squeeze(2);
    }
  }

  private Term inside(Term raw) {
    return raw.max(low).min(high);
  }

  private Term whole(Term raw) {
    return wholes().choose(raw.apply("Round"), raw);
  }

  private Term wholes() {
    return row(columns, c -> c.type() == ColumnType.COUNT || c.type().hasLevels() ? 1 : 0).more(0);
  }

  private <T> Term row(List<T> of, ToDoubleFunction<T> number) {
    return graph.doubles(List.of((long) of.size()), of.stream().mapToDouble(number).toArray());
  }
}
