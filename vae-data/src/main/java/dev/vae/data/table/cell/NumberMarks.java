package dev.vae.data.table.cell;

import java.util.Set;

/** Marks that stand before or behind a number: currencies, and arrows for up and down. */
final class NumberMarks {
  private static final String SIGNS =
      "$\u20ac\u00a3\u00a5\u20b9\u20bd\u20a9\u20ba\u20aa\u0e3f\u00b1";

  private static final String[] CODES = {
    "EUR", "USD", "GBP", "CHF", "JPY", "CAD", "AUD", "SEK", "NOK", "DKK", "PLN", "kr", "z\u0142",
    "Fr.", "R$", "US$", "Rs."
  };

  private static final Set<String> CURRENCIES = Set.of(CODES);

  /** Arrows up, each with the one down at the same place of {@link #DOWN}. */
  private static final String UP = "\u25b2\u25b3\u25b4\u2191\u2b06\u2197";

  private static final String DOWN = "\u25bc\u25bd\u25be\u2193\u2b07\u2198";

  private NumberMarks() {}

  /** Returns 1 for an arrow up, -1 for one down, 0 for all else. */
  static int arrow(char c) {
    return UP.indexOf(c) >= 0 ? 1 : DOWN.indexOf(c) >= 0 ? -1 : 0;
  }

  /** Returns the prefix of a number below 0, or above it, in place of either. */
  static String turned(String prefix, boolean minus) {
    String from = minus ? UP : DOWN;
    int at = from.indexOf(prefix.charAt(0));
    return at < 0 ? prefix : (minus ? DOWN : UP).charAt(at) + prefix.substring(1);
  }

  /** Whether a prefix is one that a sign may stand before: none, or a currency alone. */
  static boolean currency(String prefix) {
    String word = Blanks.strip(prefix);
    return word.isEmpty()
        || word.length() == 1 && SIGNS.indexOf(word.charAt(0)) >= 0
        || CURRENCIES.contains(word);
  }

  /** Where the number begins behind a currency, or ends before it. */
  static int currency(String text, int start, int end, boolean front) {
    int here = front ? start : end;
    if (end <= start) {
      return here;
    }
    char edge = front ? text.charAt(start) : text.charAt(end - 1);
    if (edge >= '0' && edge <= '9') {
      return here;
    }
    for (String code : CODES) {
      int at = front ? start : end - code.length();
      if (at >= start && text.startsWith(code, at) && at + code.length() <= end) {
        return front ? start + code.length() : at;
      }
    }
    if (SIGNS.indexOf(edge) >= 0) {
      return front ? start + 1 : end - 1;
    }
    return here;
  }
}
