package dev.vae.data.table.cell;

import java.util.Map;

/** Takes a time of day apart, with AM or PM and a zone behind it or not. */
final class ClockText {
  /** Names of zones that programs write, minutes ahead of Greenwich, as Java takes them. */
  private static final Map<String, Integer> ZONES =
      Map.ofEntries(
          Map.entry("WET", 0),
          Map.entry("WEST", 60),
          Map.entry("CET", 60),
          Map.entry("MEZ", 60),
          Map.entry("CEST", 120),
          Map.entry("MESZ", 120),
          Map.entry("EET", 120),
          Map.entry("EEST", 180),
          Map.entry("MSK", 180),
          Map.entry("EST", -300),
          Map.entry("EDT", -240),
          Map.entry("CST", -360),
          Map.entry("CDT", -300),
          Map.entry("MST", -420),
          Map.entry("MDT", -360),
          Map.entry("PST", -480),
          Map.entry("PDT", -420),
          Map.entry("JST", 540));

  private static final String UHR = " Uhr";

  /** What may stand behind a time. */
  private static final String[] BEHIND = {UHR, " h", "h", " hrs", " Hs"};

  /** Between hours and minutes, with blanks around: 14 h 30, 14 Uhr 30. */
  private static final String[] APART = {" h ", UHR + " "};

  /** Between hours and minutes: 14h30, and the words of the East. */
  private static final String HOURS = "h\u6642\u65f6\u70b9\u9ede\uc2dc";

  private static final String MINUTES = "\u5206\ubd84";

  private double time;
  private int digits; // of hours, 0 for no time
  private boolean seconds;
  private int fraction;
  private boolean half; // AM or PM
  private boolean low; // am or pm
  private boolean tight; // without colons
  private boolean bare; // an hour alone: 14h
  private String minutes = ""; // behind them: 8\u664230\u5206, 14.30 Uhr
  private String word = ""; // between hours and minutes, with blanks around
  private char mark;
  private char decimal;
  private boolean apart; // a blank before AM or PM
  private String zone = "";
  private int offset;
  private int at;
  private String text = "";

  /** Forgets what was read. */
  void clear() {
    time = 0;
    digits = 0;
    seconds = false;
    fraction = 0;
    half = false;
    low = false;
    tight = false;
    bare = false;
    minutes = "";
    word = "";
    mark = ':';
    decimal = '.';
    apart = true;
    zone = "";
    offset = 0;
  }

  /**
   * Reads a time of day, with a zone behind it or not, to the end of a text.
   *
   * @param dotted whether dots may stand where colons do: 14-MAR-24 10.15.30
   */
  boolean read(String whole, int from, boolean dotted) {
    text = whole;
    at = from;
    int start = at;
    int hour = two();
    if (hour < 0 || at >= text.length()) {
      return false;
    }
    mark = text.charAt(at);
    digits = at - start;
    if (mark == ' ') {
      return apart(hour);
    }
    boolean named = HOURS.indexOf(mark) >= 0;
    if (mark != ':' && !(mark == '.' && (dotted || text.endsWith(UHR))) && !named) {
      return false;
    }
    at++;
    if (named && mark != 'h') {
      at += at < text.length() && text.charAt(at) == ' ' ? 1 : 0;
      minutes = text.substring(start + digits + 1, at);
    }
    if (mark == 'h' && at == text.length()) {
      bare = true;
      time = hour / 24.0;
      return hour <= 24;
    }
    start = at;
    int minute = two();
    if (minute < 0 || at - start != 2 || minute > 59) {
      return false;
    }
    if (named) {
      return words(hour, minute);
    }
    double second = at < text.length() && text.charAt(at) == mark ? seconds() : 0;
    if (second < 0) {
      return false;
    }
    hour = halves(hour);
    if (hour < 0 || hour > 24 || hour == 24 && (minute > 0 || second > 0)) {
      return false;
    }
    time = (hour * 3600 + minute * 60 + second) / 86400;
    for (String end : BEHIND) {
      if (at < text.length() && !half && text.substring(at).equals(end)) {
        minutes = end;
        return true;
      }
    }
    return zone();
  }

  /** Reads a mark and seconds behind it, with a fraction or not; below 0 for anything else. */
  private double seconds() {
    at++;
    int start = at;
    double second = two();
    if (second < 0 || at - start != 2 || second > 60) {
      return -1;
    }
    seconds = true;
    if (at < text.length() && (text.charAt(at) == '.' || text.charAt(at) == ',')) {
      decimal = text.charAt(at);
      at++;
      double unit = 0.1;
      while (at < text.length() && isDigit(text.charAt(at)) && fraction < 9) {
        second += unit * (double) (text.charAt(at) - '0');
        unit /= 10;
        fraction++;
        at++;
      }
    }
    return second;
  }

  /** Ends a time whose hours have a word with blanks around behind them. */
  private boolean apart(int hour) {
    for (String between : APART) {
      if (text.startsWith(between, at)) {
        at += between.length();
        int start = at;
        int minute = two();
        word = between;
        mark = 'h';
        return at - start == 2 && minute < 60 && words(hour, minute);
      }
    }
    return false;
  }

  /** Ends a time whose hours have a word or letter behind them. */
  private boolean words(int hour, int minute) {
    boolean eastern = mark != 'h';
    if (eastern && (at >= text.length() || MINUTES.indexOf(text.charAt(at)) < 0)) {
      return false;
    }
    String blank = minutes;
    minutes = eastern ? blank + text.charAt(at) : "";
    at += eastern ? 1 : 0;
    time = (hour * 3600 + minute * 60) / 86400.0;
    return at == text.length() && (hour < 24 || hour == 24 && minute == 0);
  }

  /** Reads a time of day without colons, to the end of a text: 235959Z. */
  boolean readTight(String whole, int from) {
    text = whole;
    at = from;
    int hour = two();
    int minute = two();
    int second = two();
    if (at != from + 6 || hour > 23 || minute > 59 || second > 60 || second < 0) {
      return false;
    }
    tight = true;
    seconds = true;
    time = (hour * 3600 + minute * 60 + second) / 86400.0;
    return zone();
  }

  /** Reads hours and minutes without a colon: 0745. */
  boolean readFour(String whole) {
    text = whole;
    at = 0;
    int hour = two();
    int minute = two();
    tight = true;
    time = (hour * 60 + minute) / 1440.0;
    return hour <= 23 && minute <= 59;
  }

  private int halves(int hour) {
    int start = at;
    int next = at;
    while (next < text.length() && text.charAt(next) == ' ') {
      next++;
    }
    if (next + 2 > text.length()) {
      return hour;
    }
    String word = text.substring(next, next + 2);
    if (!word.equalsIgnoreCase("am") && !word.equalsIgnoreCase("pm")) {
      at = start;
      return hour;
    }
    apart = next > start;
    at = next + 2;
    half = true;
    low = Character.isLowerCase(word.charAt(0));
    if (hour < 1 || hour > 12) {
      return -1;
    }
    return hour % 12 + (word.equalsIgnoreCase("pm") ? 12 : 0);
  }

  private boolean zone() {
    if (at == text.length()) {
      return true;
    }
    int start = at;
    if (text.charAt(at) == ' ') {
      at++;
    }
    String left = text.substring(at);
    int region = left.endsWith("]") ? left.indexOf('[') : -1; // +01:00[Europe/Berlin]
    int end = region < 0 ? text.length() : at + region;
    left = text.substring(at, end);
    Integer named = at > start ? ZONES.get(left) : null;
    if (named != null) {
      offset = named;
      zone = text.substring(start);
      at = text.length();
      return true;
    }
    if (left.equals("Z") || left.equals("z") || left.equals("UTC") || left.equals("GMT")) {
      zone = text.substring(start);
      at = text.length();
      return true;
    }
    if (left.startsWith("GMT") || left.startsWith("UTC")) { // GMT+2, as forms write it
      left = left.substring(3);
      at += 3;
    }
    char sign = left.isEmpty() ? 0 : left.charAt(0);
    if (sign != '+' && sign != '-') {
      return false;
    }
    at++;
    int hours = two();
    if (at < end && text.charAt(at) == ':') {
      at++;
    }
    int minutes = at < end ? two() : 0;
    if (hours < 0 || minutes < 0 || hours > 18 || minutes > 59 || at != end) {
      return false;
    }
    at = text.length();
    offset = (60 * hours + minutes) * (sign == '-' ? -1 : 1);
    zone = text.substring(start);
    return true;
  }

  private int two() {
    int start = at;
    int value = 0;
    while (at < text.length() && at - start < 2 && isDigit(text.charAt(at))) {
      value = 10 * value + (text.charAt(at) - '0');
      at++;
    }
    return at == start ? -1 : value;
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Returns the part of a day that has gone by; 0 without a time. */
  double time() {
    return time;
  }

  /** Returns the minutes by which it is ahead of Greenwich. */
  int offset() {
    return offset;
  }

  /** Returns the pattern that writes a time as this one is written, in the letters of java.time. */
  String pattern() {
    if (tight) {
      return "HHmm" + (seconds ? "ss" : "") + (zone.isEmpty() ? "" : "'" + zone + "'");
    }
    if (bare || HOURS.indexOf(mark) >= 0) {
      String hour = digits == 1 ? "H" : "HH";
      String between = word.isEmpty() ? mark + (minutes.startsWith(" ") ? " " : "") : word;
      String end = minutes.isEmpty() ? "" : "'" + minutes.strip() + "'";
      return hour + "'" + between + "'" + (bare ? "" : "mm" + end);
    }
    String hours = half ? digits == 1 ? "h" : "hh" : digits == 1 ? "H" : "HH";
    String rest =
        mark
            + "mm"
            + (seconds ? mark + "ss" : "")
            + (fraction > 0 ? decimal + "S".repeat(fraction) : "");
    return hours
        + rest
        + (half ? (apart ? " " : "") + (low ? DateStyle.LOW : "a") : "")
        + (minutes.isEmpty() ? "" : "'" + minutes + "'")
        + (zone.isEmpty() ? "" : "'" + zone + "'");
  }
}
