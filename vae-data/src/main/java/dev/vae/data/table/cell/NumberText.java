package dev.vae.data.table.cell;

import java.util.Set;

/**
 * Reads a number as people write it: {@code 1'234.50}, {@code € 12}, {@code (3.5)}, {@code 7-},
 * {@code 45 %}. What was seen beside the value stays in the fields until the next text.
 */
public final class NumberText {
  private static final double[] POWERS = new double[23];
  private static final String SIGNS = "$\u20ac\u00a3\u00a5\u20b9\u20bd\u20a9\u20ba\u20aa\u0e3f";

  /** Units of measure that may stand behind a number; those of one letter only behind a blank. */
  private static final Set<String> UNITS =
      Set.of(
          "kg",
          "mg",
          "\u00b5g",
          "lb",
          "lbs",
          "oz",
          "cm",
          "mm",
          "km",
          "mi",
          "ft",
          "in",
          "ml",
          "cl",
          "dl",
          "km/h",
          "kmh",
          "mph",
          "m/s",
          "\u00b0C",
          "\u00b0F",
          "\u00b0",
          "ms",
          "min",
          "sec",
          "hrs",
          "kW",
          "kWh",
          "MW",
          "Hz",
          "kHz",
          "MHz",
          "GHz",
          "KB",
          "kB",
          "MB",
          "GB",
          "TB",
          "hPa",
          "bar",
          "mbar",
          "psi",
          "m\u00b2",
          "m2",
          "km\u00b2",
          "m\u00b3",
          "m3",
          "sqft",
          "ppm",
          "bpm",
          "mmHg",
          "mg/dL",
          "mmol/L",
          "kcal",
          "kJ",
          "kPa",
          "MPa",
          "MWh",
          "GWh",
          "\u00b5m",
          "nm",
          "kV",
          "mV",
          "mA",
          "dB",
          "rpm",
          "l/100km",
          "kg/m2",
          "kg/m\u00b2",
          "ha",
          "bps",
          "bp",
          "pp",
          "\u2030",
          "Mio",
          "Mio.",
          "Mrd",
          "Mrd.",
          "Tsd.",
          "TEUR",
          "mn",
          "bn",
          "pcs",
          "Stk",
          "days",
          "hours",
          "yrs",
          "pts",
          "px",
          "m",
          "g",
          "l",
          "L",
          "t",
          "h",
          "s",
          "V",
          "W",
          "A");

  private static final int LONGEST_UNIT = 7;
  private static final String[] CODES = {
    "EUR", "USD", "GBP", "CHF", "JPY", "CAD", "AUD", "SEK", "NOK", "DKK", "PLN", "kr", "z\u0142",
    "Fr.", "R$", "US$"
  };

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
  private boolean leadingZero;
  private char exponent; // its letter, or 0
  private boolean exponentPlus;
  private int exponentDigits;
  private int wholeDigits;

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
    return bare ? number(text, 0, end, decimal) : dressed(text, decimal);
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
    leadingZero = false;
    exponent = 0;
    wholeDigits = 0;
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
    if (!sign && end - start > 1 && isMinus(c)) {
      trailingMinus = true;
      minus = true;
      sign = true;
      end--;
    }
    // a sign may stand before or behind the currency
    if (!sign && end - start > 1 && (isMinus(text.charAt(start)) || text.charAt(start) == '+')) {
      minus = text.charAt(start) != '+';
      sign = true;
      start++;
    }
    int before = start;
    start = currency(text, start, end, true);
    if (start > before) {
      start = blanks(text, start, end);
      prefix = text.substring(before, start);
      if (!sign && end - start > 1 && isMinus(text.charAt(start))) {
        minus = true;
        sign = true;
        start++;
      }
    }
    int behind = end;
    if (end > start && text.charAt(end - 1) == '%') {
      end--;
    } else if (prefix.isEmpty()) {
      end = currency(text, start, end, false);
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
    if (end <= start || sign && (isMinus(text.charAt(start)) || text.charAt(start) == '+')) {
      return Double.NaN;
    }
    double value = number(text, start, end, decimal);
    return minus ? -value : value;
  }

  private static boolean isMinus(char c) {
    return c == '-' || c == '\u2212';
  }

  private static int blanks(String text, int start, int end) {
    int at = start;
    while (at < end && Blanks.is(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Where the number begins behind a currency, or ends before it. */
  private static int currency(String text, int start, int end, boolean front) {
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

  /** Where the number ends before a unit. */
  private static int unit(String text, int start, int end) {
    for (int length = Math.min(LONGEST_UNIT, end - start - 1); length > 0; length--) {
      int at = end - length;
      boolean apart = Blanks.is(text.charAt(at - 1));
      boolean behind = apart || text.charAt(at - 1) >= '0' && text.charAt(at - 1) <= '9';
      boolean letter = length == 1 && Character.isLetter(text.charAt(at));
      if (behind && (!letter || apart) && UNITS.contains(text.substring(at, end))) {
        return at;
      }
    }
    return end;
  }

  private double number(String text, int from, int end, char decimal) {
    int at = from;
    boolean minus = false;
    char first = text.charAt(at);
    if (first == '-' || first == '+') {
      minus = first == '-';
      at++;
    }
    int start = at;
    long mantissa = 0;
    int significant = 0;
    int group = 0; // digits since the last mark
    int leading = 0; // digits before the first mark
    boolean threes = false; // a middle group had three digits
    boolean wholeDone = false;
    boolean any = false;
    int scale = 0;
    for (; at < end; at++) {
      char c = text.charAt(at);
      if (c >= '0' && c <= '9') {
        any = true;
        if (significant > 0 || c != '0') {
          significant++;
        }
        if (significant <= 18) {
          mantissa = 10 * mantissa + (c - '0');
        }
        if (wholeDone) {
          decimals++;
        } else {
          wholeDigits++;
        }
        group++;
        continue;
      }
      if ((c == 'e' || c == 'E') && any && at + 1 < end) {
        int power = exponent(text, at + 1, end);
        if (power == Integer.MIN_VALUE) {
          return Double.NaN;
        }
        exponent = c;
        char sign = text.charAt(at + 1);
        exponentPlus = sign == '+';
        exponentDigits = end - at - (sign == '+' || sign == '-' ? 2 : 1);
        scale = power;
        break;
      }
      if (wholeDone) {
        return Double.NaN;
      }
      if (c == decimal) {
        if (grouping != 0 && group != 3) {
          return Double.NaN;
        }
        wholeDone = true;
        group = 0;
        continue;
      }
      if (!isGrouping(c) || grouping != 0 && grouping != c || !any) {
        return Double.NaN;
      }
      if (grouping == 0) {
        leading = group;
        if (group > 3 || text.charAt(start) == '0') {
          return Double.NaN;
        }
      } else if (group == 2 && leading <= 2 && (lakhs || !threes)) {
        lakhs = true;
      } else if (group == 3 && !lakhs) {
        threes = true;
      } else {
        return Double.NaN;
      }
      grouping = c;
      group = 0;
    }
    if (!any || !wholeDone && grouping != 0 && group != 3) {
      return Double.NaN;
    }
    leadingZero = wholeDigits > 1 && text.charAt(start) == '0' && exponent == 0;
    double value = value(text, start, at, decimal, mantissa, significant, scale - decimals);
    return minus ? -value : value;
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

  private static int exponent(String text, int from, int end) {
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
  private double value(
      String text, int start, int end, char decimal, long mantissa, int significant, int power) {
    if (significant <= 15 && power >= -22 && power <= 22) {
      return power < 0 ? mantissa / POWERS[-power] : mantissa * POWERS[power];
    }
    digits.setLength(0);
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits.append(c);
      } else if (c == decimal) {
        digits.append('.');
      }
    }
    int exponent = power + decimals;
    double value = Double.parseDouble(exponent == 0 ? digits.toString() : digits + "e" + exponent);
    return Double.isInfinite(value) ? Double.NaN : value;
  }
}
