package dev.vae.data.internal.csv;

import dev.vae.data.table.cell.CellReader;
import dev.vae.data.table.cell.DateStyle;
import dev.vae.data.table.cell.NumberStyle;
import dev.vae.data.table.cell.NumberText;
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

  /** Dates, read as days since 1970-01-01. */
  record Dates(CellReader reader, String pattern) implements CsvColumn {}

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
      return new Numbers(style.decimal());
    }
    if (column.type() == ColumnType.DATE && column.format() instanceof DateStyle style) {
      return style.order().epoch()
          ? new Numbers('.')
          : new Dates(new CellReader(column), style.pattern());
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
