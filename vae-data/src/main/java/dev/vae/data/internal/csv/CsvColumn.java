package dev.vae.data.internal.csv;

import dev.vae.data.table.cell.CellReader;
import dev.vae.data.table.cell.DateStyle;
import dev.vae.data.table.cell.DurationStyle;
import dev.vae.data.table.cell.NumberStyle;
import dev.vae.data.table.cell.NumberText;
import dev.vae.data.table.cell.UnitStyle;
import dev.vae.data.table.column.Column;
import dev.vae.data.table.column.ColumnType;
import dev.vae.data.table.column.Doubt;
import java.util.Locale;

/**
 * How the cells of a column of a file of text become numbers, decided from all of its cells. A
 * number counts as such even where a table would take it for a level or for a row's name.
 */
sealed interface CsvColumn {
  /** From so many rows on, words that are different in every row are names of rows. */
  int ENOUGH_ROWS = 100;

  /** Numbers, with a decimal mark. */
  record Numbers(char decimal) implements CsvColumn {}

  /**
   * Numbers in a style of their own: dates, lengths of time, numbers with units.
   *
   * @param holds what the column holds and how it is read
   * @param expected what a cell must be
   */
  record Written(CellReader reader, String holds, String expected) implements CsvColumn {}

  /** Words, though some may look like numbers. */
  record Words() implements CsvColumn {}

  /** Words, or numbers: as the first cell is, all must be. */
  record AsFirst() implements CsvColumn {}

  /** Nothing that could be learned, read likewise for a model that knows the column. */
  record LeftOut(CsvColumn likewise, String reason) implements CsvColumn {}

  /** Returns what a column is by its place in a table's schema. */
  static CsvColumn of(Column column, long rows) {
    if (column.type() == ColumnType.EMPTY) {
      return new LeftOut(new Numbers('.'), column.reason());
    }
    if (column.format() instanceof NumberStyle style) {
      boolean known = !Double.isNaN(new NumberText().parse("1" + style.suffix(), style.decimal()));
      return known
          ? new Numbers(style.decimal())
          : new Written(
              new CellReader(column),
              "holds numbers with '" + style.suffix().strip() + "' behind: read without it",
              "a number");
    }
    if (column.format() instanceof DurationStyle style) {
      return new Written(
          new CellReader(column),
          "holds lengths of time: read as seconds",
          "a length of time such as " + style.format(5025));
    }
    if (column.format() instanceof UnitStyle style) {
      return new Written(
          new CellReader(column),
          "holds numbers in several units: read as " + style.kind(),
          "a number such as " + style.format(style.factors().get(0)));
    }
    if (column.type() == ColumnType.DATE && column.format() instanceof DateStyle style) {
      return style.order().epoch()
          ? new Numbers('.')
          : new Written(
              new CellReader(column),
              "holds dates (" + style.pattern() + "): read as days since 1970-01-01",
              "a date as " + style.pattern());
    }
    boolean names = column.type() == ColumnType.ID || column.type() == ColumnType.TEXT;
    if (names && rows >= ENOUGH_ROWS && column.doubts().stream().noneMatch(Doubt::ofDigits)) {
      return new LeftOut(new AsFirst(), column.reason());
    }
    return column.doubts().stream().anyMatch(d -> d.why().equals(Doubt.LEADING_ZEROS))
        ? new Words()
        : new AsFirst();
  }

  /** Returns the number in a text without blanks around it; NaN if it is none. */
  static double number(NumberText numbers, String text, char decimal) {
    double value = numbers.parse(text, decimal);
    return Double.isNaN(value) ? infinity(text) : value;
  }

  private static double infinity(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> Double.NaN;
    };
  }
}
