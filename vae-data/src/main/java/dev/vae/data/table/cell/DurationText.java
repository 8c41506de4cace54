package dev.vae.data.table.cell;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a length of time apart: 1:23:45, 05:30, 3 days 04:05:06, PT1H30M, 2h 15m. */
public final class DurationText {
  private static final int LONGEST = 48;
  private static final String ISO_UNITS = "YMWDHMS";

  /** Seconds of a year, a month, a week, a day, an hour, a minute, a second, a millisecond. */
  static final double[] SIZES = {31_557_600, 2_629_800, 604_800, 86_400, 3600, 60, 1, 0.001};

  private static final Pattern CLOCK =
      Pattern.compile(
          "(?:(\\d{1,6})( days?,? | ?d"
              + " |\\.))?(\\d{1,6}):([0-5]\\d)(?::([0-5]\\d)(?:[.,](\\d{1,9}))?)?");
  private static final Pattern ISO =
      Pattern.compile(
          "P(?:(\\d+)Y)?(?:(\\d+)M)?(?:(\\d+)W)?(?:(\\d+)D)?(?:T(?:(\\d+)H)?(?:(\\d+)M)?(?:(\\d+(?:[.,]\\d{1,9})?)S)?)?");
  private static final Pattern PART =
      Pattern.compile("(\\d+(?:[.,]\\d{1,9})?)( ?)([\\p{L}]+\\.?)(,? ?)");
  private static final Map<String, Integer> UNITS = units();

  private static Map<String, Integer> units() {
    String[] words = {
      "y yr yrs year years jahr jahre an ans",
      "mo mos month months monat monate mois \u4e2a\u6708 \u500b\u6708 \u30f6\u6708 \uac1c\uc6d4",
      "w wk wks week weeks woche wochen \u5468 \u9031\u9593",
      "d day days tag tage j jour jours \u5929",
      "h hr hrs hour hours std std. stunde stunden heure heures \u5c0f\u65f6 \u5c0f\u6642"
          + " \u6642\u9593 \uc2dc\uac04",
      "m min mins min. minute minutes minuten \u5206 \u5206\u949f \u5206\u9418 \u5206\u9593"
          + " \ubd84",
      "s sec secs second seconds sek sekunden \u79d2 \u79d2\u9593 \ucd08",
      "ms msec"
    };
    Map<String, Integer> units = new HashMap<>();
    for (int i = 0; i < words.length; i++) {
      for (String word : words[i].split(" ")) {
        units.put(word, i);
      }
    }
    return units;
  }

  /** How a length of time is written. */
  public enum Kind {
    /** 1:30, hours or minutes first. */
    TWO_PARTS,
    /** 1:23:45. */
    THREE_PARTS,
    /** 3 days 04:05:06. */
    DAYS,
    /** 3d 04:05, hours and minutes behind the days. */
    DAYS_HOURS,
    /** PT1H30M. */
    ISO,
    /** 2h 15m. */
    WORDS
  }

  private Kind kind = Kind.TWO_PARTS;
  private boolean minus;
  private double seconds;
  private double first; // of a clock's numbers
  private int digits; // of it
  private int decimals;
  private int parts;
  private boolean padded; // one behind the first begins with 0
  private boolean zeros; // one of the parts is 0
  private String between = ""; // days and the clock, or words
  private final String[] labels = new String[SIZES.length];

  /** A reader for one thread. */
  public DurationText() {}

  /** Whether a text is a length of time; its parts are then in this object. */
  public boolean parse(String cell) {
    int length = cell.length();
    if (length < 2 || length > LONGEST) {
      return false;
    }
    char first = cell.charAt(0);
    minus = first == '-' || first == '\u2212';
    String text = minus ? cell.substring(1) : cell;
    char start = text.charAt(0);
    if (start != 'P' && !(start >= '0' && start <= '9')) {
      return false;
    }
    seconds = 0;
    decimals = 0;
    parts = 0;
    zeros = false;
    padded = false;
    digits = 0;
    between = "";
    java.util.Arrays.fill(labels, null);
    boolean read = start == 'P' ? iso(text) : text.indexOf(':') > 0 ? clock(text) : words(text);
    seconds = minus ? -seconds : seconds;
    return read;
  }

  private boolean clock(String text) {
    Matcher m = CLOCK.matcher(text);
    if (!m.matches() || m.group(1) != null && m.group(5) == null && m.group(2).equals(".")) {
      return false;
    }
    first = Double.parseDouble(m.group(3));
    digits = m.group(3).length();
    double second = Double.parseDouble(m.group(4));
    if (m.group(5) == null && m.group(1) != null) {
      kind = Kind.DAYS_HOURS;
      seconds = 3600 * first + 60 * second;
      days(m);
      return true;
    }
    if (m.group(5) == null) {
      kind = Kind.TWO_PARTS;
      seconds = 60 * first + second;
      return true;
    }
    decimals = m.group(6) == null ? 0 : m.group(6).length();
    double last = Double.parseDouble(m.group(5) + (decimals > 0 ? "." + m.group(6) : ""));
    seconds = 3600 * first + 60 * second + last;
    kind = m.group(1) == null ? Kind.THREE_PARTS : Kind.DAYS;
    if (m.group(1) != null) {
      days(m);
    }
    return true;
  }

  private void days(Matcher m) {
    between = m.group(2).replace("day ", "days ").replace("day,", "days,");
    seconds += 86_400 * Double.parseDouble(m.group(1));
  }

  private boolean iso(String text) {
    Matcher m = ISO.matcher(text);
    if (!m.matches() || text.length() < 3 || text.endsWith("T")) {
      return false;
    }
    kind = Kind.ISO;
    for (int i = 0; i < ISO_UNITS.length(); i++) {
      if (m.group(i + 1) != null) {
        add(i, m.group(i + 1).replace(',', '.'), ISO_UNITS.substring(i, i + 1));
      }
    }
    return true;
  }

  private boolean words(String text) {
    Matcher m = PART.matcher(text);
    int at = 0;
    int last = -1;
    kind = Kind.WORDS;
    while (m.lookingAt()) {
      Integer unit = UNITS.get(m.group(3).toLowerCase(Locale.ROOT));
      boolean ends = m.end() == text.length();
      boolean letter = m.group(3).length() == 1 && Character.isUpperCase(m.group(3).charAt(0));
      if (unit == null || letter || unit <= last || at > 0 && decimals > 0) {
        return false;
      }
      last = unit;
      add(unit, m.group(1).replace(',', '.'), m.group(2) + m.group(3));
      between = ends ? between : m.group(4);
      at = m.end();
      if (ends) {
        return true;
      }
      m.region(at, text.length());
    }
    return false;
  }

  private void add(int unit, String number, String label) {
    int point = number.indexOf('.');
    decimals = point < 0 ? decimals : number.length() - point - 1;
    double value = Double.parseDouble(number);
    zeros |= value == 0;
    padded |= parts > 0 && number.length() > 1 && number.charAt(0) == '0' && point != 1;
    seconds += SIZES[unit] * value;
    labels[unit] = label;
    parts++;
  }

  /** Returns how it is written. */
  public Kind kind() {
    return kind;
  }

  /** Returns its seconds; of two parts, the first taken for minutes. */
  public double seconds() {
    return seconds;
  }

  /** Returns the first number before a colon. */
  public double first() {
    return first;
  }

  /** Returns the digits of the first number before a colon. */
  public int digits() {
    return digits;
  }

  /** Returns the decimals of the last number. */
  public int decimals() {
    return decimals;
  }

  /** Returns how many numbers have a word behind them. */
  public int parts() {
    return parts;
  }

  /** Whether a number behind the first is filled with zeros. */
  public boolean padded() {
    return padded;
  }

  /** Whether one of several numbers is 0. */
  public boolean zeros() {
    return zeros && parts > 1;
  }

  /** Returns what stands between days and clock, or between words. */
  public String between() {
    return between;
  }

  /**
   * Returns what stands behind the years, months, weeks, days, hours, minutes, seconds,
   * milliseconds; or null.
   */
  public @org.jspecify.annotations.Nullable String label(int unit) {
    return labels[unit];
  }
}
