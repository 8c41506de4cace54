package dev.vae.data.table.cell;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes a date, a time or both apart: up to three numbers or a month's name, one mark between them,
 * a time of day, a zone. What the numbers mean is for the whole column to say.
 */
public final class DateText {
  private static final int LONGEST = 64;

  /** As Java and C write moments: Thu Mar 14 10:15:30 CET 2024. */
  private static final Pattern YEAR_LAST =
      Pattern.compile(
          "(\\p{Alpha}{3} \\p{Alpha}{3} {1,2}\\d{1,2}) (\\d\\d:\\d\\d:\\d\\d)( \\p{Upper}{2,5}|"
              + " [+-]\\d{4})? (\\d{4})");

  /** With the words for year, month and day behind the numbers. */
  private static final Pattern EASTERN =
      Pattern.compile(
          "(\\d{4})([\\u5e74\\ub144] ?)(\\d{1,2})([\\u6708\\uc6d4]"
              + " ?)(?:(\\d{1,2})([\\u65e5\\uc77c\\u53f7]))?( .+)?");

  private static final Set<String> ORDINALS = Set.of("st", "nd", "rd", "th", "er");

  /** The word for year behind a date. */
  private static final String[] YEARS = {" \u0433.", " \u0433", " \u0440.", " r."};

  /** What may stand between a date and its time, a blank before it. */
  private static final String[] WORDS = {
    "\u00e0 ", "um ", "at ", "a las ", "kl. ", "- ", "\u2013 ", "| "
  };

  /** The letters that write an English day of the week. */
  private static final Map<String, String> WEEKDAYS = weekdays();

  private final int[] numbers = new int[3];
  private final int[] lengths = new int[3];
  private int count;
  private int name; // which of the three is a month's name, or -1
  private int nameLength;
  private char separator;
  private String open = ""; // a bracket around it
  private String between = ""; // T or blank before the time
  private String tail = ""; // behind the last number
  private final String[] marks = new String[2]; // what stands between the parts
  private String day; // the letters that write the weekday before a date, and what follows it
  private boolean capitals; // of the month's name
  private boolean yearLast; // behind the time
  private boolean joined; // a time of day without a mark before it
  private int at;
  private String text;

  /** In place of the mark where there is none. */
  private static final char TIGHT = 'M';

  private final ClockText clock = new ClockText();

  /** A reader for one thread. */
  public DateText() {}

  /** Whether there is a date or a time in the text; its parts are then in this object. */
  public boolean parse(String cell) {
    int end = cell.length() - 1;
    open = end < 5 ? "" : cell.startsWith("[") ? "[" : cell.startsWith("(") ? "(" : "";
    return open.isEmpty()
        ? bare(cell)
        : cell.charAt(end) == closed() && bare(Blanks.strip(cell.substring(1, end)));
  }

  private char closed() {
    return open.equals("[") ? ']' : ')';
  }

  private boolean bare(String cell) {
    if (cell.length() < 4 || cell.length() > LONGEST) {
      return false;
    }
    char first = cell.charAt(0);
    if (!(first >= '0' && first <= '9') && !Character.isLetterOrDigit(first)) {
      return false;
    }
    text = cell;
    if (first > 0x7f && Character.isDigit(first)) {
      text = Scripts.ascii(cell, Scripts.zero(cell));
    }
    first = text.charAt(0);
    tail = "";
    at = 0;
    count = 0;
    name = -1;
    nameLength = 0;
    separator = 0;
    joined = false;
    yearLast = false;
    capitals = false;
    day = "";
    between = "";
    clock.clear();
    if (digits(text)) {
      if (cell.length() == 4) {
        return clock.readFour(text);
      }
      return cell.length() == 6 || cell.length() == 8 ? date() : cell.length() == 14 && moment();
    }
    char fifth = text.charAt(4 % text.length());
    if (fifth == '\u5e74' || fifth == '\ub144') {
      return eastern();
    }
    if (first > '9' && cell.length() >= 24) {
      Matcher last = YEAR_LAST.matcher(cell);
      if (last.matches()) {
        String left = last.group(3) == null ? "" : last.group(3);
        text = last.group(1) + " " + last.group(4) + " " + last.group(2) + left;
        yearLast = true;
      }
    }
    if (clock.read(text, 0, false)) {
      return true;
    }
    clock.clear();
    return date() && rest();
  }

  /** 2024\u5e745\u670817\u65e5, 2024\ub144 5\uc6d4 17\uc77c. */
  private boolean eastern() {
    Matcher m = EASTERN.matcher(text);
    if (!m.matches()) {
      return false;
    }
    separator = '-';
    count = m.group(5) == null ? 2 : 3;
    for (int i = 0; i < count; i++) {
      numbers[i] = Integer.parseInt(m.group(1 + 2 * i));
      lengths[i] = m.group(1 + 2 * i).length();
    }
    marks[0] = m.group(2);
    marks[1] = m.group(4);
    tail = count == 2 ? m.group(4) : m.group(6);
    if (m.group(7) == null) {
      return true;
    }
    between = " ";
    return count == 3 && clock.read(text, m.start(7) + 1, false);
  }

  private static Map<String, String> weekdays() {
    Map<String, String> letters = new HashMap<>();
    for (DayOfWeek one : DayOfWeek.values()) {
      letters.put(one.getDisplayName(TextStyle.FULL, Locale.ENGLISH), "EEEE");
      letters.put(one.getDisplayName(TextStyle.SHORT, Locale.ENGLISH), "EEE");
    }
    return letters;
  }

  private static boolean digits(String cell) {
    for (int i = 0; i < cell.length(); i++) {
      if (!ClockText.isDigit(cell.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** 20240131235959. */
  private boolean moment() {
    numbers[0] = Integer.parseInt(text.substring(0, 8));
    lengths[0] = 8;
    count = 1;
    joined = true;
    return clock.readTight(text, 8);
  }

  private boolean date() {
    weekday();
    while (count < 3) {
      if (!part()) {
        return false;
      }
      if (count == 3 || at == text.length()) {
        break;
      }
      char c = text.charAt(at);
      if (count == 1 && lengths[0] == 8 && c == 'T') {
        break;
      }
      if (close(c)) {
        separator = TIGHT;
        marks[count - 1] = "";
        continue;
      }
      boolean other = name < 0 && (separator == '.' || separator == '-' || separator == '/');
      if (other && (c == ' ' || c == ',')) {
        return false; // 8.25 / 10
      }
      if (name >= 0 || c == ' ' || c == ',') { // 3 Jan 2024; Jan 3, 2024; 3-Jan-24
        int start = at;
        while (at < text.length() && (" ,.-/".indexOf(text.charAt(at)) >= 0)) {
          at++;
        }
        if (at == start) {
          return false;
        }
        if (c == ' ' && (text.startsWith("de ", at) || text.startsWith("of ", at))) {
          at += 3;
        }
        boolean dot = name == count - 1 && text.charAt(start - 1) == '.';
        marks[count - 1] = (dot ? "." : "") + text.substring(start, at);
        separator = separator == 0 ? c : separator;
      } else if (c == '-' || c == '/' || c == '.') {
        if (separator != 0 && separator != c && separator != ' ') {
          return false;
        }
        separator = c;
        at++;
        if (c == '.' && at < text.length() && text.charAt(at) == ' ') {
          at++;
        }
        marks[count - 1] = text.substring(text.lastIndexOf(c, at - 1), at);
      } else {
        return false;
      }
    }
    boolean month = count == 2 && (yearFirst() || yearLast());
    boolean compact = count == 1 && (lengths[0] == 8 || lengths[0] == 6) && name < 0;
    return count == 3 && (name >= 0 || separator != ' ' && separator != ',') || month || compact;
  }

  /** Whether nothing stands between a day, a month's name and a year, as in 05JAN2024. */
  private boolean close(char c) {
    return count == 1
        ? name < 0 && lengths[0] <= 2 && Character.isLetter(c)
        : separator == TIGHT && ClockText.isDigit(c);
  }

  /** 2024-01, 2024/01. */
  private boolean yearFirst() {
    return name < 0 && (separator == '-' || separator == '/') && lengths[0] == 4;
  }

  /** 01/2024, 01.2024, Jan 2024, Jan-24. */
  private boolean yearLast() {
    boolean point = separator == '.' && lengths[0] == 2;
    return name < 0
        ? (separator == '/' || separator == '-' || point) && lengths[0] <= 2 && lengths[1] == 4
        : name == 0 && (lengths[1] == 4 || lengths[1] == 2 && separator == '-');
  }

  /** A day of the week before a date says nothing. */
  private void weekday() {
    int end = 0;
    while (end < text.length() && Character.isLetter(text.charAt(end))) {
      end++;
    }
    boolean word = end >= 2 && MonthNames.number(text.substring(0, end)) == 0;
    if (word && end < text.length() - 6 && (text.charAt(end) == ',' || text.charAt(end) == ' ')) {
      at = end;
      while (at < text.length() && (text.charAt(at) == ',' || text.charAt(at) == ' ')) {
        at++;
      }
      String mark = text.substring(end, at);
      String letters = WEEKDAYS.get(text.substring(0, end));
      day = letters == null ? "" : letters + mark;
    }
  }

  private boolean part() {
    int start = at;
    int value = 0;
    while (at < text.length() && ClockText.isDigit(text.charAt(at)) && at - start < 9) {
      value = 10 * value + (text.charAt(at) - '0');
      at++;
    }
    if (at == start) {
      while (at < text.length() && Character.isLetter(text.charAt(at))) {
        at++;
      }
      if (at == start || name >= 0 || count == 2) {
        return false;
      }
      value = MonthNames.number(text.substring(start, at));
      if (value == 0) {
        return false;
      }
      name = count;
      nameLength = at - start;
      capitals = nameLength == 3 && Character.isUpperCase(text.charAt(start + 1));
      if (at < text.length() && text.charAt(at) == '.') {
        at++;
      }
    }
    numbers[count] = value;
    lengths[count] = at - start;
    count++;
    at += lengths[count - 1] <= 2 && ordinal() ? 2 : 0;
    return true;
  }

  /** Whether a number of an order ends here: 1st of May. */
  private boolean ordinal() {
    boolean end = at + 2 < text.length() && " ,".indexOf(text.charAt(at + 2)) >= 0;
    return end && ORDINALS.contains(text.substring(at, at + 2));
  }

  private boolean rest() {
    if (at == text.length()) {
      return true;
    }
    for (String end : YEARS) {
      if (count == 3 && text.substring(at).equals(end)) {
        tail = end;
        return true;
      }
    }
    char c = text.charAt(at);
    boolean log =
        c == ':' && name == 1 && (separator == '/' || separator == TIGHT); // 14/Mar/2024:10:15
    if (c != 'T' && c != ' ' && c != 't' && c != ',' && !log) {
      return false;
    }
    between = String.valueOf(c);
    at++;
    if (c == ',' && at < text.length() && text.charAt(at) == ' ') {
      between = ", ";
      at++;
    }
    boolean said = false;
    for (String word : WORDS) {
      if (c == ' ' && text.startsWith(word, at)) {
        between += word;
        at += word.length();
        said = true;
        break;
      }
    }
    return count != 2
        && (clock.read(text, at, name >= 0 || said)
            || count == 1 && at == 9 && clock.readTight(text, 9));
  }

  /** Returns the mark between the numbers; 0 in 20240131 and in times. */
  public char separator() {
    return separator;
  }

  /** Whether it is written without marks: 20240131, 202401, 20240131235959. */
  public boolean compact() {
    return count == 1;
  }

  /** Returns the day of the month if the numbers stand in an order; 0 for none. */
  public int dayOfMonth(DateOrder order) {
    int at =
        switch (order) {
          case YEAR_MONTH_DAY -> 2;
          case DAY_MONTH_YEAR -> 0;
          case MONTH_DAY_YEAR -> 1;
          default -> -1;
        };
    return count == 3 && at >= 0 ? numbers[at] : 0;
  }

  /** Whether a year that comes first has two digits: 24-01-31. */
  public boolean brief() {
    return count == 3 && lengths[0] == 2;
  }

  /** Whether the month is a name. */
  public boolean named() {
    return name >= 0;
  }

  /** Days since 1970-01-01 if the numbers stand in an order; NaN if they cannot. */
  public double days(DateOrder order) {
    if (order == DateOrder.TIME) {
      return count == 0 ? clock.time() : Double.NaN;
    }
    if (count == 0 || order.epoch()) {
      return Double.NaN;
    }
    if (count == 1 && lengths[0] == 6) {
      int n = numbers[0];
      boolean known = order == DateOrder.YEAR_MONTH && n >= 190_001 && n <= 210_012;
      return known ? days(n / 100, n % 100, 1) : Double.NaN;
    }
    if (count == 1) {
      int n = numbers[0];
      boolean known = order == DateOrder.YEAR_MONTH_DAY && n >= 19_000_101 && n <= 21_001_231;
      return known ? days(n / 10_000, n / 100 % 100, n % 100) : Double.NaN;
    }
    if (count == 2) {
      int year = lengths[0] == 4 && name < 0 ? 0 : 1; // June has four letters
      return order == DateOrder.YEAR_MONTH ? days(full(year), numbers[1 - year], 1) : Double.NaN;
    }
    return switch (order) {
      case YEAR_MONTH_DAY ->
          lengths[0] == 4 && (name < 0 || name == 1)
                  || lengths[0] == 2 && name < 0 && lengths[1] <= 2 && lengths[2] <= 2
              ? days(full(0), numbers[1], numbers[2])
              : Double.NaN;
      case DAY_MONTH_YEAR ->
          year(2) && (name < 0 || name == 1) ? days(full(2), numbers[1], numbers[0]) : Double.NaN;
      case MONTH_DAY_YEAR ->
          year(2) && (name < 0 || name == 0) ? days(full(2), numbers[0], numbers[1]) : Double.NaN;
      default -> Double.NaN;
    };
  }

  private boolean year(int i) {
    return (lengths[i] == 4 || lengths[i] == 2)
        && lengths[0] <= 12
        && lengths[1] <= 12
        && (name == 0 || lengths[0] <= 2)
        && (name == 1 || lengths[1] <= 2);
  }

  /** Two digits stand for the years 1950 to 2049. */
  private int full(int i) {
    int n = numbers[i];
    return lengths[i] == 4 ? n : n < 50 ? 2000 + n : 1900 + n;
  }

  private double days(int year, int month, int day) {
    if (month < 1 || month > 12 || day < 1 || day > 31 || year < 1) {
      return Double.NaN;
    }
    boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    int length =
        month == 2
            ? leap ? 29 : 28
            : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    if (day > length) {
      return Double.NaN;
    }
    return java.time.LocalDate.of(year, month, day).toEpochDay()
        + clock.time()
        - clock.offset() / 1440.0;
  }

  /** Returns the pattern that writes a date as this one is written, in the letters of java.time. */
  public String pattern(DateOrder order) {
    String pattern = written(order);
    if (open.isEmpty()) {
      return pattern;
    }
    boolean quoted = pattern.endsWith("'"); // a zone
    return "'"
        + open
        + "'"
        + (quoted ? pattern.substring(0, pattern.length() - 1) : pattern + "'")
        + closed()
        + "'";
  }

  private String written(DateOrder order) {
    if (order == DateOrder.TIME) {
      return clock.pattern();
    }
    if (count == 1) {
      String digits = lengths[0] == 6 ? "uuuuMM" : "uuuuMMdd";
      return digits + (joined ? "HHmmss" : clockBehind());
    }
    String[] parts =
        switch (order) {
          case YEAR_MONTH_DAY -> new String[] {years(0), month(1), day(2)};
          case MONTH_DAY_YEAR -> new String[] {month(0), day(1), years(2)};
          case YEAR_MONTH ->
              lengths[0] == 4 && name < 0
                  ? new String[] {years(0), month(1)}
                  : new String[] {month(0), years(1)};
          default -> new String[] {day(0), month(1), years(2)};
        };
    StringBuilder pattern = new StringBuilder(day);
    for (int i = 0; i < parts.length; i++) {
      boolean late = yearLast && i == parts.length - 1;
      pattern.append(i == 0 || late ? "" : quoted(marks[i - 1])).append(late ? "" : parts[i]);
    }
    pattern.append(quoted(tail)).append(clockBehind());
    return yearLast ? pattern.append(' ').append(parts[2]).toString() : pattern.toString();
  }

  private String clockBehind() {
    return between.isEmpty() ? "" : quoted(between) + clock.pattern();
  }

  private String month(int i) {
    if (name == i) {
      return nameLength > 4 ? "MMMM" : capitals ? "LLL" : "MMM";
    }
    return lengths[i] == 1 ? "M" : "MM";
  }

  private String day(int i) {
    return lengths[i] == 1 ? "d" : "dd";
  }

  private String years(int i) {
    return lengths[i] == 4 ? "uuuu" : "uu";
  }

  private static String quoted(String mark) {
    return mark.chars().anyMatch(Character::isLetter) ? "'" + mark + "'" : mark;
  }

  /** Minutes by which a time is ahead of Greenwich; the zone is written as it was read. */
  public int offset() {
    return clock.offset();
  }
}
