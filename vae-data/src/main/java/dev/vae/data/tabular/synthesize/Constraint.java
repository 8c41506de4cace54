package dev.vae.data.tabular.synthesize;

import dev.vae.core.internal.text.Messages;
import dev.vae.data.rows.DataException;
import dev.vae.data.table.TableSchema;
import dev.vae.data.table.column.ColumnType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What holds in every row of a table, by numbers or dates: an order of two columns, or a column
 * that is the sum of others. Where one of them is missing, it holds.
 */
sealed interface Constraint {
  Pattern SIGN = Pattern.compile("<=|>=|<|>");

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

  /**
   * {@code total = a + b}: the total is put in place; where it is asked for, the last part that is
   * not.
   */
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
    Matcher sign = SIGN.matcher(text);
    int signAt = -1;
    while (sign.find() && signAt < 0) {
      boolean known =
          known(text.substring(0, sign.start()), schema)
              && known(text.substring(sign.end()), schema);
      signAt = known ? sign.start() : -1;
    }
    if (sign.reset().find(Math.max(0, signAt)) && sign.start() > 0 && sign.end() < text.length()) {
      int first = number(text.substring(0, sign.start()), text, schema);
      int second = number(text.substring(sign.end()), text, schema);
      boolean up = sign.group().startsWith("<");
      boolean strict = sign.group().length() == 1;
      comparable(text, schema, first, second);
      return new Order(text, up ? first : second, up ? second : first, strict);
    }
    int equals = text.indexOf('=');
    for (int at = equals; at >= 0; at = text.indexOf('=', at + 1)) {
      equals = known(text.substring(0, at), schema) ? at : equals;
    }
    if (equals > 0 && equals < text.length() - 1) {
      int total = number(text.substring(0, equals), text, schema);
      int[] parts =
          parts(text.substring(equals + 1), schema).stream()
              .mapToInt(part -> number(part, text, schema))
              .toArray();
      addable(text, schema, total, parts);
      return new Sum(text, total, parts);
    }
    throw new DataException(
        "'"
            + Messages.shown(text)
            + "' is not a constraint; write a<b, a<=b or total=a+b with names of columns");
  }

  /** What is added: names may hold a plus, too. */
  private static List<String> parts(String sum, TableSchema schema) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    while (from <= sum.length()) {
      int end = -1;
      int first = -1;
      for (int at = sum.indexOf('+', from); ; at = sum.indexOf('+', at + 1)) {
        int stop = at < 0 ? sum.length() : at;
        first = first < 0 ? stop : first;
        end = known(sum.substring(from, stop), schema) ? stop : end;
        if (at < 0) {
          break;
        }
      }
      end = end < 0 ? first : end;
      parts.add(sum.substring(from, end));
      from = end + 1;
    }
    return parts;
  }

  private static boolean known(String name, TableSchema schema) {
    return schema.index(name.strip()).isPresent();
  }

  /** A date and a number have no order. */
  private static void comparable(String text, TableSchema schema, int first, int second) {
    boolean date = schema.columns().get(first).type() == ColumnType.DATE;
    if (date != (schema.columns().get(second).type() == ColumnType.DATE)) {
      int dates = date ? first : second;
      throw new DataException(
          "constraint '"
              + Messages.shown(text)
              + "': column '"
              + schema.names().get(dates)
              + "' holds dates and '"
              + schema.names().get(date ? second : first)
              + "' numbers; compare columns of one kind");
    }
  }

  /** A date is the sum of one date and of days, a number of numbers; nothing is part of itself. */
  private static void addable(String text, TableSchema schema, int total, int[] parts) {
    IntPredicate date = c -> schema.columns().get(c).type() == ColumnType.DATE;
    String name = schema.names().get(total);
    String why = null;
    if (Arrays.stream(parts).anyMatch(part -> part == total)) {
      why = "column '" + name + "' cannot be a part of its own sum";
    } else if (Arrays.stream(parts).filter(date).count() != (date.test(total) ? 1 : 0)) {
      why =
          date.test(total)
              ? "column '" + name + "' holds dates: add numbers of days to one column of dates"
              : "column '" + name + "' holds numbers: add columns of numbers, not of dates";
    }
    if (why != null) {
      throw new DataException("constraint '" + Messages.shown(text) + "': " + why);
    }
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
