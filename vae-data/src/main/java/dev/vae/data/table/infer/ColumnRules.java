package dev.vae.data.table.infer;

import dev.vae.data.table.column.ColumnType;
import dev.vae.data.table.infer.ColumnEvidence.Misfit;
import dev.vae.data.table.infer.ColumnEvidence.Seen;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Decides what a column is, from all of its cells. First what decides by itself (nothing there, one
 * value, yes and no), then dates, then numbers, then words.
 */
final class ColumnRules {
  /** Of the cells that are there, the share that must be numbers. */
  private static final double NUMBERS = 0.995;

  private static final double DATES = 0.99;

  /** From so many cells on, one that is no number is a slip. */
  private static final int SLIP = 100;

  private static final double MOSTLY = 0.8;
  private static final double HALF = 0.5;
  private static final int DIFFERENT = 20;
  private static final int FEW_WORDS = 3;

  /** A number that is a limit. */
  private static final Pattern LIMIT =
      Pattern.compile(
          "(<|>|<=|>=|\\u2264|\\u2265|bef\\.?|aft\\.?|before|after|over|under|above|below|max\\.?|min\\.?|up"
              + " to|at least|at most|less than|more than|vor|nach|\\u00fcber|unter|bis)\\s*"
              + "[-+]?\\d[\\d.,]*\\s?\\D{0,12}",
          Pattern.CASE_INSENSITIVE);

  private ColumnRules() {}

  static Draft decide(String name, ColumnEvidence e, FileHints file) {
    Draft draft = new Draft(name, e);
    if (Marks.decide(draft)) {
      return draft;
    }
    if (e.filled() == 0 || e.candidates() == 0 && !marks(e)) {
      empty(draft);
      return draft;
    }
    double enough =
        e.candidates() >= SLIP
            ? e.candidates() - Math.max(1, (1 - NUMBERS) * e.candidates())
            : e.candidates();
    long others = e.candidates() - e.strays.aside(e); // DNF among times
    double most = others < e.candidates() ? NUMBERS * others : enough;
    if (e.candidates() > 0
        && (Levels.bool(draft)
            || e.fewNotes()
                && (DurationRules.decide(draft, most)
                    || DateRules.decide(draft, file, DATES * others)))) {
      notes(draft);
      return draft;
    }
    NumberEvidence reading = reading(e, file);
    NumberEvidence units = e.quantities == null ? null : e.quantities.best(most, file);
    boolean alone =
        e.fewNotes()
            && reading.oneUnit()
            && reading.count > 0
            && (reading.count >= enough || fewWords(e, reading));
    boolean framed = e.frame != null && (!alone && units == null || FrameEvidence.round(e));
    if (framed && e.candidates() > 0 && e.frame.decide(draft, file)) {
      return draft;
    }
    if (alone || units != null) {
      draft.numbers = alone ? reading : units;
      NumberRules.decide(draft, file);
      notes(draft);
      return draft;
    }
    if (!Scales.decide(draft)) {
      words(draft, reading, enough, file);
    }
    return draft;
  }

  /** Says that some values have a note beside them, which is left out. */
  private static void notes(Draft draft) {
    ColumnEvidence e = draft.evidence;
    if (e.noted > 0 && draft.format != null) {
      String example =
          e.seen.values().stream().filter(s -> s.noted).map(s -> s.text).findFirst().orElse("");
      draft.doubt(
          "of "
              + e.noted
              + " cells the note beside the value is left out"
              + (example.isEmpty() ? "" : ", as of " + Draft.shown(example)),
          "");
    }
  }

  private static void empty(Draft draft) {
    ColumnEvidence e = draft.evidence;
    draft.type = ColumnType.EMPTY;
    draft.amongIsMissing();
    draft.reason = "all " + e.rows + " cells are missing";
    if (e.amongCount > 0) {
      draft.doubt(
          "holds nothing but "
              + Draft.shown(e.among.keySet().iterator().next())
              + ", taken for missing",
          "categorical");
    }
  }

  /** Takes a column for words, and says so if some of them are numbers. */
  private static void words(Draft draft, NumberEvidence reading, double enough, FileHints file) {
    ColumnEvidence e = draft.evidence;
    if (!reading.oneUnit()) {
      draft.doubt(
          "holds numbers with and without units, or with several: taken for words; write all in"
              + " one unit",
          "");
    }
    boolean some = reading.count < e.candidates() && reading.count > 0;
    if (some && reading.count >= MOSTLY * e.candidates()) {
      draft.doubt(
          reading.count
              + " of "
              + e.candidates()
              + " cells are numbers, but "
              + listed(e)
              + " not: taken for words",
          "real");
    }
    TextRules.decide(draft);
    boolean names = draft.type != ColumnType.CATEGORICAL && draft.type != ColumnType.HASHED;
    if (!names && e.frame != null && e.frame.all(file)) {
      draft.doubt("numbers beside " + Draft.shown(e.frame.text()) + " are taken for words", "real");
    } else if (!names && e.quantities != null && e.quantities.most(enough, file) != null) {
      draft.doubt("numbers with a word behind them are taken for words", "real");
    }
  }

  /** Only x, and perhaps a dash where it is not: a mark that is set or not. */
  private static boolean marks(ColumnEvidence e) {
    return e.among.keySet().stream().anyMatch("x"::equalsIgnoreCase) && e.among.size() <= 2;
  }

  /**
   * The reading in which more cells are numbers; where both fit, by what the column or file shows.
   */
  static NumberEvidence reading(ColumnEvidence e, FileHints file) {
    NumberEvidence point = e.point;
    NumberEvidence comma = e.comma;
    if (comma == null) {
      return point;
    }
    if (point.count != comma.count) {
      return point.count > comma.count ? point : comma;
    }
    if (point.sure != comma.sure) {
      return point.sure > comma.sure ? point : comma;
    }
    return file.decimal() == ',' ? comma : point;
  }

  /** Whether the marks in a column's numbers could mean either. */
  static boolean ambiguous(ColumnEvidence e) {
    return e.comma != null
        && e.comma.ambiguous > 0
        && e.comma.count == e.point.count
        && e.point.sure == e.comma.sure;
  }

  /**
   * Whether a few words stand among many different numbers: limits such as &lt;5, or one word for
   * what could not be measured.
   */
  private static boolean fewWords(ColumnEvidence e, NumberEvidence reading) {
    boolean united = Math.max(reading.units, reading.prefixed) == reading.count; // no codes
    double mostly = united ? HALF : MOSTLY;
    boolean many = reading.count >= mostly * e.candidates() && e.distinct() >= DIFFERENT;
    boolean named =
        reading.leadingZeros > 0
            || reading.fewestDigits == reading.mostDigits
                && reading.whole
                && reading.mostDigits > 3;
    if (!many || !e.complete() && e.misfits.isEmpty()) {
      return false;
    }
    Set<String> words = new HashSet<>();
    for (Misfit misfit : e.misfits) {
      if (!LIMIT.matcher(misfit.text()).matches()) {
        words.add(misfit.text());
      }
    }
    boolean codes = reading.whole && words.stream().anyMatch(w -> w.length() == 1); // 22, X, Y
    return words.size() <= (reading.count < MOSTLY * e.candidates() ? 1 : FEW_WORDS)
        && (!named || words.isEmpty())
        && !codes
        && words.stream().noneMatch(w -> w.chars().anyMatch(Character::isDigit));
  }

  /** Says of cells that are no dates or lengths of time that they are missing, and names some. */
  static void slips(Draft draft, long fits, String what, Predicate<Seen> fit) {
    ColumnEvidence e = draft.evidence;
    long slips = e.candidates() - fits;
    if (slips > 0 && fits > 0) {
      List<Misfit> some =
          Stream.concat(e.strays.first().stream(), e.misfits.stream())
              .filter(m -> e.seen.containsKey(m.text()) && !fit.test(e.seen.get(m.text())))
              .distinct()
              .sorted(Comparator.comparingLong(Misfit::row))
              .toList();
      draft.doubt(
          slips
              + " of "
              + e.candidates()
              + " cells are not "
              + what
              + " and read as missing"
              + (some.isEmpty() ? "" : ": " + listed(some)),
          "categorical");
    }
  }

  /** The cells that are no numbers, a few of them. */
  static String listed(ColumnEvidence e) {
    return listed(e.misfits);
  }

  private static String listed(List<Misfit> misfits) {
    StringBuilder text = new StringBuilder();
    int shown = Math.min(3, misfits.size());
    for (int i = 0; i < shown; i++) {
      Misfit misfit = misfits.get(i);
      text.append(i == 0 ? "" : ", ")
          .append(Draft.shown(misfit.text()))
          .append(" (row ")
          .append(misfit.row())
          .append(")");
    }
    return text.append(misfits.size() > shown ? " and others are" : shown == 1 ? " is" : " are")
        .toString();
  }
}
