package dev.vae.core.spec;

import dev.vae.core.internal.text.Messages;
import dev.vae.core.plugin.Spec;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns names of columns in a part's options into numbers. By convention an option {@code columns}
 * lists columns of a row, whatever part it belongs to.
 */
final class ColumnNames {
  private static final String COLUMNS = "columns";

  private ColumnNames() {}

  /**
   * The spec and all specs in it, with numbers for what is the name of a column.
   *
   * @throws IllegalArgumentException if a text is neither a name nor a range of numbers, such as
   *     {@code 0-9}
   */
  static Spec numbered(Spec spec, List<String> names) {
    Spec result = spec;
    for (var option : spec.options().entrySet()) {
      boolean columns = option.getKey().equals(COLUMNS);
      result = result.with(option.getKey(), numbered(option.getValue(), names, columns));
    }
    return result;
  }

  private static Object numbered(Object value, List<String> names, boolean columns) {
    if (value instanceof Spec nested) {
      return numbered(nested, names);
    }
    if (value instanceof List<?> list) {
      List<Object> all = new ArrayList<>();
      list.forEach(v -> all.add(numbered(v, names, columns)));
      return all;
    }
    if (!columns || !(value instanceof String name)) {
      return value;
    }
    int place = names.indexOf(name);
    if (place < 0 && !names.isEmpty() && !name.matches("\\d+(-\\d+)?")) {
      throw new IllegalArgumentException(
          "there is no column '" + Messages.shown(name) + "'; " + Messages.suggest(name, names));
    }
    return place < 0 ? name : (Object) (long) place;
  }
}
