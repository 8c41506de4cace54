package dev.vae.cli.option;

import dev.vae.core.internal.text.Messages;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an option that may be repeated says of each name, as in {@code --option NAME=VALUE}. */
final class NamedValues {
  private NamedValues() {}

  /**
   * Parts texts at their last equals sign: a name may hold one, too.
   *
   * @param form what is expected, such as {@code COLUMN=NAME}
   * @throws IllegalArgumentException if one is not of that form, or a name gets two values
   */
  static Map<String, String> of(String option, String form, List<String> texts) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String text : texts) {
      int equals = text.lastIndexOf('=');
      if (equals <= 0) {
        throw new IllegalArgumentException(
            option + " '" + Messages.shown(text) + "' is not " + form);
      }
      String name = text.substring(0, equals).strip();
      String value = text.substring(equals + 1).strip();
      String before = values.put(name, value);
      if (before != null && !before.equals(value)) {
        throw new IllegalArgumentException(
            option
                + " says two things of '"
                + Messages.shown(name)
                + "', "
                + Messages.shown(before)
                + " and "
                + Messages.shown(value)
                + ": give one");
      }
    }
    return values;
  }
}
