package dev.vae.data.table.cell;

import dev.vae.data.table.column.CellFormat;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How lengths of time are written; a value is in seconds.
 *
 * @param form the form
 * @param digits of the first number before a colon, at least; of words and ISO 8601 2 if all parts
 *     are written with two digits, 1 if parts that are 0 are written, else 0
 * @param decimals of the seconds, or of the only number
 * @param labels what stands behind years, months, weeks, days, hours, minutes, seconds and
 *     milliseconds, each empty where there are none, then what stands between parts; for words and
 *     ISO 8601 alone, and of days before a clock the last; of hours and minutes that are not
 *     written as 1:30 the mark between and what stands behind, such as h; then, of degrees, the
 *     letters that mean plus and minus, such as NS, with a blank before them or not
 */
public record DurationStyle(Form form, int digits, int decimals, List<String> labels)
    implements CellFormat {
  private static final int DAYS = 3; // among the sizes
  private static final int BETWEEN = DurationText.SIZES.length;

  /** A form of writing. */
  public enum Form {
    /** 1:30 is an hour and a half. */
    HOURS_MINUTES,
    /** 1:30 is a minute and a half. */
    MINUTES_SECONDS,
    /** 1:23:45. */
    HOURS_MINUTES_SECONDS,
    /** 1:23:45, and 23:45 under an hour. */
    HOURS_IF_ANY,
    /** 3 days 04:05:06. */
    DAYS,
    /** 3d 04:05. */
    DAYS_HOURS,
    /** 3 days, 4:05:06, and 4:05:06 under a day. */
    DAYS_IF_ANY,
    /** PT1H30M. */
    ISO,
    /** 2h 15m. */
    WORDS,
    /** 90 min, 1.5 h: one number in the unit that fits. */
    ONE_WORD
  }

  /** Copies the list. */
  public DurationStyle {
    labels = List.copyOf(labels);
  }

  /**
   * Returns a style whose labels are checked.
   *
   * @throws IllegalArgumentException if words lack their labels, or decimals are too many
   */
  public static DurationStyle of(Form form, int digits, int decimals, List<String> labels) {
    boolean words = form.ordinal() >= Form.ISO.ordinal();
    boolean all = labels.size() == BETWEEN + 1 || labels.size() == BETWEEN + 2;
    boolean any = all && labels.subList(0, BETWEEN).stream().anyMatch(l -> !l.isEmpty());
    if (words && !any || decimals > 9 || digits > 9) {
      throw new IllegalArgumentException("this cannot write lengths of time");
    }
    return new DurationStyle(form, digits, decimals, labels);
  }

  /** Returns how many seconds the last digit is worth. */
  public double unit() {
    return form == Form.HOURS_MINUTES || form == Form.DAYS_HOURS
        ? 60
        : form.ordinal() >= Form.ISO.ordinal() ? smallest() : Math.pow(10, -decimals);
  }

  /** Returns how many seconds each of the units is worth that have a label. */
  public List<Double> sizes() {
    return IntStream.range(0, BETWEEN)
        .filter(i -> !labels.get(i).isEmpty())
        .mapToObj(i -> DurationText.SIZES[i])
        .toList();
  }

  private double smallest() {
    double size = 1;
    for (int i = 0; i < BETWEEN; i++) {
      size = labels.get(i).isEmpty() ? size : DurationText.SIZES[i];
    }
    return size * Math.pow(10, -decimals);
  }

  /** Returns the seconds in a text, NaN if there are none; a number alone is seconds. */
  double parse(String text, DurationText reader, NumberText numbers) {
    if (!reader.parse(text)) {
      return numbers.parse(text, '.');
    }
    boolean hours = form == Form.HOURS_MINUTES && reader.kind() == DurationText.Kind.TWO_PARTS;
    return hours ? 60 * reader.seconds() : reader.seconds();
  }

  /** Writes seconds; NaN as nothing. */
  @Override
  public String format(double seconds) {
    if (Double.isNaN(seconds) || Math.abs(seconds) > 1e13) {
      return "";
    }
    if (form == Form.ONE_WORD) {
      return oneWord(seconds);
    }
    double unit = unit();
    BigDecimal all =
        calendar()
            ? BigDecimal.valueOf(Math.abs(seconds))
            : BigDecimal.valueOf(Math.rint(Math.abs(seconds) / unit)).multiply(exact(unit));
    boolean minus = seconds < 0 && Math.rint(Math.abs(seconds) / unit) > 0;
    String text = form == Form.ISO || form == Form.WORDS ? words(all) : clock(all);
    if (labels.size() > BETWEEN + 1) {
      String sides = labels.get(BETWEEN + 1);
      int plus = sides.length() - 2;
      return text + sides.substring(0, plus) + sides.charAt(minus ? plus + 1 : plus);
    }
    return minus ? "-" + text : text;
  }

  /** Whether days or less stand behind years or months, which are no whole number of them. */
  private boolean calendar() {
    boolean years = !labels.get(0).isEmpty() || !labels.get(1).isEmpty();
    return (form == Form.WORDS || form == Form.ISO) && years && last() > 1;
  }

  private static BigDecimal exact(double value) {
    return new BigDecimal(Double.toString(value));
  }

  private String clock(BigDecimal all) {
    long whole = all.longValue();
    boolean days =
        form == Form.DAYS || form == Form.DAYS_HOURS || form == Form.DAYS_IF_ANY && whole >= 86_400;
    long rest = days ? whole % 86_400 : whole;
    String before = days ? whole / 86_400 + labels.get(BETWEEN) : "";
    String mark = labels.get(BETWEEN);
    if (form == Form.HOURS_MINUTES && !mark.isEmpty()) {
      int end = mark.startsWith(" ") ? mark.indexOf(' ', 1) + 1 : 1; // 1 h 05, 1h05, 1:05 h
      return two(rest / 3600, digits)
          + mark.substring(0, end)
          + two(rest / 60 % 60, 2)
          + mark.substring(end);
    }
    if (form == Form.HOURS_MINUTES || form == Form.DAYS_HOURS) {
      return before + two(rest / 3600, digits) + ":" + two(rest / 60 % 60, 2);
    }
    String fraction = all.remainder(BigDecimal.ONE).setScale(decimals).toPlainString().substring(1);
    boolean hours = form != Form.MINUTES_SECONDS && (form != Form.HOURS_IF_ANY || rest >= 3600);
    String start =
        hours
            ? two(rest / 3600, digits) + ":" + two(rest / 60 % 60, 2)
            : two(rest / 60, form == Form.HOURS_IF_ANY ? 2 : digits);
    return before + start + ":" + two(rest % 60, 2) + fraction;
  }

  private static String two(long number, int digits) {
    String text = Long.toString(number);
    return "0".repeat(Math.max(0, digits - text.length())) + text;
  }

  private String words(BigDecimal all) {
    boolean iso = form == Form.ISO;
    StringBuilder text = new StringBuilder(iso ? "P" : "");
    BigDecimal left = all;
    boolean clock = false;
    int last = last();
    int parts = 0;
    for (int i = 0; i <= last; i++) {
      BigDecimal size = exact(DurationText.SIZES[i]);
      if (labels.get(i).isEmpty()) {
        continue;
      }
      BigDecimal number =
          i == last
              ? left.divide(size, calendar() ? decimals : 9, RoundingMode.HALF_EVEN)
              : left.divideToIntegralValue(size);
      left = left.subtract(number.multiply(size));
      if (number.signum() == 0 && digits == 0 && !(parts == 0 && i == last)) {
        continue;
      }
      text.append(iso && i > DAYS && !clock ? "T" : "");
      clock |= i > DAYS;
      text.append(!iso && parts > 0 ? labels.get(BETWEEN) : "");
      text.append(parts > 0 && digits > 1 ? padded(number) : plain(number)).append(labels.get(i));
      parts++;
    }
    return text.toString();
  }

  private static String padded(BigDecimal number) {
    String text = plain(number);
    int point = text.indexOf('.');
    return (point < 0 ? text.length() : point) < 2 ? "0" + text : text;
  }

  private int last() {
    int last = 0;
    for (int i = 0; i < BETWEEN; i++) {
      last = labels.get(i).isEmpty() ? last : i;
    }
    return last;
  }

  private static String plain(BigDecimal number) {
    BigDecimal shortest = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    return shortest.setScale(Math.max(0, shortest.scale())).toPlainString();
  }

  private String oneWord(double seconds) {
    double[] sizes = DurationText.SIZES.clone();
    for (int i = 0; i < BETWEEN; i++) {
      sizes[i] = labels.get(i).isEmpty() ? Double.NaN : sizes[i];
    }
    int best = UnitStyle.fitting(seconds, sizes, decimals);
    BigDecimal number =
        BigDecimal.valueOf(seconds / DurationText.SIZES[best])
            .setScale(decimals, RoundingMode.HALF_EVEN);
    return plain(number) + labels.get(best);
  }
}
