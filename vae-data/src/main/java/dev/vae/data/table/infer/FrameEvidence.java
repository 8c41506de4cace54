package dev.vae.data.table.infer;

import dev.vae.data.table.cell.Blanks;
import dev.vae.data.table.cell.DateStyle;
import dev.vae.data.table.cell.MissingWords;
import dev.vae.data.table.cell.NumberStyle;
import dev.vae.data.table.cell.UnitKinds;
import dev.vae.data.table.cell.UnitStyle;
import dev.vae.data.table.column.CellFormat;
import dev.vae.data.table.column.ColumnType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a column is like without the text that stands before all of its cells, or the brackets
 * around them: {@code RRP 12.99}, {@code T=21.5}, {@code [45%]}. What that text is, the first cells
 * tell.
 */
final class FrameEvidence {
  private static final int DIFFERENT = 24;
  private static final int FEWEST = 12;
  private static final int FEW = 5; // where nothing but marks stands before
  private static final int MOST_ROWS = 2000;
  private static final int LONGEST = 24;
  private static final String OPEN = "([{<";
  private static final String CLOSED = ")]}>";

  /** What stands before codes rather than numbers. */
  private static final String OF_CODES = "#\u2116/\\_*+";

  /** Words before which a whole number is a number, and not a name as that of room 12. */
  private static final Set<String> BEFORE_NUMBERS =
      Set.of(
          ("by in from about at to of since until approx approx. around over under max max. min"
               + " min. total ca ca. circa um ab seit bis von \u00fcber unter insgesamt \u00e0 en"
               + " de depuis environ desde hasta save only n count")
              .split(" "));

  private List<String> first = new ArrayList<>(); // null where there is no cell
  private final Set<String> different = new HashSet<>();
  private boolean none;
  private String before = "";
  private String after = "";
  private ColumnEvidence inside;

  /** Takes the next row's cell; null for one that is not there. */
  void add(String cell) {
    if (none) {
      return;
    }
    if (inside != null) {
      inside.add(bare(cell));
      none = inside.rows == MOST_ROWS && !promising();
      inside = none ? null : inside;
      return;
    }
    first.add(cell);
    String text = cell == null ? "" : Blanks.strip(cell);
    if (text.chars().anyMatch(Character::isDigit) && !MissingWords.always(text)) {
      different.add(text);
    }
    if (different.size() >= DIFFERENT || first.size() >= MOST_ROWS) {
      look();
    }
  }

  /**
   * Whether what stands in the frame may still be numbers or dates, so that it is worth reading.
   */
  private boolean promising() {
    NumberEvidence numbers = inside.point;
    boolean words = inside.quantities != null || inside.durations != null;
    boolean read = 2 * Math.max(numbers.count, inside.dates.count) > inside.candidates();
    boolean comma = inside.comma != null && 2 * inside.comma.count > inside.candidates();
    return numbers.leadingZeros == 0 && (read || comma || words);
  }

  private void look() {
    none = different.size() < FEW || !find();
    boolean marks = !before.isEmpty() && before.chars().noneMatch(Character::isLetter);
    none |= different.size() < FEWEST && !marks;
    if (!none) {
      inside = new ColumnEvidence(false);
      first.forEach(cell -> inside.add(bare(cell)));
    }
    first = List.of();
    different.clear();
  }

  /** Whether there is a frame; looks at the first cells, if it has not. */
  private boolean found() {
    if (!none && inside == null) {
      look();
    }
    return !none;
  }

  /** Finds what all texts begin with, and the brackets that they end with. */
  private boolean find() {
    String start = null;
    for (String text : different) {
      start = start == null ? text : common(start, text);
    }
    int end = start.length();
    while (end > 0 && numeric(start.charAt(end - 1))) {
      end--;
    }
    before = start.substring(0, end);
    boolean words = before.chars().anyMatch(Character::isLetter);
    boolean digits = before.chars().anyMatch(Character::isDigit);
    if (before.isEmpty()) {
      return behind();
    }
    if (before.length() > LONGEST || digits && !words) {
      return false;
    }
    for (int i = 0; i < OPEN.length(); i++) {
      String closed = CLOSED.substring(i, i + 1);
      boolean around = before.indexOf(OPEN.charAt(i)) >= 0 && before.indexOf(closed) < 0;
      after = around && different.stream().allMatch(t -> t.endsWith(closed)) ? closed : after;
    }
    return true;
  }

  /** Finds a text with digits that all end with: 1500 1/min, 45% of 500G. */
  private boolean behind() {
    String end = null;
    for (String text : different) {
      String turned = new StringBuilder(text).reverse().toString();
      end = end == null ? turned : common(end, turned);
    }
    String all = new StringBuilder(end).reverse().toString();
    int from = 0;
    while (from < all.length() && numeric(all.charAt(from))) {
      from++;
    }
    after = all.substring(from);
    String text = after.strip();
    boolean digits = text.chars().anyMatch(Character::isDigit);
    boolean words = text.chars().anyMatch(Character::isLetter);
    int letters = 0;
    while (letters < text.length() && Character.isLetter(text.charAt(letters))) {
      letters++;
    }
    boolean unit = letters > 0 && !UnitKinds.kinds(text.substring(0, letters)).isEmpty();
    boolean apart = after.startsWith(" ") || after.startsWith("%") || unit;
    return digits && words && apart && after.length() <= LONGEST;
  }

  private static boolean numeric(char c) {
    return c >= '0' && c <= '9' || ".,'+-\u2212".indexOf(c) >= 0;
  }

  private static String common(String one, String other) {
    int end = 0;
    while (end < Math.min(one.length(), other.length()) && one.charAt(end) == other.charAt(end)) {
      end++;
    }
    return one.substring(0, end);
  }

  private String bare(String cell) {
    String text = cell == null ? "" : Blanks.strip(cell);
    boolean framed =
        text.length() > before.length() + after.length()
            && text.startsWith(before)
            && text.endsWith(after);
    return framed
        ? Blanks.strip(text.substring(before.length(), text.length() - after.length()))
        : cell;
  }

  /** Whether all cells stand in round brackets, which then say nothing of a number's sign. */
  static boolean round(ColumnEvidence e) {
    return e.point.parentheses == e.point.count && e.point.count > 1 && e.distinct() > 1;
  }

  /** Takes a column for numbers behind a text or between brackets, if that is what it holds. */
  boolean decide(Draft draft, FileHints file) {
    if (!found()) {
      return false;
    }
    Draft inner = ColumnRules.decide(draft.name, inside, file);
    CellFormat format = framed(inner.format);
    boolean date = inner.type == ColumnType.DATE && inner.format instanceof DateStyle;
    boolean number =
        inner.type == ColumnType.REAL
            || inner.type == ColumnType.POSITIVE
            || inner.type == ColumnType.COUNT;
    if (format == null || !date && !(number && likely(inner.numbers))) {
      return false;
    }
    draft.numbers = inner.numbers;
    draft.format = format;
    draft.type = inner.type;
    draft.transform = inner.transform;
    draft.hurdle = inner.hurdle;
    draft.missing = inner.missing;
    boolean both = !before.isEmpty() && !after.isEmpty();
    String frame = before.strip() + (both ? " and " : "") + after.strip();
    draft.reason = inner.reason + "; " + Draft.shown(frame) + " around all of them is left out";
    inner.doubts.stream()
        .filter(d -> !d.override().contains("=missing:") && !(date && d.override().contains(":")))
        .forEach(draft.doubts::add);
    draft.doubt("numbers are read without " + Draft.shown(frame) + " around them", "categorical");
    return true;
  }

  /**
   * The numbers, whatever stands around them; null if there are none.
   *
   * @param decimal their decimal mark, if it was given
   */
  NumberEvidence numbers(FileHints file, String decimal) {
    if (!found()) {
      return null;
    }
    NumberEvidence reading = ColumnRules.reading(inside, file);
    NumberEvidence comma = inside.comma == null ? inside.point.as(',') : inside.comma;
    return decimal.isEmpty() ? reading : decimal.equals(",") ? comma : inside.point;
  }

  /** Whether nearly all cells are numbers in the frame, though they may be codes. */
  boolean all(FileHints file) {
    NumberEvidence n = numbers(file, "");
    return n != null && n.count > 0 && n.count >= inside.candidates() && n.leadingZeros == 0;
  }

  /** Returns what stands around the numbers. */
  String text() {
    return (before.isEmpty() ? after : before).strip();
  }

  CellFormat framed(CellFormat format) {
    if (format instanceof UnitStyle style) {
      return after.isEmpty() ? style.framed(before) : null;
    }
    if (format instanceof DateStyle style) {
      boolean quotes = before.contains("'") || style.pattern().isEmpty();
      return after.isEmpty() && !quotes ? style.framed(before) : null;
    }
    return format instanceof NumberStyle style ? style.framed(before, after) : null;
  }

  /** Whether these are numbers rather than codes, as R12 and room 12 are. */
  private boolean likely(NumberEvidence n) {
    String text = before.strip();
    if (text.isEmpty()) {
      return true; // what stands behind is none of a code's
    }
    if (text.chars().noneMatch(Character::isLetter)) {
      return text.equals("+/-") || text.chars().noneMatch(c -> OF_CODES.indexOf(c) >= 0);
    }
    char last = text.charAt(text.length() - 1);
    boolean apart =
        before.length() > text.length()
            || !Character.isLetterOrDigit(last) && OF_CODES.indexOf(last) < 0
            || Character.isIdeographic(last);
    boolean measured =
        n.mostDecimals > 0
            || n.suffixed > 0
            || n.prefixed > 0
            || n.grouped > 0
            || n.minimum < 0
            || n.quantity != null;
    String word = text.substring(text.lastIndexOf(' ') + 1).toLowerCase(Locale.ROOT);
    boolean said = last == '=' || last == ':' || BEFORE_NUMBERS.contains(word);
    return apart && (measured || said);
  }
}
