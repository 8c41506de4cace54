package dev.vae.data.table.cell;

import dev.vae.data.table.column.CellFormat;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How the dates of a column are written.
 *
 * @param order the order of day, month and year, or what else tells the moment
 * @param pattern what writes one, in the letters of {@link DateTimeFormatter}, of which LLL stands
 *     for a month in capitals and B for am and pm; empty for epochs
 * @param offset minutes ahead of Greenwich, where a zone is written
 * @param step what they are rounded to, beside what the pattern has letters for; not for epochs
 */
public record DateStyle(DateOrder order, String pattern, int offset, DateStep step)
    implements CellFormat {
  /** In a pattern stands for am and pm, in place of the letter for AM and PM. */
  static final String LOW = "B";

  private static final String LOW_ALONE = LOW + "(?=(?:[^']*'[^']*')*[^']*$)"; // not quoted

  private static final String NEXT_LOW = "\u0001";
  private static final long NANOS = 86_400_000_000_000L;
  private static final Pattern QUOTED = Pattern.compile("'[^']*'");

  /**
   * Returns a style whose pattern is checked.
   *
   * @throws IllegalArgumentException if the pattern cannot write a date
   */
  public static DateStyle of(DateOrder order, String pattern, int offset, DateStep step) {
    if (!order.epoch()) {
      try {
        new DateStyle(order, pattern, offset, step).format(0.5);
      } catch (java.time.DateTimeException | IllegalArgumentException e) {
        throw new IllegalArgumentException("'" + pattern + "' is not a pattern of dates", e);
      }
    }
    return new DateStyle(order, pattern, offset, step);
  }

  /** Returns the style of numbers that count from 1970. */
  public static DateStyle epoch(DateOrder order) {
    return new DateStyle(order, "", 0, DateStep.WRITTEN);
  }

  /** Days since 1970-01-01 in a text without blanks around it; NaN if it is not in this style. */
  double parse(String text, DateText dates, NumberText numbers) {
    if (order.epoch()) {
      double value = numbers.parse(text, '.');
      return value / (order == DateOrder.EPOCH_SECONDS ? 86_400.0 : 86_400_000.0);
    }
    if (dates.parse(text)) {
      return dates.days(order);
    }
    int end = pattern.startsWith("'") ? pattern.indexOf('\'', 1) : -1;
    String front = end < 0 ? "" : Blanks.strip(pattern.substring(1, end));
    boolean framed = !front.isEmpty() && text.startsWith(front);
    return framed && dates.parse(Blanks.strip(text.substring(front.length())))
        ? dates.days(order)
        : Double.NaN;
  }

  /** Returns this style with a text before the date. */
  public DateStyle framed(String before) {
    boolean quoted = pattern.startsWith("'");
    String rest = quoted ? pattern.substring(1) : "'" + pattern;
    return new DateStyle(order, "'" + before + rest, offset, step);
  }

  /** Writes days since 1970-01-01, or the fraction of a day of a time; NaN as nothing. */
  public String format(double days) {
    if (Double.isNaN(days) || Math.abs(days) > 365_000_000) {
      return "";
    }
    if (order.epoch()) {
      double unit = order == DateOrder.EPOCH_SECONDS ? 86_400.0 : 86_400_000.0;
      return Long.toString(Math.round(days * unit));
    }
    double local = order == DateOrder.TIME ? days : days + offset / 1440.0;
    String letters = letters();
    boolean clock = letters.indexOf('H') >= 0 || letters.indexOf('h') >= 0;
    boolean low = letters.contains(LOW);
    String java = low ? pattern.replaceAll(LOW_ALONE, NEXT_LOW + "a") : pattern;
    DateTimeFormatter formatter = DateTimeFormatter.ofPattern(java, Locale.ENGLISH);
    if (order == DateOrder.TIME) {
      double day = local - Math.floor(local);
      return low(LocalTime.ofNanoOfDay(Math.min(NANOS - unit(), rounded(day))).format(formatter));
    }
    long day = (long) Math.floor(clock ? local : Math.rint(local));
    long nanos = clock ? rounded(local - day) : 0;
    LocalDate date = LocalDate.ofEpochDay(day + nanos / NANOS);
    if (step == DateStep.MONTH) {
      date = date.plusDays(DateStep.HALF_A_MONTH).withDayOfMonth(1);
    }
    String text =
        low(LocalDateTime.of(date, LocalTime.ofNanoOfDay(nanos % NANOS)).format(formatter));
    return pattern.contains("LLL") ? text.toUpperCase(Locale.ROOT) : text;
  }

  private static String low(String text) {
    return text.replace(NEXT_LOW + "AM", "am").replace(NEXT_LOW + "PM", "pm");
  }

  /** Returns the pattern with the usual letter for am and pm. */
  public String shown() {
    return pattern.replaceAll(LOW_ALONE, "a");
  }

  /** The pattern without what is written as it stands, such as a zone. */
  private String letters() {
    return QUOTED.matcher(pattern).replaceAll("");
  }

  private long rounded(double fraction) {
    long unit = unit();
    return Math.round(fraction * NANOS / unit) * unit;
  }

  /** Days hold about a microsecond; shown is what the pattern and the step allow. */
  private long unit() {
    String letters = letters();
    int digits = 0;
    for (int i = 0; i < letters.length(); i++) {
      digits += letters.charAt(i) == 'S' ? 1 : 0;
    }
    boolean seconds = letters.indexOf('s') >= 0;
    long unit = seconds ? 1_000_000_000L : 60_000_000_000L;
    for (int i = 0; i < digits; i++) {
      unit /= 10;
    }
    return Math.max(unit, step.seconds() * 1_000_000_000L);
  }
}
