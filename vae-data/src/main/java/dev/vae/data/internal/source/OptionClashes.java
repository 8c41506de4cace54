package dev.vae.data.internal.source;

import dev.vae.core.internal.text.Messages;
import dev.vae.data.rows.DataException;
import dev.vae.data.source.SourceText;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Refuses options that say one thing twice: none of them would be told why it has no effect. */
final class OptionClashes {
  private OptionClashes() {}

  /** The key of an option that has one; of another what it is told. */
  static String key(String option, String other) {
    int equals = option.indexOf('=');
    return equals < 0 ? other : option.substring(0, equals);
  }

  /**
   * Checks a source's options.
   *
   * @param about what an option is about, such as its key
   */
  static void require(SourceText text, UnaryOperator<String> about) {
    Map<String, String> seen = new HashMap<>();
    for (String option : text.options()) {
      String before = seen.put(about.apply(option), option);
      if (before != null) {
        throw new DataException(
            "source '"
                + text.shown()
                + "': "
                + (before.equals(option)
                    ? "'" + Messages.shown(option) + "' is given twice"
                    : "'"
                        + Messages.shown(before)
                        + "' and '"
                        + Messages.shown(option)
                        + "' exclude each other")
                + "; give one");
      }
    }
  }
}
