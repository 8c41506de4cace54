package dev.vae.data.tabular;

import dev.vae.data.table.TableSchema;
import dev.vae.data.table.cell.DateOrder;
import dev.vae.data.table.cell.DateStyle;
import dev.vae.data.table.cell.NumberStyle;
import dev.vae.data.table.column.Column;
import dev.vae.data.table.column.ColumnTransform;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;

/**
 * The anomaly score of a row, with its percentile, p-value and reasons.
 *
 * @param row its number in the table, from 0
 * @param score −log p of what was observed of it, in nats of the model's units, but for a constant:
 *     the larger, the odder. p is the weighted geometric mean of the densities that the members'
 *     parts give, of which the VAEs are one; percentile and p-value are those of this score
 * @param standardError of the score, from the draws that the VAEs' part was estimated by
 * @param percentile how many of 100 rows like those of training score lower
 * @param pValue how likely a row like those of training scores as high, compared with held-out rows
 *     of about as many observed cells: small for odd rows. Never below 1 / (rows compared with + 1)
 * @param reasons the columns that are most surprising given the others, the most surprising first
 */
public record RowScore(
    long row,
    double score,
    double standardError,
    double percentile,
    double pValue,
    List<Reason> reasons) {

  /** Less than a millisecond, in days. */
  private static final double ROUNDED = 1e-9;

  /** Copies the list. */
  public RowScore {
    reasons = List.copyOf(reasons);
  }

  /** The same of a row with another number. */
  RowScore at(long number) {
    return new RowScore(number, score, standardError, percentile, pValue, reasons);
  }

  /**
   * A column that is surprising given the others.
   *
   * @param column its name
   * @param surprise −log of the share of held-out rows in which the column is more surprising: 3 is
   *     1 row in 20, 7 is 1 in 1,000; beyond what was seen, by an exponential tail
   * @param value what stands there, in raw units; the number of a level for categories
   * @param expected what was to be expected given the others, likewise
   */
  public record Reason(String column, double surprise, double value, double expected) {
    /** From here on digits alone cannot be read. */
    private static final double HUGE = 1e21;

    /** Returns the reason in words of a table's schema, see {@link TableModel#words}. */
    public String words(TableSchema schema) {
      Column found = schema.column(column);
      String stands = said(found, value) + weekday(found, value);
      String usual = said(found, expected) + weekday(found, expected);
      if (stands.equals(usual)) {
        return column + " " + stands + ", as expected";
      }
      boolean levels = found.type().hasLevels();
      if (!levels && found.format() instanceof NumberStyle style) {
        boolean huge = Math.abs(value) >= HUGE;
        NumberStyle whole = huge ? style.withExponent() : style.exact();
        stands = text(found.withFormat(whole), value); // a cell as it is in the table
      }
      return column + " " + stands + (levels ? ", expected " : ", expected about ") + usual;
    }

    /** The weekday of a date whose cycles are modelled. */
    private static String weekday(Column column, double days) {
      boolean dated =
          column.transform() == ColumnTransform.CYCLES
              && column.format() instanceof DateStyle style
              && style.order() != DateOrder.TIME;
      if (!dated || Double.isNaN(days)) {
        return "";
      }
      double shift = ((DateStyle) column.format()).offset() / 1440.0;
      return " ("
          + LocalDate.ofEpochDay((long) Math.floor(days + shift + ROUNDED))
              .getDayOfWeek()
              .getDisplayName(TextStyle.FULL, Locale.ENGLISH)
          + ")";
    }

    /** A value of a column as the table would write it; a level never seen has no text. */
    static String text(Column column, double value) {
      String text = column.format(value);
      boolean known = Double.isNaN(value) || blank(column, value);
      return text.isEmpty() && !known ? "unseen value" : text;
    }

    private static boolean blank(Column column, double value) {
      return column.blankIsValue() && value < column.levels().size();
    }

    private static String said(Column column, double value) {
      String text = text(column, value);
      return text.isEmpty() && blank(column, value) ? "blank" : text;
    }
  }
}
