package dev.vae.data.tabular.synthesize;

import dev.vae.core.internal.text.Messages;
import dev.vae.data.rows.DataException;
import dev.vae.data.table.TableSchema;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What holds in every row of a table, by numbers or dates: an order of two columns, or a column
 * that is the sum of others. Where one of them is missing, it holds.
 */
sealed interface Constraint {
  Pattern ORDER = Pattern.compile("(.+?)(<=|>=|<|>)(.+)");

  /** Returns what was declared. */
  String text();

  /** Whether a row's values fulfil it. */
  boolean holds(double[] values);

  /** Returns the columns by number, the one that is set last. */
  int[] columns();

  /** {@code a < b} or {@code a <= b}. */
  record Order(String text, int low, int high, boolean strict) implements Constraint {
    @Override
    public boolean holds(double[] values) {
      double a = values[low];
      double b = values[high];
      return Double.isNaN(a) || Double.isNaN(b) || (strict ? a < b : a <= b);
    }

    @Override
    public int[] columns() {
      return new int[] {low, high};
    }
  }

  /** {@code total = a + b}: the total is put in place. */
  record Sum(String text, int total, int[] parts) implements Constraint {
    @Override
    public boolean holds(double[] values) {
      double sum = sum(values);
      return Double.isNaN(sum)
          || Double.isNaN(values[total])
          || Math.abs(sum - values[total]) <= 1e-9 * Math.max(1, Math.abs(sum));
    }

    /** The sum of the parts; NaN where one is missing. */
    double sum(double[] values) {
      double sum = 0;
      for (int part : parts) {
        sum += values[part];
      }
      return sum;
    }

    @Override
    public int[] columns() {
      int[] all = Arrays.copyOf(parts, parts.length + 1);
      all[parts.length] = total;
      return all;
    }
  }

  /**
   * Reads {@code start<end}, {@code low<=high} or {@code total=a+b}.
   *
   * @throws DataException if it is neither, or names no such columns
   */
  static Constraint of(String text, TableSchema schema) {
    Matcher order = ORDER.matcher(text);
    if (order.matches()) {
      int first = number(order.group(1), text, schema);
      int second = number(order.group(3), text, schema);
      String sign = order.group(2);
      boolean up = sign.startsWith("<");
      return new Order(text, up ? first : second, up ? second : first, sign.length() == 1);
    }
    int equals = text.indexOf('=');
    if (equals > 0 && equals < text.length() - 1) {
      List<String> parts = List.of(text.substring(equals + 1).split("\\+"));
      return new Sum(
          text,
          number(text.substring(0, equals), text, schema),
          parts.stream().mapToInt(part -> number(part, text, schema)).toArray());
    }
    throw new DataException(
        "'"
            + Messages.shown(text)
            + "' is not a constraint; write a<b, a<=b or total=a+b with names of columns");
  }

  private static int number(String name, String text, TableSchema schema) {
    String column = schema.column(name.strip()).name();
    int at = schema.index(column).orElseThrow();
    if (!schema.columns().get(at).modelled() || schema.columns().get(at).type().hasLevels()) {
      throw new DataException(
          "constraint '"
              + Messages.shown(text)
              + "': column '"
              + column
              + "' is "
              + schema.columns().get(at).type().word()
              + "; numbers or dates can be compared and added");
    }
    return at;
  }
}
