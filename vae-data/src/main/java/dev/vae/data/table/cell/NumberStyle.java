package dev.vae.data.table.cell;

import dev.vae.data.table.column.CellFormat;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the numbers of a column are written.
 *
 * @param decimal the decimal mark
 * @param grouping the mark between thousands, or 0 for none
 * @param lakhs whether above the thousands each two digits are marked: 1,23,456
 * @param fewest digits after the decimal mark, at least
 * @param most digits after the decimal mark that nearly all cells have at most; beyond them a value
 *     is rounded. Of numbers with exponents those before the exponent count
 * @param prefix what stands before, such as a currency
 * @param suffix what stands behind, such as per cent
 * @param negative how a negative number is marked
 * @param scientific whether numbers are written with exponents
 * @param exponent how all exponents are written, such as {@code e+00}: a letter, a plus where
 *     positive ones have one, and a 0 for each digit at least; if empty, those of large and small
 *     numbers alone, as Java does
 * @param zero the digit 0 of the script that digits are of
 */
public record NumberStyle(
    char decimal,
    char grouping,
    boolean lakhs,
    int fewest,
    int most,
    String prefix,
    String suffix,
    Negative negative,
    boolean scientific,
    String exponent,
    char zero)
    implements CellFormat {
  /** Before a power of ten that is written out: 1.2\u00d710^5. */
  static final char TIMES = '\u00d7';

  static final String TEN = "10^";

  private static final Pattern EXPONENT = Pattern.compile("([eEdD\u00d7])(\\+?)(0{1,4})");

  /** How a negative number is marked. */
  public enum Negative {
    MINUS,
    PARENTHESES,
    TRAILING_MINUS,
    /** And a positive one by a plus. */
    PLUS_OR_MINUS,
    /** By a minus behind it, and a positive one by a plus. */
    TRAILING_SIGN,
    /** By the minus of mathematics. */
    LONG_MINUS,
    /** By an arrow down before it, and all others by one up. */
    ARROWS
  }

  /** Writes as Java writes numbers: a point, no thousands, as many digits as are needed. */
  public static NumberStyle plain() {
    return new NumberStyle('.', (char) 0, false, 0, 17, "", "", Negative.MINUS, false, "", '0');
  }

  /** Returns this style with another decimal mark; thousands that had that mark get the old one. */
  public NumberStyle withDecimal(char mark) {
    char other = grouping == mark ? decimal : grouping;
    return new NumberStyle(
        mark, other, lakhs, fewest, most, prefix, suffix, negative, scientific, exponent, zero);
  }

  /**
   * Returns this style with what stands before and behind another's numbers.
   *
   * @param thousands whether its mark of thousands counts, too
   */
  public NumberStyle dressed(NumberStyle other, boolean thousands) {
    return new NumberStyle(
        decimal,
        thousands ? other.grouping : grouping,
        thousands ? other.lakhs : lakhs,
        fewest,
        most,
        other.prefix,
        other.suffix,
        negative,
        scientific,
        exponent,
        zero);
  }

  /** Returns this style with more before and behind the number. */
  public NumberStyle framed(String before, String after) {
    return dressed(before + prefix, suffix + after);
  }

  private NumberStyle dressed(String before, String behind) {
    return new NumberStyle(
        decimal,
        grouping,
        lakhs,
        fewest,
        most,
        before,
        behind,
        negative,
        scientific,
        exponent,
        zero);
  }

  /** Returns 1 where a prefix is an arrow up, -1 for one down, else 0. */
  public static int arrow(String prefix) {
    return prefix.isEmpty() ? 0 : NumberMarks.arrow(prefix.charAt(0));
  }

  /** Whether more than a currency stands before the number, so that a sign stands behind it. */
  public boolean framed() {
    return negative != Negative.ARROWS && !NumberMarks.currency(prefix);
  }

  /** A text without what stands before the number beside a currency. */
  String bare(String text) {
    String front = framed() ? Blanks.strip(prefix) : "";
    return !front.isEmpty() && text.startsWith(front)
        ? Blanks.strip(text.substring(front.length()))
        : text;
  }

  /** Returns this style with something else behind the number. */
  NumberStyle withSuffix(String other) {
    return dressed(prefix, other);
  }

  /**
   * Returns the number in a text, which may have behind it what this style has.
   *
   * @return NaN if it is none
   */
  double parse(String cell, NumberText numbers) {
    String text = bare(cell);
    double value = numbers.parse(text, decimal);
    String behind = Blanks.strip(suffix);
    if (!Double.isNaN(value) || behind.isEmpty()) {
      return value;
    }
    for (String end : UnitKinds.numbers(behind)) {
      if (text.endsWith(end)) {
        String before = Blanks.strip(text.substring(0, text.length() - end.length()));
        return numbers.parse(before, decimal);
      }
    }
    return value;
  }

  /** Returns this style with an exponent. */
  public NumberStyle withExponent() {
    return new NumberStyle(
        decimal, grouping, lakhs, fewest, 17, prefix, suffix, negative, true, "", zero);
  }

  /** Returns this style with as many decimals as a number needs. */
  public NumberStyle exact() {
    return new NumberStyle(
        decimal, grouping, lakhs, fewest, 17, prefix, suffix, negative, scientific, exponent, zero);
  }

  /**
   * Checks how exponents are written.
   *
   * @throws IllegalArgumentException if it is no such text
   */
  public static String checkExponent(String exponent) {
    if (!exponent.isEmpty() && !EXPONENT.matcher(exponent).matches()) {
      throw new IllegalArgumentException("'" + exponent + "' is not an exponent, such as e+00");
    }
    return exponent;
  }

  /** Writes a number; NaN as nothing. */
  public String format(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return "";
    }
    BigDecimal rounded = BigDecimal.valueOf(value);
    if (scientific) {
      rounded = rounded.round(new MathContext(Math.min(17, most) + 1, RoundingMode.HALF_EVEN));
    } else if (rounded.scale() > most) {
      rounded = rounded.setScale(most, RoundingMode.HALF_EVEN);
    }
    boolean minus = rounded.signum() < 0;
    String number = scientific ? scientific(rounded.abs()) : digits(rounded.abs());
    String behind = (zero == '0' ? number : Scripts.digits(number, zero)) + suffix;
    if (negative == Negative.ARROWS) {
      return NumberMarks.turned(prefix, minus) + behind;
    }
    if (framed()) {
      return prefix + signed(behind, rounded.signum());
    }
    return signed(prefix + behind, rounded.signum());
  }

  private String signed(String dressed, int signum) {
    if (signum >= 0) {
      boolean plus = negative == Negative.PLUS_OR_MINUS && signum > 0;
      boolean behind = negative == Negative.TRAILING_SIGN && signum > 0;
      return plus ? "+" + dressed : behind ? dressed + "+" : dressed;
    }
    return switch (negative) {
      case MINUS, PLUS_OR_MINUS, ARROWS -> "-" + dressed;
      case LONG_MINUS -> "\u2212" + dressed;
      case PARENTHESES -> "(" + dressed + ")";
      case TRAILING_MINUS, TRAILING_SIGN -> dressed + "-";
    };
  }

  /** As {@code Double.toString} writes them, but for its surplus digits before JDK 19. */
  private String scientific(BigDecimal value) {
    BigDecimal shortest = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    int power = shortest.precision() - shortest.scale() - 1;
    Matcher always = EXPONENT.matcher(exponent);
    if (always.matches()) {
      BigDecimal mantissa = shortest.movePointLeft(power);
      String digits = mantissa.setScale(Math.max(fewest, mantissa.scale())).toPlainString();
      String size = Integer.toString(Math.abs(power));
      return digits.replace('.', decimal)
          + always.group(1)
          + (always.group(1).charAt(0) == TIMES ? TEN : "")
          + (power < 0 ? "-" : always.group(2))
          + "0".repeat(Math.max(0, always.group(3).length() - size.length()))
          + size;
    }
    if (value.signum() != 0 && (power < -3 || power >= 7)) {
      String all = shortest.unscaledValue().toString();
      return all.charAt(0)
          + ""
          + decimal
          + (all.length() > 1 ? all.substring(1) : "0")
          + "E"
          + power;
    }
    return shortest.setScale(Math.max(1, shortest.scale())).toPlainString().replace('.', decimal);
  }

  private String digits(BigDecimal value) {
    BigDecimal shortest = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    String plain = shortest.setScale(Math.max(fewest, shortest.scale())).toPlainString();
    int point = plain.indexOf('.');
    String whole = point < 0 ? plain : plain.substring(0, point);
    StringBuilder text = new StringBuilder(whole);
    if (grouping != 0) {
      for (int i = whole.length() - 3; i > 0; i -= lakhs ? 2 : 3) {
        text.insert(i, grouping);
      }
    }
    return point < 0
        ? text.toString()
        : text.append(decimal).append(plain, point + 1, plain.length()).toString();
  }
}
