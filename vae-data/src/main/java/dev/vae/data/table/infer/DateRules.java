package dev.vae.data.table.infer;

import dev.vae.data.table.cell.DateOrder;
import dev.vae.data.table.cell.DateStyle;
import dev.vae.data.table.cell.DateText;
import dev.vae.data.table.column.ColumnType;
import java.util.ArrayList;
import java.util.List;

/** Dates: one way of writing them fits the whole column. */
final class DateRules {
  private static final String[] SUSPECTS = {"1900-01-01", "1970-01-01", "9999-12-31"};

  private static final int FINE = 7;

  /** So many different times such as 0745 are no chance. */
  private static final int DIFFERENT = 20;

  private DateRules() {}

  static boolean decide(Draft draft, FileHints file, double enough) {
    ColumnEvidence e = draft.evidence;
    DateEvidence dates = e.dates;
    boolean months = dates.compact() && e.point.mostDigits == 6;
    boolean numbered = months && e.distinct() <= 12 && !Names.month(draft.name);
    if (dates.count < enough || dates.count == 0 || numbered) {
      return epoch(draft);
    }
    DateOrder order = order(draft, file, enough);
    boolean fractions = !dates.compact() && e.point.count > 0 && e.point.leadingZeros == 0;
    if (order == DateOrder.YEAR_MONTH && fractions) {
      return false; // 10.2022, while 04.2022 is a month
    }
    if (order == null) {
      if (e.point.count < enough) {
        draft.doubt(
            "holds dates written in several ways: taken for words; write all in one way", "");
      }
      return false;
    }
    DateStyle style = dates.style(order);
    if (order == DateOrder.TIME && (!style.pattern().contains("mm") || !four(draft))) {
      return epoch(draft); // 8h, 12h and 24h are no times, nor is 1950
    }
    draft.format = style;
    draft.amongIsMissing();
    if (e.complete() && e.distinct() - e.among.size() == 1) {
      draft.type = ColumnType.CONSTANT;
      draft.levels = Levels.ofWords(e, e.among.keySet());
      draft.reason = "always " + draft.levels.get(0).text();
      Marks.doubt(draft);
      return true;
    }
    draft.type = ColumnType.DATE;
    long misfits = e.candidates() - dates.best(order);
    draft.reason =
        dates.best(order)
            + " of "
            + e.candidates()
            + " cells are "
            + (order == DateOrder.TIME ? "times" : "dates")
            + " like "
            + shown((DateStyle) draft.format);
    ColumnRules.slips(
        draft,
        e.candidates() - misfits,
        order == DateOrder.TIME ? "times" : "dates",
        s -> s.date != null && s.date.fits(order));
    doubts(draft, order);
    written(draft, (DateStyle) draft.format);
    suspects(draft, (DateStyle) draft.format);
    return true;
  }

  /** Whether times that have no colon, if there are any, are such as 0745 rather than numbers. */
  private static boolean four(Draft draft) {
    NumberEvidence n = draft.evidence.point;
    boolean padded = n.leadingZeros > 0 && n.fewestDigits == 4 && n.mostDigits == 4;
    return n.count == 0 || padded && draft.evidence.distinct() >= DIFFERENT;
  }

  private static void doubts(Draft draft, DateOrder order) {
    NumberEvidence numbers = draft.evidence.point;
    if (draft.evidence.dates.compact() && numbers.count > 0) {
      int digits = numbers.mostDigits;
      draft.doubt(
          "numbers of "
              + digits
              + " digits that are all dates, such as "
              + "20240131235959".substring(0, Math.min(14, digits)),
          "real");
    } else if (numbers.count > 0 && order == DateOrder.YEAR_MONTH) {
      draft.doubt("numbers with two digits before the point are taken for months", "real");
    }
    if (order == DateOrder.TIME) {
      if (numbers.count > 0) {
        draft.doubt("numbers of 4 digits that are all times, such as 0745", "categorical");
      }
      DurationRules.doubt(draft);
    }
  }

  /** A pattern as people write it. */
  static String shown(DateStyle style) {
    return style.shown().replace("uuuu", "yyyy").replace("uu", "yy").replace("LLL", "MMM");
  }

  /** Months in another language, say, can be read but not written. */
  private static void written(Draft draft, DateStyle style) {
    DateText parser = new DateText();
    long others = 0;
    long all = 0;
    String example = "";
    String made = "";
    for (ColumnEvidence.Seen one : draft.evidence.seen.values()) {
      double day = parser.parse(one.text) ? parser.days(style.order()) : Double.NaN;
      if (!Double.isNaN(day)) {
        all += one.count;
        String text = style.format(day);
        boolean same = text.equals(one.text);
        others += same ? 0 : one.count;
        example = same || !example.isEmpty() ? example : one.text;
        made = same || !made.isEmpty() ? made : text;
      }
    }
    boolean fine = style.pattern().contains("S".repeat(FINE)); // days hold about a microsecond
    if (2 * others > all && !fine) {
      draft.doubt(
          Draft.shown(example) + " is read, but filled and made dates are written like " + made,
          "");
    }
  }

  private static DateOrder order(Draft draft, FileHints file, double enough) {
    DateEvidence dates = draft.evidence.dates;
    for (DateOrder sure :
        new DateOrder[] {DateOrder.YEAR_MONTH_DAY, DateOrder.YEAR_MONTH, DateOrder.TIME}) {
      if (dates.sure(sure) >= enough) {
        return sure;
      }
    }
    boolean brief = dates.best(DateOrder.YEAR_MONTH_DAY) >= enough;
    long day = dates.best(DateOrder.DAY_MONTH_YEAR);
    long month = dates.best(DateOrder.MONTH_DAY_YEAR);
    if (Math.max(day, month) < enough) {
      return brief ? DateOrder.YEAR_MONTH_DAY : null;
    }
    if (brief && day >= enough) {
      return yearFirst(draft);
    }
    if (day != month) {
      return day > month ? DateOrder.DAY_MONTH_YEAR : DateOrder.MONTH_DAY_YEAR;
    }
    char mark = dates.way(DateOrder.DAY_MONTH_YEAR).separator();
    boolean american = mark == '/' && file.sure() && file.decimal() == '.';
    DateOrder order = american ? DateOrder.MONTH_DAY_YEAR : DateOrder.DAY_MONTH_YEAR;
    String other =
        dates.style(american ? DateOrder.DAY_MONTH_YEAR : DateOrder.MONTH_DAY_YEAR).pattern();
    String why =
        american
            ? "month first because the file has decimal points"
            : file.sure() && file.decimal() == ','
                ? "day first because the file has decimal commas"
                : "day first";
    draft.doubt(
        "day and month cannot be told apart, none is above 12: read " + why,
        "date:" + other.replace("uuuu", "yyyy").replace("uu", "yy"));
    return order;
  }

  /** 21-03-24 may begin with a year: days of the month take more values than years do. */
  private static DateOrder yearFirst(Draft draft) {
    DateEvidence dates = draft.evidence.dates;
    boolean first =
        dates.daysOfMonth(DateOrder.YEAR_MONTH_DAY) > dates.daysOfMonth(DateOrder.DAY_MONTH_YEAR);
    DateOrder order = first ? DateOrder.YEAR_MONTH_DAY : DateOrder.DAY_MONTH_YEAR;
    DateOrder other = first ? DateOrder.DAY_MONTH_YEAR : DateOrder.YEAR_MONTH_DAY;
    draft.doubt(
        "day and year cannot be told apart: read "
            + (first ? "year" : "day")
            + " first because the "
            + (first ? "last" : "first")
            + " numbers vary more",
        "date:" + shown(dates.style(other)));
    return order;
  }

  /** Seconds or milliseconds since 1970, if the name says that they are times. */
  private static boolean epoch(Draft draft) {
    NumberEvidence n = draft.evidence.point;
    boolean times =
        n.whole
            && n.count == draft.evidence.candidates()
            && n.mostDecimals == 0
            && n.grouped == 0
            && Names.time(draft.name)
            && n.count > 0;
    boolean seconds = times && n.minimum >= 1e8 && n.maximum <= 4.2e9;
    boolean millis = times && n.minimum >= 1e11 && n.maximum <= 4.2e12;
    if (!seconds && !millis) {
      return false;
    }
    draft.type = ColumnType.DATE;
    draft.format = DateStyle.epoch(seconds ? DateOrder.EPOCH_SECONDS : DateOrder.EPOCH_MILLIS);
    draft.amongIsMissing();
    draft.reason =
        "whole numbers that are "
            + (seconds ? "seconds" : "milliseconds")
            + " since 1970, under a name of times";
    draft.doubt("numbers are read as moments", "real");
    return true;
  }

  /** Dates that often mean none, far from all others. */
  private static void suspects(Draft draft, DateStyle style) {
    ColumnEvidence e = draft.evidence;
    if (!e.complete()) {
      return;
    }
    DateText parser = new DateText();
    List<double[]> days = new ArrayList<>();
    for (ColumnEvidence.Seen one : e.seen.values()) {
      double day = parser.parse(one.text) ? parser.days(style.order()) : Double.NaN;
      if (!Double.isNaN(day)) {
        days.add(new double[] {day, one.count});
      }
    }
    for (String suspect : SUSPECTS) {
      double at = java.time.LocalDate.parse(suspect).toEpochDay();
      long there = 0;
      double nearest = Double.POSITIVE_INFINITY;
      double[] others =
          days.stream().filter(d -> d[0] != at).mapToDouble(d -> d[0]).sorted().toArray();
      for (double[] day : days) {
        if (day[0] == at) {
          there += (long) day[1];
        } else {
          nearest = Math.min(nearest, Math.abs(day[0] - at));
        }
      }
      int n = others.length;
      double range =
          n < 4 ? Double.POSITIVE_INFINITY : others[3 * (n - 1) / 4] - others[(n - 1) / 4];
      if (there >= 0.01 * e.rows && there > 0 && nearest > 5 * range) {
        draft.doubt(
            suspect
                + " stands in "
                + there
                + " rows, far from all other dates; perhaps it means missing",
            "missing:" + style.format(at));
      }
    }
  }
}
