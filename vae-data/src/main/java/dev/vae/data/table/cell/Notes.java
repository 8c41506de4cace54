package dev.vae.data.table.cell;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What people write beside a value to say how far it is to be trusted: {@code ~20}, {@code ca.
 * 1850}, {@code 12 (est.)}, {@code 7.5*}, {@code 1,204[3]}, {@code 20.1 \u00b1 0.3}. The value is
 * read without it. Limits, such as {@code <5}, are none of these.
 */
public final class Notes {
  private static final int LONGEST = 60;

  private static final Pattern BEFORE =
      Pattern.compile(
          "(?:[~\\u2248\\u223c\\u2243\\uff5e]|\\u7d04|\\u7ea6|\\uc57d"
              + "|(?:ca|c|cca|circa|approx|appr|aprox|about|around|abt|est|cal|estimated|roughly"
              + "|env|environ|ungef\\u00e4hr|etwa|rund|ok|oko\\u0142o|omkr|omstreeks|cerca"
              + "|alrededor de)(?:\\. ?| ))\\s*(?=[-+\\u2212(]?\\P{L}{0,3}\\d|\\d)",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private static final Pattern BEHIND =
      Pattern.compile(
          "(?<=[\\d%)\\p{L}\\u20ac])"
              + "(?: ?[*\\u2020\\u2021]{1,3}" // 7.5*
              + "|(?<=\\d) ?\\?{1,2}" // 1850?
              + "|\\[(?:\\d{1,2}|[a-z]|(?:note|nb|n) ?\\d{1,2})]" // 1,204[3]
              + "|(?<=\\d)[\\u00b9\\u00b2\\u00b3\\u2074-\\u2079]" // 1204 with a raised number
              + "|(?<=[.,]\\d{1,4}) [bepru]{1,2}" // 12.3 p, as offices of statistics write
              + "| ?\\((?:\\p{L}[\\p{L} .,'/-]{0,38})\\)" // 12 (est.)
              + "|(?<=\\d),? (?:est|approx|prov|provisional|estimated|revised|gesch\\u00e4tzt)\\.?"
              + "|(?<=\\d) ?(?:\u00b1|\\+/-) ?\\d[\\d.,]{0,8}" // 20.1 \u00b1 0.3
              + ")$",
          Pattern.CASE_INSENSITIVE);

  private Notes() {}

  /**
   * Returns a text without the notes beside its value; the same text if it has none.
   *
   * @param text without blanks around it
   */
  public static String without(String text) {
    int length = text.length();
    if (length < 2 || length > LONGEST) {
      return text;
    }
    String bare = text;
    char first = text.charAt(0);
    if (!digit(first) && first != '-' && first != '+') {
      Matcher before = BEFORE.matcher(text);
      bare = before.lookingAt() ? text.substring(before.end()) : text;
    }
    if ((!digit(text.charAt(length - 1)) || error(text)) && digit(bare)) {
      Matcher behind = BEHIND.matcher(bare);
      bare = behind.find() ? Blanks.strip(bare.substring(0, behind.start())) : bare;
    }
    return bare;
  }

  /** Whether how exact a value is stands behind it: {@code 20.1 \u00b1 0.3}. */
  public static boolean error(String text) {
    return text.indexOf('\u00b1') > 0 || text.indexOf("+/-") > 0;
  }

  private static boolean digit(String text) {
    int at = 0;
    while (at < text.length() && at < 4 && !digit(text.charAt(at))) {
      at++;
    }
    return at < text.length() && digit(text.charAt(at));
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
