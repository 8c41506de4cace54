package dev.vae.export.table.column;

import dev.vae.data.table.cell.DateOrder;
import dev.vae.data.table.cell.DateStep;
import dev.vae.data.table.cell.DateStyle;
import dev.vae.export.internal.lower.OnnxGraph;
import dev.vae.export.internal.lower.Term;
import dev.vae.export.internal.onnx.OnnxType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Days since 1970-01-01 as texts in a column's own style, of those that can be read in ONNX. */
final class WrittenDate {
  private static final double DAY = 86_400;
  private static final Pattern PARTS = Pattern.compile("uuuu|yyyy|MM?|dd?|HH?|mm|ss|'T'|.");

  private final OnnxGraph graph;
  private final String pattern;
  private final DateOrder order;
  private final DateStep step;

  public WrittenDate(OnnxGraph graph, DateStyle style) {
    this.graph = graph;
    this.pattern = style.pattern();
    this.order = style.order();
    this.step = style.step();
  }

  /** Returns the text of each number of days, {@code [N]}, none of which is missing. */
  public Term of(Term days) {
    boolean time = order == DateOrder.TIME;
    boolean clock = pattern.contains("H");
    Term whole = clock ? days.apply("Floor") : days.apply("Round");
    double unit = Math.max(pattern.contains("ss") ? 1 : 60, step.seconds());
    Term seconds = days.minus(whole).times(DAY / unit).plus(0.5).apply("Floor").times(unit);
    Term next = seconds.atLeast(graph.number(DAY));
    if (time) {
      seconds = seconds.min(DAY - unit); // a time ends before midnight
    } else if (clock) {
      whole = whole.plus(next.asDouble());
      seconds = next.choose(0, seconds);
    }
    boolean firsts = step == DateStep.MONTH;
    Civil date = civil(firsts ? whole.plus(DateStep.HALF_A_MONTH) : whole);
    Term hour = seconds.over(3600).apply("Floor");
    Term left = seconds.minus(hour.times(3600));
    Term minute = left.over(60).apply("Floor");
    Term text = null;
    for (Matcher part = PARTS.matcher(pattern); part.find(); ) {
      String letters = part.group();
      Term written =
          switch (letters.charAt(0)) {
            case 'u', 'y' -> year(date.year);
            case 'M' -> two(date.month, letters.length());
            case 'd' -> two(firsts ? date.day.times(0).plus(1) : date.day, letters.length());
            case 'H' -> two(hour, letters.length());
            case 'm' -> two(minute, 2);
            case 's' -> two(left.minus(minute.times(60)), 2);
            default -> graph.texts(List.of(1L), List.of(letters.equals("'T'") ? "T" : letters));
          };
      text =
          text == null
              ? written
              : graph.op(OnnxType.STRING, "StringConcat", Map.of(), text, written);
    }
    return Objects.requireNonNull(text, pattern);
  }

  private Term year(Term year) {
    Term hundreds = year.over(100).apply("Floor");
    return graph.op(
        OnnxType.STRING,
        "StringConcat",
        Map.of(),
        two(hundreds, 2),
        two(year.minus(hundreds.times(100)), 2));
  }

  /** Whole numbers below 100 as texts of at least so many digits. */
  private Term two(Term number, int digits) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      texts.add(String.format(Locale.ROOT, "%0" + digits + "d", i));
    }
    Term at = number.max(0).min(99).as(OnnxType.INT64);
    return graph.texts(List.of(100L), texts).gather(0, at);
  }

  private record Civil(Term year, Term month, Term day) {}

  /** The proleptic Gregorian calendar, in 400 years of 146,097 days that begin in March. */
  private Civil civil(Term days) {
    Term from = days.plus(719_468);
    Term era = from.over(146_097).apply("Floor");
    Term day = from.minus(era.times(146_097));
    Term years =
        day.minus(floor(day, 1460))
            .plus(floor(day, 36_524))
            .minus(floor(day, 146_096))
            .over(365)
            .apply("Floor");
    Term ofYear = day.minus(years.times(365).plus(floor(years, 4)).minus(floor(years, 100)));
    Term moved = ofYear.times(5).plus(2).over(153).apply("Floor");
    Term ofMonth = ofYear.minus(moved.times(153).plus(2).over(5).apply("Floor")).plus(1);
    Term late = moved.more(9);
    Term month = moved.plus(3).minus(late.asDouble().times(12));
    return new Civil(years.plus(era.times(400)).plus(late.asDouble()), month, ofMonth);
  }

  private static Term floor(Term number, double by) {
    return number.over(by).apply("Floor");
  }
}
