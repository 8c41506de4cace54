package dev.vae.export.internal.text;

import java.util.Locale;

/**
 * Texts that come through onnxruntime's Java as they are: those of characters of Unicode's basic
 * plane. It hands texts over in Java's own kind of UTF-8, where others, such as emoji, are six
 * bytes and not four, and 0 is two: what it passes is not what a file holds, and what it returns is
 * not what the file gave.
 */
public final class BasicText {
  private BasicText() {}

  /** Whether a text comes through as it is. */
  public static boolean is(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (special(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean special(int character) {
    return character == 0
        || character > Character.MAX_VALUE
        || character <= Character.MAX_SURROGATE && Character.isSurrogate((char) character);
  }

  /** Returns the text with {@code {U+1F600}} and the like for what does not come through. */
  public static String of(String text) {
    if (is(text)) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (special(c)) {
                out.append(String.format(Locale.ROOT, "{U+%04X}", c));
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.toString();
  }
}
