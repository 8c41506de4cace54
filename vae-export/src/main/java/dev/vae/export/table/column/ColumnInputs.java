package dev.vae.export.table.column;

import dev.vae.data.table.cell.DateOrder;
import dev.vae.data.table.cell.DateStyle;
import dev.vae.data.table.cell.DurationStyle;
import dev.vae.data.table.cell.UnitStyle;
import dev.vae.data.table.column.Column;
import dev.vae.data.tabular.ColumnEncoding;
import dev.vae.data.tabular.formula.ScoreFormula;
import dev.vae.data.tabular.parts.RowParts;
import dev.vae.export.internal.lower.OnnxGraph;
import dev.vae.export.internal.lower.Term;
import dev.vae.export.internal.onnx.OnnxType;
import dev.vae.export.internal.text.BasicText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** An input for each column of the table, and what the model makes of them. */
public final class ColumnInputs {
  private final OnnxGraph graph;
  private final List<Column> columns;
  private final List<ColumnEncoding> encodings;

  /**
   * Of modelled columns.
   *
   * @param columns those of the table
   * @param encodings those of the model, of which a date with cycles has several
   */
  public ColumnInputs(OnnxGraph graph, List<Column> columns, List<ColumnEncoding> encodings) {
    this.graph = graph;
    this.columns = columns;
    this.encodings = encodings;
  }

  /** Returns how a column's values are given. */
  public static OnnxType type(Column column) {
    return WordColumn.is(column) || DateColumn.is(column) ? OnnxType.STRING : OnnxType.DOUBLE;
  }

  /** Returns what an input holds, in words. */
  public static String doc(Column column) {
    if (WordColumn.is(column)) {
      return column.blankIsValue()
          ? "words as in the file, empty for a blank, " + column.missingText() + " where missing"
          : "words as in the file, empty where missing";
    }
    if (column.hashed()) {
      return "the bucket of each word, NaN where missing: see bundle.json";
    }
    if (column.format() instanceof DateStyle style) {
      return DateColumn.is(column)
          ? "dates as " + style.pattern() + ", empty where missing"
          : style.order().epoch()
              ? "numbers as in the file, NaN where missing"
              : "days since 1970-01-01 in UTC, or the fraction of a day, NaN where missing";
    }
    if (column.format() instanceof DurationStyle) {
      return "seconds, NaN where missing";
    }
    if (column.format() instanceof UnitStyle style) {
      int last = style.units().size() - 1;
      return "numbers, NaN where missing, of which 1"
          + style.units().get(last)
          + " is "
          + style.factors().get(last);
    }
    return "numbers, NaN where missing";
  }

  /** Returns the raw value of each column, {@code [N]}, NaN where missing. */
  public List<Term> raw() {
    List<Term> inputs = new ArrayList<>();
    for (Column column : columns) {
      inputs.add(graph.input(BasicText.of(column.name()), type(column), List.of("N"), doc(column)));
    }
    List<Term> values = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      graph.at("columns/" + columns.get(c).name());
      values.add(value(columns.get(c), inputs.get(c)));
    }
    return values;
  }

  private Term value(Column column, Term input) {
    if (WordColumn.is(column)) {
      return WordColumn.index(graph, column, input);
    }
    if (DateColumn.is(column)) {
      return DateColumn.days(graph, column, input);
    }
    Term number = input.is("IsInf").choose(Double.NaN, input);
    return column.format() instanceof DateStyle style && style.order().epoch()
        ? number.over(style.order() == DateOrder.EPOCH_SECONDS ? 86_400.0 : 86_400_000.0)
        : number;
  }

  /** Returns rows as the members see them, of raw values {@code [N]} each. */
  public Cells cells(List<Term> raw) {
    graph.at("cells");
    RowParts parts = ColumnEncoding.parts(encodings);
    List<Term> apart = new ArrayList<>();
    for (int c = 0; c < encodings.size(); c++) {
      apart.add(DateCells.part(parts.part(c), raw.get(parts.cell(c))).unsqueeze(1));
    }
    Term values = graph.concat(1, apart);
    Term missing = values.is("IsNaN");
    Term filled = missing.choose(0, values);
    return new Cells(missing.choose(0, modelled(filled)), missing.not().asDouble());
  }

  /** As {@link ColumnEncoding#toModel}, of all columns at once. */
  private Term modelled(Term raw) {
    Term value = raw;
    if (logs()) {
      Term least = smallest();
      Term moved = raw.plus(offset());
      Term above = moved.atLeast(least);
      Term log = above.choose(moved, least).apply("Log");
      Term line = least.apply("Log").plus(moved.minus(least).over(least));
      value = row(e -> e.log() ? 1 : 0).more(0).choose(above.choose(log, line), raw);
    }
    Term z = value.minus(centre()).over(scale());
    Term beyond = z.apply("Abs").minus(ScoreFormula.FAR);
    Term drawn = beyond.max(0).plus(1).apply("Log").plus(ScoreFormula.FAR).times(z.apply("Sign"));
    Term seen = beyond.more(0).and(row(e -> e.category() ? 0 : 1).more(0)).choose(drawn, z);
    // logarithms may differ in their last digit, and a spike is one to the last digit
    for (int i = 0; i < most(ColumnEncoding::log); i++) {
      int at = i;
      Term spike = row(e -> e.log() ? spike(e.spikes(), at) : Double.NaN);
      seen = raw.equal(spike).choose(row(e -> value(e.modelSpikes(), at)), seen);
    }
    return seen;
  }

  /** Returns what {@link ColumnEncoding#toRaw} does but for spikes, of the last axis's columns. */
  public Term toRaw(Term model) {
    Term beyond = model.apply("Abs").minus(ScoreFormula.FAR);
    Term far = beyond.max(0).apply("Exp").plus(ScoreFormula.FAR - 1).times(model.apply("Sign"));
    Term z = beyond.more(0).and(row(e -> e.category() ? 0 : 1).more(0)).choose(far, model);
    Term value = z.times(scale()).plus(centre());
    if (!logs()) {
      return value;
    }
    Term least = smallest();
    Term floor = least.apply("Log");
    Term line = least.plus(value.minus(floor).times(least));
    Term moved = value.atLeast(floor).choose(value.apply("Exp"), line);
    return row(e -> e.log() ? 1 : 0).more(0).choose(moved.minus(offset()), value);
  }

  /**
   * Returns the same for cells that are handed out: spikes are what they were to the last digit.
   */
  public Term toCells(Term model) {
    Term value = toRaw(model);
    for (int i = 0; i < most(e -> true); i++) {
      int at = i;
      Term spike = row(e -> spike(e.modelSpikes(), at));
      value = model.equal(spike).choose(row(e -> value(e.spikes(), at)), value);
    }
    return value;
  }

  private int most(Predicate<ColumnEncoding> of) {
    return encodings.stream().filter(of).mapToInt(e -> e.spikes().size()).max().orElse(0);
  }

  private static double spike(List<Double> spikes, int at) {
    return at < spikes.size() ? spikes.get(at) : Double.NaN;
  }

  private static double value(List<Double> spikes, int at) {
    return at < spikes.size() ? spikes.get(at) : 0;
  }

  private boolean logs() {
    return encodings.stream().anyMatch(ColumnEncoding::log);
  }

  private Term offset() {
    return row(e -> e.log() ? e.offset() : 0);
  }

  private Term smallest() {
    return row(e -> e.log() ? e.smallest() : 1);
  }

  private Term centre() {
    return row(e -> e.category() ? 0 : e.centre());
  }

  private Term scale() {
    return row(e -> e.category() ? 1 : e.scale());
  }

  /** A number of each column. */
  private Term row(ToDoubleFunction<ColumnEncoding> number) {
    double[] values = encodings.stream().mapToDouble(number).toArray();
    return graph.doubles(List.of((long) values.length), values);
  }
}
