package dev.vae.data.table.cell;

/** Blanks around a cell's text. */
public final class Blanks {
  private Blanks() {}

  /** Whether a character shows nothing: white space, no-break spaces, zero-width marks. */
  static boolean is(char c) {
    return c <= ' ' || c >= 0x80 && (c == 0xa0 || c == 0xfeff || c == 0x200b || other(c));
  }

  private static boolean other(char c) {
    return c == 0x202f || c == 0x2007 || Character.isWhitespace(c);
  }

  /** Returns the text without blanks at its ends. */
  public static String strip(String text) {
    int end = text.length();
    int start = 0;
    while (start < end && is(text.charAt(start))) {
      start++;
    }
    while (end > start && is(text.charAt(end - 1))) {
      end--;
    }
    return start == 0 && end == text.length() ? text : text.substring(start, end);
  }
}
