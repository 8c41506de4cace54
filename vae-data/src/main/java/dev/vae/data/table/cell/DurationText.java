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
          "(?:(\\d{1,6})( days?,? | ?d |\\.|-))?(\\d{1,6})(:| h |h)([0-5]\\d)(?::([0-5]\\d))?"
              + "(?:[.,](\\d{1,9}))?( ?(?:h|Std\\.?|hrs?|hours))?");
  private static final Pattern ISO =
      Pattern.compile(
          "P(?:(\\d+)Y)?(?:(\\d+)M)?(?:(\\d+)W)?(?:(\\d+)D)?(?:T(?:(\\d+)H)?(?:(\\d+)M)?(?:(\\d+(?:[.,]\\d{1,9})?)S)?)?");
  private static final Pattern PART =
      Pattern.compile(
          "(\\d+(?:[.,]\\d{1,9})?)("
              + " ?)([\\p{L}]+\\.?|''|[\u00b0\u00ba'\u2032\u2019\"\u2033\u201d])(,? ?)");

  /** What a pace is for, such as 5'40"/km. */
  private static final Pattern RATE = Pattern.compile("/ ?(km|mi|mile|\\d{3}m)");

  private static final int DEGREES = 4; // as hours, both of 3600 seconds
  private static final Map<String, Integer> UNITS = units();

  private static Map<String, Integer> units() {
    String[] words = {
      "y yr yrs year years jahr jahre an ans a\u00f1o a\u00f1os anno anni ano anos jaar",
      "mo mos month months monat monate mois mth mths mes meses mesi maand maanden \u4e2a\u6708"
          + " \u500b\u6708 \u30f6\u6708 \uac1c\uc6d4",
      "w wk wks week weeks woche wochen \u5468 \u9031\u9593",
      "d day days tag tage j jour jours d\u00eda d\u00edas dia dias giorno giorni dag dagen \u5929",
      "\u00b0 \u00ba h hr hrs hour hours std std. stunde stunden heure heures hora horas ora ore"
          + " uur \u5c0f\u65f6 \u5c0f\u6642 \u6642\u9593 \uc2dc\uac04",
      "' \u2032 \u2019 m min mins min. minute minutes minuten minuto minutos minuti minuut \u5206"
          + " \u5206\u949f \u5206\u9418 \u5206\u9593 \ubd84",
      "\" \u2033 \u201d '' s sec secs second seconds sek sekunden segundo segundos secondi seconden"
          + " \u79d2 \u79d2\u9593 \ucd08",
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
  private String side = ""; // N, S, E or W behind it
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
    String text = minus || first == '+' ? Blanks.strip(cell.substring(1)) : cell;
    char start = text.isEmpty() ? 0 : text.charAt(0);
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
    side = "";
    java.util.Arrays.fill(labels, null);
    boolean read = start == 'P' ? iso(text) : clocked(text) ? clock(text) : words(text);
    seconds = minus ? -seconds : seconds;
    return read;
  }

  /** Whether a text has a colon, or hours and minutes as 1h05. */
  private static boolean clocked(String text) {
    int letter = text.indexOf('h');
    boolean hours = letter > 0 && letter == text.length() - 3;
    boolean apart = letter > 1 && letter == text.length() - 4 && text.startsWith(" h ", letter - 1);
    return text.indexOf(':') > 0
        || hours && Character.isDigit(text.charAt(letter + 2))
        || apart && Character.isDigit(text.charAt(letter + 3));
  }

  private boolean clock(String text) {
    Matcher m = CLOCK.matcher(text);
    if (!m.matches()) {
      return false;
    }
    boolean days = m.group(1) != null;
    boolean three = m.group(6) != null;
    boolean fraction = m.group(7) != null;
    boolean letter = !m.group(4).equals(":"); // h
    boolean tail = m.group(8) != null;
    boolean brief = days && !three && (m.group(2).equals(".") || m.group(2).equals("-"));
    if (brief
        || letter && (days || three || m.group(3).length() > 3)
        || (letter || tail) && (fraction || letter && tail)) {
      return false;
    }
    if (tail && (days || three)) {
      return false;
    }
    first = Double.parseDouble(m.group(3));
    digits = m.group(3).length();
    double second = Double.parseDouble(m.group(5));
    decimals = fraction ? m.group(7).length() : 0;
    String left = fraction ? "." + m.group(7) : "";
    if (!three && days) {
      kind = Kind.DAYS_HOURS;
      if (fraction) {
        return false;
      }
      seconds = 3600 * first + 60 * second;
      days(m);
      return true;
    }
    if (!three) {
      kind = Kind.TWO_PARTS;
      seconds = 60 * first + Double.parseDouble(m.group(5) + left);
      between = letter || tail ? m.group(4) + (tail ? m.group(8) : "") : "";
      return true;
    }
    seconds = 3600 * first + 60 * second + Double.parseDouble(m.group(6) + left);
    kind = days ? Kind.DAYS : Kind.THREE_PARTS;
    if (days) {
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
    String behind = "";
    kind = Kind.WORDS;
    while (m.lookingAt()) {
      Integer unit = UNITS.get(m.group(3).toLowerCase(Locale.ROOT));
      boolean ends = m.end() == text.length();
      if ("m".equals(m.group(3)) && (last == 0 || days(text, m.end()))) {
        unit = 1; // 3y 4m, 4m 12d
      }
      boolean letter = m.group(3).length() == 1 && Character.isUpperCase(m.group(3).charAt(0));
      if (unit == null || letter || unit <= last || at > 0 && decimals > 0) {
        return false;
      }
      last = unit;
      between = parts > 0 ? behind : between;
      add(unit, m.group(1).replace(',', '.'), m.group(2) + m.group(3));
      behind = m.group(4);
      at = m.end();
      if (ends) {
        return true;
      }
      m.region(at, text.length());
    }
    if (last > 0 && RATE.matcher(text.substring(at)).matches() && behind.isEmpty()) {
      labels[last] += text.substring(at);
      return true;
    }
    return labels[DEGREES] != null && side(text.substring(at), behind);
  }

  /** Whether a number of days follows: then what is before them is months. */
  private static boolean days(String text, int from) {
    int at = from;
    while (at < text.length() && Character.isDigit(text.charAt(at))) {
      at++;
    }
    at += at < text.length() && text.charAt(at) == ' ' ? 1 : 0;
    return at > from && text.startsWith("d", at);
  }

  /** Takes the side of the globe that stands behind degrees. */
  private boolean side(String text, String blank) {
    if (text.length() != 1 || "NSEW".indexOf(text.charAt(0)) < 0 || minus) {
      return false;
    }
    minus = text.equals("S") || text.equals("W");
    side = blank + text;
    return true;
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

  /** Returns N, S, E or W behind degrees, with the blank before it; else empty. */
  public String side() {
    return side;
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
