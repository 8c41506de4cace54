package dev.vae.data.tabular.synthesize;

import dev.vae.core.internal.text.Messages;
import dev.vae.data.rows.DataException;
import dev.vae.data.table.TableSchema;
import dev.vae.data.table.cell.CellReader;
import dev.vae.data.table.column.Column;
import dev.vae.data.table.column.ColumnType;
import dev.vae.data.table.column.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What rows are to have, such as {@code job=nurse,age=30}. */
final class Where {
  private static final Pattern QUOTED =
      Pattern.compile("\\s*\"((?:[^\"]|\"\")*)\"", Pattern.DOTALL);

  private static final double FAR = 10;

  private Where() {}

  /**
   * A value for each column of the schema, NaN where nothing is asked.
   *
   * @param before what has been asked for, likewise
   * @throws DataException if it names no such column, one twice, or no value that the column can
   *     have
   */
  static double[] values(String text, TableSchema schema, double[] before) {
    double[] values = before.clone();
    for (Asked one : parts(text, schema)) {
      Column column = schema.column(one.name());
      int at = schema.index(column.name()).orElseThrow();
      if (!Double.isNaN(values[at])) {
        throw new DataException(
            "column '"
                + Messages.shown(column.name())
                + "' is asked for twice, the second time by '"
                + Messages.shown(one.value())
                + "': a row has one value of it");
      }
      values[at] = value(column, one.value());
    }
    return values;
  }

  private record Asked(String name, String value) {}

  /**
   * Commas between; what has no {@code =} behind a comma belongs to the value before it. Names of
   * columns may hold both, and names and values may stand in double quotes, as conditions do.
   */
  private static List<Asked> parts(String text, TableSchema schema) {
    List<Asked> parts = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      String name = name(text, from, schema);
      if (name.isBlank()) {
        throw new DataException(
            "'"
                + Messages.shown(text.substring(from))
                + "' asks for nothing; write column=value,column=value");
      }
      int start = text.indexOf('=', from + name.length()) + 1;
      int end = text.indexOf(',', afterQuotes(text, start, ','));
      while (end >= 0 && name(text, end + 1, schema).isEmpty()) {
        end = text.indexOf(',', end + 1);
      }
      end = end < 0 ? text.length() : end;
      parts.add(new Asked(column(name.strip(), schema), text.substring(start, end).strip()));
      from = end + 1;
    }
    if (parts.isEmpty()) {
      throw new DataException("'' asks for nothing; write column=value,column=value");
    }
    return parts;
  }

  /**
   * Returns the name before {@code =}, with the blanks around it: the longest of the table's that
   * stands there, else what stands before the next comma; empty if no {@code =} is there.
   */
  private static String name(String text, int from, TableSchema schema) {
    int start = from;
    while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    int longest = 0;
    for (Column column : schema.columns()) {
      int end = start + column.name().length();
      int equals = end;
      while (equals < text.length() && Character.isWhitespace(text.charAt(equals))) {
        equals++;
      }
      boolean here = text.startsWith(column.name(), start);
      if (here && equals < text.length() && text.charAt(equals) == '=') {
        longest = Math.max(longest, end - from);
      }
    }
    if (longest > 0) {
      return text.substring(from, from + longest);
    }
    int quoted = afterQuotes(text, start, '=');
    if (quoted > start) {
      return text.substring(from, quoted);
    }
    int comma = text.indexOf(',', from);
    int equals = text.substring(0, comma < 0 ? text.length() : comma).indexOf('=', from);
    return equals < 0 ? "" : text.substring(from, equals);
  }

  /**
   * Returns where the double quotes end that begin at a place, before blanks and what follows; the
   * place if none do.
   */
  private static int afterQuotes(String text, int from, char follows) {
    Matcher quoted = QUOTED.matcher(text).region(from, text.length());
    if (!quoted.lookingAt()) {
      return from;
    }
    int next = quoted.end();
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
    boolean ends = next == text.length() ? follows == ',' : text.charAt(next) == follows;
    return ends ? quoted.end() : from;
  }

  /** A name without its quotes, unless a column is called so. */
  private static String column(String name, TableSchema schema) {
    return schema.index(name).isPresent() ? name : unquoted(name);
  }

  private static String unquoted(String text) {
    Matcher quoted = QUOTED.matcher(text);
    return quoted.matches() ? quoted.group(1).replace("\"\"", "\"") : text;
  }

  private static double value(Column column, String text) {
    if (!column.modelled()) {
      throw new DataException(
          "column '"
              + column.name()
              + "' is "
              + column.type().word()
              + " and not modelled; rows cannot be asked for by it");
    }
    CellReader reader = new CellReader(column);
    double value = reader.read(text);
    if (isNone(column, value)) {
      value = reader.read(unquoted(text));
    }
    if (isNone(column, value)) {
      List<String> levels = column.levels().stream().map(l -> l.text()).toList();
      throw new DataException(
          "'"
              + Messages.shown(text)
              + "' is not a value of column '"
              + column.name()
              + "', which is "
              + column.type().word()
              + (levels.isEmpty() ? "" : "; " + Messages.suggest(text, levels)));
    }
    if (!column.type().hasLevels() && beyond(column.summary(), value)) {
      throw new DataException(
          "'"
              + Messages.shown(text)
              + "' is far beyond all values of column '"
              + column.name()
              + "', which are from "
              + column.format(column.summary().minimum())
              + " to "
              + column.format(column.summary().maximum())
              + ": the model says nothing of such rows; ask for a value near those");
    }
    return value;
  }

  /** Whether a value lies farther off than ten times the width of all that were seen. */
  private static boolean beyond(Summary seen, double value) {
    double width = seen.maximum() - seen.minimum();
    double far = FAR * Math.max(width, Math.ulp(seen.maximum()));
    return value > seen.maximum() + far || value < seen.minimum() - far; // not where unknown
  }

  private static boolean isNone(Column column, double value) {
    boolean part =
        column.type() == ColumnType.COUNT && (value < 0 || value != Math.rint(value)); // 2.5 things
    return Double.isNaN(value)
        || part
        || column.type().hasLevels() && value >= column.levels().size();
  }
}
