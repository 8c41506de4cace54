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

  private DateRules() {}

  static boolean decide(Draft draft, FileHints file, double share) {
    ColumnEvidence e = draft.evidence;
    DateEvidence dates = e.dates;
    if (dates.count < share * e.candidates() || dates.count == 0) {
      return epoch(draft);
    }
    double enough = share * e.candidates();
    DateOrder order = order(draft, file, enough);
    if (order == null) {
      if (e.point.count < share * e.candidates()) {
        draft.doubt(
            "holds dates written in several ways: taken for words; write all in one way", "");
      }
      return false;
    }
    draft.format = dates.style(order);
    draft.amongIsMissing();
    if (e.complete() && e.distinct() - e.among.size() == 1) {
      draft.type = ColumnType.CONSTANT;
      draft.levels = Levels.ofWords(e, e.among.keySet());
      draft.reason = "always " + draft.levels.get(0).text();
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
    if (misfits > 0) {
      draft.reason += "; " + misfits + " others are missing";
    }
    if (dates.compact() && e.point.count > 0) {
      draft.doubt("numbers of eight digits that are all dates, such as 20240131", "real");
    }
    suspects(draft, (DateStyle) draft.format);
    return true;
  }

  /** A pattern as people write it. */
  static String shown(DateStyle style) {
    return style.pattern().replace("uuuu", "yyyy").replace("uu", "yy");
  }

  private static DateOrder order(Draft draft, FileHints file, double enough) {
    DateEvidence dates = draft.evidence.dates;
    for (DateOrder sure :
        new DateOrder[] {DateOrder.YEAR_MONTH_DAY, DateOrder.YEAR_MONTH, DateOrder.TIME}) {
      if (dates.best(sure) >= enough) {
        return sure;
      }
    }
    long day = dates.best(DateOrder.DAY_MONTH_YEAR);
    long month = dates.best(DateOrder.MONTH_DAY_YEAR);
    if (Math.max(day, month) < enough) {
      return null;
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
