package dev.vae.export.table.column;

import dev.vae.data.table.cell.DateOrder;
import dev.vae.data.table.cell.DateStyle;
import dev.vae.data.table.column.Column;
import dev.vae.export.internal.lower.OnnxGraph;
import dev.vae.export.internal.lower.Term;
import dev.vae.export.internal.onnx.Attribute;
import dev.vae.export.internal.onnx.OnnxType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;

/**
 * A column of dates: texts in the column's own style become days since 1970-01-01. What is not in
 * that style, or no day of the calendar, is missing. Styles with names of months, zones, two digits
 * of a year or halves of a day are left to who fills the input, which then takes days.
 */
@NullUnmarked // no null leaves it
public final class DateColumn {
  private static final Set<String> CLOCKS = Set.of("HH:mm", "HH:mm:ss", "H:mm", "H:mm:ss");
  private static final Set<String> YEARS = Set.of("uuuu", "yyyy");
  private static final Set<String> PARTS = Set.of("MM", "M", "dd", "d");

  /** A style taken apart. */
  private record Style(DateOrder order, String mark, String between, String clock) {}

  private DateColumn() {}

  /** Whether a column's dates can be read in ONNX. */
  public static boolean is(Column column) {
    return column.format() instanceof DateStyle style && style(style) != null;
  }

  private static Style style(DateStyle style) {
    String pattern = style.pattern();
    if (style.order().epoch() || style.offset() != 0) {
      return null;
    }
    if (style.order() == DateOrder.TIME) {
      return CLOCKS.contains(pattern) ? new Style(style.order(), "", "", pattern) : null;
    }
    int hour = pattern.indexOf('H');
    String between = hour < 0 ? "" : pattern.charAt(hour - 1) == ' ' ? " " : "T";
    String head = hour < 0 ? pattern : pattern.substring(0, hour - (between.equals("T") ? 3 : 1));
    String clock = hour < 0 ? "" : pattern.substring(hour);
    boolean quoted = !between.equals("T") || pattern.startsWith("'T'", hour - 3);
    String mark = head.contains("-") ? "-" : head.contains("/") ? "/" : ".";
    List<String> parts = List.of(head.split(java.util.regex.Pattern.quote(mark)));
    int year = style.order() == DateOrder.YEAR_MONTH_DAY ? 0 : 2;
    boolean known = quoted && parts.size() == 3 && (clock.isEmpty() || CLOCKS.contains(clock));
    for (int i = 0; known && i < parts.size(); i++) {
      known = (i == year ? YEARS : PARTS).contains(parts.get(i));
    }
    return known ? new Style(style.order(), mark, between, clock) : null;
  }

  /** Returns the days of each text, {@code [N]}; NaN where missing. */
  public static Term days(OnnxGraph graph, Column column, Term input) {
    Style style = style((DateStyle) column.format());
    String mark = style.mark.equals(".") ? "\\." : style.mark;
    boolean first = style.order == DateOrder.YEAR_MONTH_DAY;
    String two = "\\d{1,2}";
    String day = first ? "\\d{4}" + mark + two + mark + two : two + mark + two + mark + "\\d{4}";
    String clock = two + ":\\d{2}" + (style.clock.endsWith("ss") ? ":\\d{2}" : "");
    boolean time = style.order == DateOrder.TIME;
    String form = time ? clock : day + (style.clock.isEmpty() ? "" : style.between + clock);
    Term given =
        graph.op(OnnxType.BOOL, "RegexFullMatch", Map.of("pattern", Attribute.of(form)), input);
    String any =
        (time ? "" : first ? "1970-01-01" : "01-01-1970").replace("-", style.mark)
            + style.between
            + (style.clock.isEmpty() ? "" : style.clock.endsWith("ss") ? "00:00:00" : "00:00");
    Term text = given.choose(input, graph.texts(List.of(1L), List.of(any)));
    Term days = graph.number(0);
    Term sound = given;
    Term hours = text;
    if (!time) {
      Term date = text;
      if (!style.clock.isEmpty()) {
        Term both = split(graph, text, style.between);
        date = both.at(1, 0);
        hours = both.at(1, 1);
      }
      Term parts = split(graph, date, style.mark).asDouble();
      Term year = parts.at(1, first ? 0 : 2);
      Term month = parts.at(1, style.order == DateOrder.MONTH_DAY_YEAR ? 0 : 1);
      Term dayOfMonth = parts.at(1, first ? 2 : style.order == DateOrder.MONTH_DAY_YEAR ? 1 : 0);
      days = civil(year, month, dayOfMonth);
      // the next month's first day is beyond the day, and the month's own is not
      Term start = civil(year, month, dayOfMonth.times(0).plus(1));
      Term wrap = month.atLeast(graph.number(12));
      Term next =
          civil(
              wrap.choose(year.plus(1), year),
              wrap.choose(1, month.plus(1)),
              dayOfMonth.times(0).plus(1));
      sound =
          sound
              .and(month.atLeast(graph.number(1)))
              .and(month.more(12).not())
              .and(days.atLeast(start))
              .and(days.less(next))
              .and(year.more(0));
    }
    if (!style.clock.isEmpty()) {
      Term parts = split(graph, hours, ":").asDouble();
      Term hour = parts.at(1, 0);
      Term minute = parts.at(1, 1);
      Term seconds = hour.times(3600).plus(minute.times(60));
      sound = sound.and(minute.more(59).not()).and(hour.more(24).not());
      if (style.clock.endsWith("ss")) {
        Term second = parts.at(1, 2);
        seconds = seconds.plus(second);
        sound = sound.and(second.more(60).not());
      }
      sound = sound.and(hour.less(graph.number(24)).or(seconds.equal(86_400)));
      Term part = seconds.over(86_400);
      days = time ? part : days.plus(part);
    }
    return sound.choose(days, graph.number(Double.NaN));
  }

  private static Term split(OnnxGraph graph, Term text, String mark) {
    return graph
        .ops(
            List.of(OnnxType.STRING, OnnxType.INT64),
            "StringSplit",
            Map.of("delimiter", Attribute.of(mark)),
            text)
        .get(0);
  }

  /** Days since 1970-01-01 of the proleptic Gregorian calendar, a year beginning in March. */
  private static Term civil(Term year, Term month, Term day) {
    Term early = month.more(2).not();
    Term y = early.choose(year.minus(1), year);
    Term m = early.choose(month.plus(9), month.minus(3));
    Term yearDay = m.times(153).plus(2).over(5).apply("Floor").plus(day).minus(1);
    return y.times(365)
        .plus(y.over(4).apply("Floor"))
        .minus(y.over(100).apply("Floor"))
        .plus(y.over(400).apply("Floor"))
        .plus(yearDay)
        .minus(719_468);
  }
}
