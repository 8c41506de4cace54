package dev.vae.export.table.column;

import dev.vae.data.table.cell.DateOrder;
import dev.vae.data.table.cell.DateStyle;
import dev.vae.data.table.cell.DurationStyle;
import dev.vae.data.table.cell.NumberStyle;
import dev.vae.data.table.cell.UnitStyle;
import dev.vae.data.table.column.Column;
import dev.vae.export.internal.lower.OnnxGraph;
import dev.vae.export.internal.lower.Term;
import dev.vae.export.internal.onnx.OnnxType;
import java.util.ArrayList;
import java.util.List;

/** Values of a column as a program reads them: words as texts, all else as numbers. */
public final class ColumnOutputs {
  /** Numbers with as many decimals are not rounded. */
  private static final int MOST_DIGITS = 15;

  /** Below it a number is rounded as if it were that large. */
  private static final double TINY = 1e-290;

  private ColumnOutputs() {}

  /** Returns what the value of a column is, in words. */
  public static String doc(Column column) {
    return WordColumn.is(column)
        ? "a word, empty for none"
        : DateColumn.is(column) ? "days since 1970-01-01" : ColumnInputs.doc(column);
  }

  /** Returns values of a column, {@code [N]}: of levels their words, none where NaN. */
  public static Term of(OnnxGraph graph, Column column, Term raw) {
    if (!WordColumn.is(column)) {
      return raw;
    }
    int levels = column.levels().size();
    List<String> words = new ArrayList<>();
    for (int l = 0; l <= levels; l++) {
      String word = column.format(l);
      words.add(word.isEmpty() && l == levels ? "unseen value" : word);
    }
    words.add("");
    Term index = raw.max(0).min(levels).apply("Round");
    Term at = raw.is("IsNaN").choose(levels + 1, index).as(OnnxType.INT64);
    return graph.texts(List.of((long) words.size()), words).gather(0, at);
  }

  /**
   * A filled value.
   *
   * @param text whether it is a text, as the column's input is
   */
  public record Filled(Term value, boolean text, String doc) {}

  /** Returns filled values of a column, {@code [N]}, written as the column's input takes them. */
  public static Filled filled(OnnxGraph graph, Column column, Term raw) {
    String as = "the cell, filled where it was missing: " + ColumnInputs.doc(column);
    if (WordColumn.is(column)) {
      return new Filled(of(graph, column, raw), true, as);
    }
    if (DateColumn.is(column)) {
      return new Filled(new WrittenDate(graph, (DateStyle) column.format()).of(raw), true, as);
    }
    Term value = units(column, raw);
    if (column.format() instanceof DurationStyle style) {
      boolean fitting = style.form() == DurationStyle.Form.ONE_WORD;
      Term written =
          fitting
              ? FittingUnit.rounded(value, style.sizes(), style.decimals())
              : value.over(style.unit()).apply("Round").times(style.unit());
      return new Filled(written, false, as);
    }
    if (column.format() instanceof UnitStyle style) {
      int digits = style.number().most();
      return new Filled(FittingUnit.rounded(value, style.factors(), digits), false, as);
    }
    boolean epoch = column.format() instanceof DateStyle style && style.order().epoch();
    NumberStyle number =
        column.format() instanceof NumberStyle style && !column.type().hasLevels() ? style : null;
    int digits = number != null ? number.most() : epoch ? 0 : MOST_DIGITS;
    if (digits < MOST_DIGITS && number != null && number.scientific()) {
      value = significant(value, digits);
    } else if (digits < MOST_DIGITS) {
      double unit = Math.pow(10, digits);
      value = value.times(unit).apply("Round").over(unit);
    }
    return new Filled(value, false, as);
  }

  /** Rounds to so many digits behind the first that is not 0. */
  private static Term significant(Term value, int digits) {
    double ten = Math.log(10);
    Term power = value.apply("Abs").max(TINY).apply("Log").over(ten).apply("Floor");
    Term unit = power.neg().plus(digits).times(ten).apply("Exp");
    return value.times(unit).apply("Round").over(unit);
  }

  /** Returns values in the units of the column's input: of an epoch its seconds or milliseconds. */
  public static Term units(Column column, Term raw) {
    return column.format() instanceof DateStyle style && style.order().epoch()
        ? raw.times(style.order() == DateOrder.EPOCH_SECONDS ? 86_400.0 : 86_400_000.0)
        : raw;
  }
}
