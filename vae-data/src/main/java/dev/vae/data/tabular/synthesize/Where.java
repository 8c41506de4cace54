package dev.vae.data.tabular.synthesize;

import dev.vae.core.internal.text.Messages;
import dev.vae.data.rows.DataException;
import dev.vae.data.table.TableSchema;
import dev.vae.data.table.cell.CellReader;
import dev.vae.data.table.column.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What rows are to have, such as {@code job=nurse,age=30}. */
final class Where {
  private Where() {}

  /**
   * A value for each column of the schema, NaN where nothing is asked.
   *
   * @throws DataException if it names no such column, or no value that the column can have
   */
  static double[] values(String text, TableSchema schema) {
    double[] values = new double[schema.columns().size()];
    Arrays.fill(values, Double.NaN);
    for (String part : parts(text)) {
      int equals = part.indexOf('=');
      if (equals <= 0) {
        throw new DataException(
            "'" + Messages.shown(part) + "' asks for nothing; write column=value,column=value");
      }
      Column column = schema.column(part.substring(0, equals).strip());
      values[schema.index(column.name()).orElseThrow()] =
          value(column, part.substring(equals + 1).strip());
    }
    return values;
  }

  /** Commas between; a part without {@code =} belongs to the value before it. */
  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (part.indexOf('=') < 0 && !parts.isEmpty()) {
        parts.set(parts.size() - 1, parts.get(parts.size() - 1) + "," + part);
      } else {
        parts.add(part);
      }
    }
    return parts;
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
    boolean unseen = column.type().hasLevels() && value >= column.levels().size();
    if (Double.isNaN(value) || unseen) {
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
    return value;
  }
}
