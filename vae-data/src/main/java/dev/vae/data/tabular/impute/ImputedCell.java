package dev.vae.data.tabular.impute;

import dev.vae.data.table.column.Column;
import java.util.List;

/**
 * A cell that was missing, and what is known of it.
 *
 * @param column the column's name
 * @param value the single value, as the table would hold it: a number, days since 1970-01-01 for
 *     dates, the index of a level for categories
 * @param text the same, written in the column's own style
 * @param low the lower end of the interval; NaN for categories
 * @param high the upper end; NaN for categories
 * @param lowText the lower end, written as {@code text} is; empty for categories
 * @param highText the upper end, likewise
 * @param levels for categories, the levels that belong to the set, the likeliest first; else empty
 * @param spread the standard deviation of a number's draws; for a category, 1 − the probability of
 *     the likeliest level
 */
public record ImputedCell(
    String column,
    double value,
    String text,
    double low,
    double high,
    String lowText,
    String highText,
    List<String> levels,
    double spread) {

  /** Copies the list. */
  public ImputedCell {
    levels = List.copyOf(levels);
  }

  /** Returns a cell whose texts are written as a column writes its cells. */
  public static ImputedCell of(
      Column column, double value, double low, double high, List<String> levels, double spread) {
    return new ImputedCell(
        column.name(),
        value,
        column.format(value),
        low,
        high,
        column.format(low),
        column.format(high),
        levels,
        spread);
  }
}
