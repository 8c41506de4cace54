package dev.vae.data.table.cell;

/** Digits of other scripts than Latin, such as Arabic, Persian, Devanagari and full-width ones. */
final class Scripts {
  /** The decimal mark of Arabic and Persian. */
  static final char DECIMAL = '\u066b';

  private static final String MARKS =
      "\u066b\u066c\u066a\uff0e\uff0c\uff05\uff0d\uff0b\uff1a\uff0f";
  private static final String USUAL = ".,%.,%-+:/";

  private Scripts() {}

  /** The digit 0 of the script that the first digit beyond ASCII is of; 0 itself if none is. */
  static char zero(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 0x7f && Character.isDigit(c)) {
        return (char) (c - Character.digit(c, 10));
      }
    }
    return '0';
  }

  /** A text with the usual digits and marks in place of a script's. */
  static String ascii(String text, char zero) {
    StringBuilder made = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int mark = MARKS.indexOf(c);
      boolean digit = c >= zero && c <= zero + 9;
      made.append(digit ? (char) ('0' + c - zero) : mark >= 0 ? USUAL.charAt(mark) : c);
    }
    return made.toString();
  }

  /** The mark that stands in a text for a usual one. */
  static char original(String text, char usual) {
    for (int i = 0; i < MARKS.length(); i++) {
      if (USUAL.charAt(i) == usual && text.indexOf(MARKS.charAt(i)) >= 0) {
        return MARKS.charAt(i);
      }
    }
    return usual;
  }

  /** A text with a script's digits in place of the usual ones. */
  static String digits(String text, char zero) {
    StringBuilder made = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      made.append(c >= '0' && c <= '9' ? (char) (zero + c - '0') : c);
    }
    return made.toString();
  }
}
