package dev.vae.data.tabular.parts;

import java.util.Locale;

/**
 * A part of a date. Those of one date are chosen so that each of its moments has exactly one value
 * of all of them. Years are counted in whole weeks, of 52.1775 in the mean, so that weekdays and
 * seasons do not depend on each other; the year is 0, and the week 0, in which 1970-01-01 lies.
 */
public enum DatePart {
  /** Not a part: the value as it is. */
  WHOLE(0),
  /** The day since 1970-01-01. */
  DAY(0),
  /** The week since that of 1970-01-01, which begins on Mondays. */
  WEEK(0),
  /** The year since 1970. */
  YEAR(0),
  /** About a month: 4 or 5 weeks, a twelfth of the year. */
  SEASON(12),
  /** The week of the season. */
  WEEK_OF_SEASON(5),
  /** From Monday, 0, on. */
  WEEKDAY(7),
  /** The hour of the day. */
  HOUR(24),
  /** Hours since midnight, with fractions. */
  CLOCK(0),
  /** The fraction of an hour since it began. */
  MINUTE(0);

  /** How many weeks a year has in the mean. */
  public static final double WEEKS = 52.1775;

  /** How many weeks the longest year has. */
  public static final double MOST_WEEKS = 53;

  /** How many seasons a year has. */
  public static final double SEASONS = 12;

  /** Milliseconds. */
  static final double DAY_MILLIS = 86_400_000;

  static final double HOUR_MILLIS = 3_600_000;

  private final int levels;

  DatePart(int levels) {
    this.levels = levels;
  }

  /** Returns how many levels it has; 0 for numbers. */
  public int levels() {
    return levels;
  }

  /** Returns its name in files and words. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Whether it tells on which day a date is, but for the parts that follow it. */
  public boolean trend() {
    return this == DAY || this == WEEK || this == YEAR;
  }

  /** Returns the part of a word. */
  static DatePart of(String word) {
    for (DatePart part : values()) {
      if (part.word().equals(word)) {
        return part;
      }
    }
    throw new IllegalArgumentException("there is no part of dates '" + word + "'");
  }

  /** Returns its value of a date in days since 1970-01-01, as it is there; NaN stays NaN. */
  double of(double days) {
    double millis = Math.rint(days * DAY_MILLIS);
    double day = Math.floor(millis / DAY_MILLIS);
    double clock = millis - day * DAY_MILLIS;
    double hour = Math.floor(clock / HOUR_MILLIS);
    double week = Math.floor((day + 3) / 7);
    double year = Math.floor(week / WEEKS);
    double ofYear = week - firstWeek(year);
    double season = Math.floor(ofYear * SEASONS / MOST_WEEKS);
    return switch (this) {
      case WHOLE -> days;
      case DAY -> day;
      case WEEK -> week;
      case YEAR -> year;
      case SEASON -> season;
      case WEEK_OF_SEASON -> ofYear - firstOfSeason(season);
      case WEEKDAY -> day + 3 - 7 * week;
      case HOUR -> hour;
      case CLOCK -> clock / HOUR_MILLIS;
      case MINUTE -> (clock - hour * HOUR_MILLIS) / HOUR_MILLIS;
    };
  }

  /** The first week of a year. */
  static double firstWeek(double year) {
    return Math.ceil(year * WEEKS);
  }

  /** The first week of a season in its year. */
  static double firstOfSeason(double season) {
    return Math.ceil(season * MOST_WEEKS / SEASONS);
  }
}
