package dev.vae.data.table.infer;

import dev.vae.data.table.column.ColumnType;

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

  private ColumnRules() {}

  static Draft decide(String name, ColumnEvidence e, FileHints file) {
    Draft draft = new Draft(name, e);
    if (e.filled() == 0 || e.candidates() == 0 && !marks(e)) {
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
      return draft;
    }
    if (e.candidates() > 0 && Levels.bool(draft)) {
      return draft;
    }
    if (e.candidates() > 0 && DateRules.decide(draft, file, DATES)) {
      return draft;
    }
    NumberEvidence reading = reading(e, file);
    long failures = e.candidates() - reading.count;
    boolean slip = e.candidates() >= SLIP && failures <= 1;
    if (!reading.oneUnit()) {
      draft.doubt(
          "holds numbers with and without units, or with several: taken for words; write all in"
              + " one unit",
          "");
    } else if (reading.count > 0 && (reading.count >= NUMBERS * e.candidates() || slip)) {
      draft.numbers = reading;
      NumberRules.decide(draft, file);
      return draft;
    }
    if (failures > 0 && reading.count >= 0.8 * e.candidates() && reading.count > 0) {
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
    return draft;
  }

  /** Only x, in some rows: a mark that is set or not. */
  private static boolean marks(ColumnEvidence e) {
    return e.among.size() == 1 && e.among.keySet().iterator().next().equalsIgnoreCase("x");
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

  /** The cells that are no numbers, a few of them. */
  static String listed(ColumnEvidence e) {
    StringBuilder text = new StringBuilder();
    int shown = Math.min(3, e.misfits.size());
    for (int i = 0; i < shown; i++) {
      ColumnEvidence.Misfit misfit = e.misfits.get(i);
      text.append(i == 0 ? "" : ", ")
          .append(Draft.shown(misfit.text()))
          .append(" (row ")
          .append(misfit.row())
          .append(")");
    }
    return text.append(e.misfits.size() > shown ? " and others are" : shown == 1 ? " is" : " are")
        .toString();
  }
}
