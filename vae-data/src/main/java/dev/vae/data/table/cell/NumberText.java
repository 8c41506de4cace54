package dev.vae.data.table.cell;

/**
 * Reads a number as people write it: {@code 1'234.50}, {@code € 12}, {@code (3.5)}, {@code 7-},
 * {@code 45 %}. What was seen beside the value stays in the fields until the next text.
 */
public final class NumberText {
  private static final double[] POWERS = new double[23];
  private static final char TIMES = NumberStyle.TIMES;
  private static final String TEN = NumberStyle.TEN;
  private static final char MIDDLE_DOT = '\u00b7';
  private static final char WIDE_PERCENT = '\uff05';
  private static final char LONG_MINUS = '\u2212';
  private static final int LONGEST_UNIT = 7;

  static {
    double power = 1;
    for (int i = 0; i < POWERS.length; i++, power *= 10) {
      POWERS[i] = power;
    }
  }

  private final StringBuilder digits = new StringBuilder();
  private int decimals;
  private char grouping;
  private String prefix;
  private String suffix;
  private boolean unit;
  private boolean lakhs;
  private boolean parentheses;
  private boolean trailingMinus;
  private boolean trailingPlus;
  private boolean leadingZero;
  private char exponent; // its letter, or 0
  private boolean exponentPlus;
  private int exponentDigits;
  private int wholeDigits;
  private char mark; // before decimals, 0 for none
  private char zero; // of its digits
  private boolean plus;
  private boolean longMinus;

  // while a number is read
  private long mantissa;
  private int significant;
  private int power; // of its exponent
  private int group; // digits since the last mark
  private int leading; // digits before the first mark
  private boolean threes; // a middle group had three digits
  private boolean wholeDone;
  private boolean any;

  /** A reader for one thread. */
  public NumberText() {}

  /** Digits after the decimal mark. */
  public int decimals() {
    return decimals;
  }

  /** Returns the mark between thousands, or 0. */
  public char grouping() {
    return grouping;
  }

  /** Returns what stood before the number, a currency with its blank; else empty. */
  public String prefix() {
    return prefix;
  }

  /** Returns what stood behind, a currency or per cent; else empty. */
  public String suffix() {
    return suffix;
  }

  /** Whether the suffix is a unit of measure. */
  public boolean unit() {
    return unit;
  }

  /** Whether thousands are marked, and above them each two digits: 1,23,456. */
  public boolean lakhs() {
    return lakhs;
  }

  public boolean parentheses() {
    return parentheses;
  }

  public boolean trailingMinus() {
    return trailingMinus;
  }

  /** Whether a plus stands behind the number. */
  public boolean trailingPlus() {
    return trailingPlus;
  }

  /** Whether whole digits begin with a 0 that says nothing: 007. */
  public boolean leadingZero() {
    return leadingZero;
  }

  /** Returns how the exponent is written, as {@link NumberStyle} says; empty if there is none. */
  public String exponentForm() {
    return exponent == 0 ? "" : exponent + (exponentPlus ? "+" : "") + "0".repeat(exponentDigits);
  }

  /** Digits before the decimal mark. */
  public int wholeDigits() {
    return wholeDigits;
  }

  /** Returns the mark before the decimals as it stands there, or 0 if there are none. */
  public char mark() {
    return mark;
  }

  /** Returns the digit 0 of the script that the digits are of. */
  public char zero() {
    return zero;
  }

  /** Whether a plus stands before a number above 0. */
  public boolean plus() {
    return plus;
  }

  /** Whether its minus is the character of mathematics, longer than a hyphen. */
  public boolean longMinus() {
    return longMinus;
  }

  /**
   * Returns the number in a text.
   *
   * @param text without blanks around it
   * @param decimal the decimal mark, point or comma
   * @return NaN if it is no number
   */
  public double parse(String text, char decimal) {
    reset();
    int end = text.length();
    if (end == 0 || end > 400) {
      return Double.NaN;
    }
    char first = text.charAt(0);
    char last = text.charAt(end - 1);
    boolean plain = (first <= '9' && first >= '0' || first == '-') && last <= '9' && last >= '0';
    boolean bare = plain && (first != '-' || end > 1 && isStart(text.charAt(1), decimal));
    char usual = decimal == MIDDLE_DOT || decimal == Scripts.DECIMAL ? '.' : decimal;
    if (bare) {
      return number(text, 0, end, usual);
    }
    char script = Scripts.zero(text);
    if (script == '0') {
      return dressed(text, usual);
    }
    double value = dressed(Scripts.ascii(text, script), usual);
    zero = script;
    suffix = suffix.replace('%', Scripts.original(text, '%'));
    mark = decimals > 0 ? Scripts.original(text, mark) : mark;
    grouping = grouping == 0 ? grouping : Scripts.original(text, grouping);
    return value;
  }

  private static boolean isStart(char c, char decimal) {
    return c >= '0' && c <= '9' || c == decimal;
  }

  private void reset() {
    unit = false;
    lakhs = false;
    decimals = 0;
    grouping = 0;
    prefix = "";
    suffix = "";
    parentheses = false;
    trailingMinus = false;
    trailingPlus = false;
    leadingZero = false;
    exponent = 0;
    wholeDigits = 0;
    mark = 0;
    zero = '0';
    plus = false;
    longMinus = false;
  }

  private double dressed(String text, char decimal) {
    int start = 0;
    int end = text.length();
    boolean minus = false;
    boolean sign = false;
    if (end > 2 && text.charAt(0) == '(' && text.charAt(end - 1) == ')') {
      parentheses = true;
      minus = true;
      sign = true;
      start++;
      end--;
    }
    char c = text.charAt(end - 1);
    if (!sign && end - start > 3 && c == '+' && text.charAt(end - 4) == decimal) {
      trailingPlus = true; // 12.50+, while 5+ is 5 or more
      sign = true;
      end--;
    }
    if (!sign && end - start > 1 && isMinus(c)) {
      trailingMinus = true;
      minus = true;
      sign = true;
      end--;
    }
    // a sign may stand before or behind the currency
    if (!sign && end - start > 1 && (isMinus(text.charAt(start)) || text.charAt(start) == '+')) {
      plus = text.charAt(start) == '+';
      longMinus = text.charAt(start) == LONG_MINUS;
      minus = !plus;
      sign = true;
      start++;
    }
    int arrow = sign ? 0 : NumberMarks.arrow(text.charAt(start));
    if (arrow != 0 && end - start > 1) {
      int at = blanks(text, start + 1, end);
      prefix = text.substring(start, at);
      minus = arrow < 0;
      sign = true;
      start = at;
    }
    int before = start;
    start = arrow != 0 ? start : NumberMarks.currency(text, start, end, true);
    if (start > before) {
      start = blanks(text, start, end);
      prefix = text.substring(before, start);
      if (!sign && end - start > 1 && isMinus(text.charAt(start))) {
        minus = true;
        sign = true;
        start++;
      }
    }
    end = suffix(text, start, end);
    if (end <= start || sign && (isMinus(text.charAt(start)) || text.charAt(start) == '+')) {
      return Double.NaN;
    }
    double value = number(text, start, end, decimal);
    return minus ? -value : value;
  }

  /** Takes what stands behind the number; returns where the number ends. */
  private int suffix(String text, int start, int from) {
    int end = from;
    int behind = end;
    if (end > start && (text.charAt(end - 1) == '%' || text.charAt(end - 1) == WIDE_PERCENT)) {
      end--;
    } else if (prefix.isEmpty()) {
      end = NumberMarks.currency(text, start, end, false);
      if (end == behind) {
        end = unit(text, start, end);
        unit = end < behind;
      }
    }
    if (end < behind) {
      while (end > start && Blanks.is(text.charAt(end - 1))) {
        end--;
      }
      suffix = text.substring(end, behind);
    }
    return end;
  }

  private static boolean isMinus(char c) {
    return c == '-' || c == LONG_MINUS;
  }

  private static int blanks(String text, int start, int end) {
    int at = start;
    while (at < end && Blanks.is(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Where the number ends before a unit. */
  private static int unit(String text, int start, int end) {
    for (int length = Math.min(LONGEST_UNIT, end - start - 1); length > 0; length--) {
      int at = end - length;
      boolean apart = Blanks.is(text.charAt(at - 1));
      boolean behind = apart || text.charAt(at - 1) >= '0' && text.charAt(at - 1) <= '9';
      boolean letter = length == 1 && Character.isLetter(text.charAt(at));
      if (behind && (!letter || apart) && UnitKinds.KNOWN.contains(text.substring(at, end))) {
        return at;
      }
    }
    return end;
  }

  private double number(String text, int from, int end, char decimal) {
    int start = text.charAt(from) == '-' || text.charAt(from) == '+' ? from + 1 : from;
    begin();
    int at = start;
    for (; at < end; at++) {
      char c = text.charAt(at);
      if (c >= '0' && c <= '9') {
        digit(c - '0');
      } else if (any && isExponent(text, at, end)) {
        if (!exponent(text, at, end)) {
          return Double.NaN;
        }
        break;
      } else if (wholeDone || !(isDecimal(c, decimal) ? decimalMark(c) : group(c, text, start))) {
        return Double.NaN;
      }
    }
    if (!any || !wholeDone && grouping != 0 && group != 3) {
      return Double.NaN;
    }
    leadingZero = wholeDigits > 1 && text.charAt(start) == '0' && exponent == 0;
    double value = value(text, start, at, decimal);
    return text.charAt(from) == '-' ? -value : value;
  }

  private void begin() {
    mantissa = 0;
    significant = 0;
    group = 0;
    leading = 0;
    threes = false;
    wholeDone = false;
    any = false;
    power = 0;
  }

  private void digit(int value) {
    any = true;
    if (significant > 0 || value != 0) {
      significant++;
    }
    if (significant <= 18) {
      mantissa = 10 * mantissa + value;
    }
    if (wholeDone) {
      decimals++;
    } else {
      wholeDigits++;
    }
    group++;
  }

  /** Of Fortran a D, always with a sign behind it: product codes have a D, too. */
  private static boolean isExponent(String text, int at, int end) {
    char c = text.charAt(at);
    if (at + 1 >= end) {
      return false;
    }
    char next = text.charAt(at + 1);
    if (c == TIMES) {
      return text.startsWith(TEN, at + 1) && at + 1 + TEN.length() < end;
    }
    return c == 'e' || c == 'E' || (c == 'D' || c == 'd') && (next == '+' || next == '-');
  }

  /** Takes an exponent that ends the number; false if it is none. */
  private boolean exponent(String text, int at, int end) {
    int from = text.charAt(at) == TIMES ? at + 1 + TEN.length() : at + 1;
    int read = power(text, from, end);
    if (read == Integer.MIN_VALUE) {
      return false;
    }
    char sign = text.charAt(from);
    exponent = text.charAt(at);
    exponentPlus = sign == '+';
    exponentDigits = end - from - (sign == '+' || sign == '-' ? 1 : 0);
    power = read;
    return true;
  }

  private static boolean isDecimal(char c, char decimal) {
    return c == decimal || c == MIDDLE_DOT && decimal == '.';
  }

  private boolean decimalMark(char c) {
    mark = c;
    boolean fits = grouping == 0 || group == 3;
    wholeDone = true;
    group = 0;
    return fits;
  }

  /** Takes a mark of thousands; false if it cannot stand here. */
  private boolean group(char c, String text, int start) {
    if (!isGrouping(c) || grouping != 0 && grouping != c || !any) {
      return false;
    }
    if (grouping == 0) {
      leading = group;
      if (group > 3 || text.charAt(start) == '0') {
        return false;
      }
    } else if (group == 2 && leading <= 2 && (lakhs || !threes)) {
      lakhs = true;
    } else if (group == 3 && !lakhs) {
      threes = true;
    } else {
      return false;
    }
    grouping = c;
    group = 0;
    return true;
  }

  private static boolean isGrouping(char c) {
    return c == ','
        || c == '.'
        || c == '\''
        || c == '\u2019'
        || c == ' '
        || c == 0xa0
        || c == 0x202f
        || c == 0x2009;
  }

  private static int power(String text, int from, int end) {
    int at = from;
    boolean minus = text.charAt(at) == '-';
    if (minus || text.charAt(at) == '+') {
      at++;
    }
    if (at >= end || end - at > 4) {
      return Integer.MIN_VALUE;
    }
    int power = 0;
    for (; at < end; at++) {
      char c = text.charAt(at);
      if (c < '0' || c > '9') {
        return Integer.MIN_VALUE;
      }
      power = 10 * power + (c - '0');
    }
    return minus ? -power : power;
  }

  /** Exact where mantissa and power of ten are (Clinger 1990), else by the JDK. */
  private double value(String text, int start, int end, char decimal) {
    int scale = power - decimals;
    if (significant <= 15 && scale >= -22 && scale <= 22) {
      return scale < 0 ? mantissa / POWERS[-scale] : mantissa * POWERS[scale];
    }
    digits.setLength(0);
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits.append(c);
      } else if (isDecimal(c, decimal)) {
        digits.append('.');
      }
    }
    double value = Double.parseDouble(power == 0 ? digits.toString() : digits + "e" + power);
    return Double.isInfinite(value) ? Double.NaN : value;
  }
}
