package dev.vae.data.tabular.parts;

import dev.vae.data.table.cell.DateOrder;
import dev.vae.data.table.cell.DateStyle;
import dev.vae.data.table.column.Column;
import dev.vae.data.table.column.ColumnTransform;
import dev.vae.data.table.column.ColumnType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which cycles the columns of a table have. */
public final class DateCycles {
  private static final List<DatePart> OF_OTHERS = List.of(DatePart.WEEKDAY, DatePart.HOUR);

  private DateCycles() {}

  /**
   * Returns the parts that a column is modelled by; {@link Part#WHOLE} alone of all but dates with
   * cycles.
   *
   * @param columns those that are modelled
   * @param at which of them
   * @param rows in the table's units, by these columns, NaN where missing
   */
  public static List<Part> of(List<Column> columns, int at, double[][] rows) {
    Column column = columns.get(at);
    boolean days = column.transform() == ColumnTransform.STANDARDIZE;
    if (column.type() != ColumnType.DATE || days) {
      return List.of(Part.WHOLE);
    }
    List<Cycles.Other> others = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      double[] values = values(rows, c);
      Column other = columns.get(c);
      if (c == at) {
        continue;
      }
      if (other.type() == ColumnType.DATE) {
        for (DatePart part : OF_OTHERS) {
          double shift = shift(other);
          others.add(
              new Cycles.Other(
                  Arrays.stream(values)
                      .map(v -> Double.isNaN(v) ? v : part.of(v + shift))
                      .toArray(),
                  part.levels()));
        }
      } else {
        boolean nominal = other.type().nominal();
        others.add(
            new Cycles.Other(
                nominal ? values : ranks(values), nominal ? other.levels().size() : 0));
      }
    }
    boolean clock = column.format() instanceof DateStyle style && style.order() == DateOrder.TIME;
    return Cycles.of(values(rows, at), clock, shift(column), others);
  }

  private static double shift(Column column) {
    return column.format() instanceof DateStyle style ? style.offset() / 1440.0 : 0;
  }

  private static double[] values(double[][] rows, int column) {
    return Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
  }

  /** Of numbers how many are less: so that no gross value decides. */
  private static double[] ranks(double[] values) {
    double[] sorted = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    double[] first = Arrays.stream(sorted).distinct().toArray();
    double[] below = new double[first.length];
    for (int i = 0, d = 0; i < sorted.length; i++) {
      if (sorted[i] != first[d]) {
        below[++d] = i;
      }
    }
    return Arrays.stream(values)
        .map(
            v ->
                Double.isNaN(v) ? v : below[Arrays.binarySearch(first, v)] / (double) sorted.length)
        .toArray();
  }

  /** Returns what is told of a column with cycles. */
  public static String words(Column column, List<Part> parts) {
    return "column '"
        + column.name()
        + "': its "
        + Cycles.words(parts)
        + " are learned, too; else --column '"
        + column.name()
        + "=days'";
  }
}
