package dev.vae.data.table.infer;

import dev.vae.data.table.cell.DurationStyle;
import dev.vae.data.table.cell.DurationStyle.Form;
import dev.vae.data.table.column.ColumnTransform;
import dev.vae.data.table.column.ColumnType;
import java.util.Map;

/** Lengths of time: seconds, written as the column writes them. */
final class DurationRules {
  /** How an override says which numbers stand before and behind a colon. */
  private static final Map<String, Form> FORMS =
      Map.of(
          "h:mm",
          Form.HOURS_MINUTES,
          "m:ss",
          Form.MINUTES_SECONDS,
          "h:mm:ss",
          Form.HOURS_MINUTES_SECONDS);

  private static final int DIFFERENT = 5;

  private DurationRules() {}

  /** Takes a column for lengths of time, if it cannot be times of the day, or is named so. */
  static boolean decide(Draft draft, double enough) {
    DurationEvidence durations = draft.evidence.durations;
    if (durations == null || durations.count < enough || !sure(draft, durations)) {
      return false;
    }
    Form form = durations.form(draft.name);
    set(draft, form);
    draft.amongIsMissing();
    SampleShape shape = SampleShape.of(draft.numbers.sample.sorted());
    boolean positive = draft.numbers.minimum > 0 && shape.longTail();
    draft.type = positive ? ColumnType.POSITIVE : ColumnType.REAL;
    draft.transform = positive ? ColumnTransform.LOG : ColumnTransform.STANDARDIZE;
    draft.reason =
        (durations.degrees() ? "angles from " : "lengths of time from ")
            + draft.format.format(draft.numbers.minimum)
            + " to "
            + draft.format.format(draft.numbers.maximum)
            + ", modelled in seconds"
            + (durations.degrees() ? " of arc" : "");
    ColumnRules.slips(draft, durations.count, "lengths of time", s -> s.duration != null);
    if (durations.clock() && durations.two() && !durations.marked()) {
      boolean hours = form == Form.HOURS_MINUTES;
      draft.doubt(
          "the numbers around ':' are taken for "
              + (hours ? "hours and minutes" : "minutes and seconds"),
          "real:" + (hours ? "m:ss" : "h:mm"));
    } else if (durations.clock() && draft.evidence.dates.count >= enough) {
      draft.doubt("times are taken for lengths of time, not for times of the day", "date");
    }
    return true;
  }

  /** Of numbers that all have one letter behind them, as 12d, there must be some. */
  private static boolean sure(Draft draft, DurationEvidence durations) {
    return durations.sure(draft.name)
        || durations.letter() && draft.evidence.distinct() >= DIFFERENT;
  }

  /** Says of times of the day that they may be lengths of time. */
  static void doubt(Draft draft) {
    DurationEvidence durations = draft.evidence.durations;
    if (durations != null && durations.count == draft.evidence.dates.count && durations.clock()) {
      draft.doubt(
          "times are taken for times of the day, not for lengths of time",
          "real:" + (!durations.two() ? "h:mm:ss" : durations.marked() ? "h:mm" : "m:ss"));
    }
  }

  /** Whether a text behind a type says how lengths of time are written. */
  static boolean form(String detail) {
    return FORMS.containsKey(detail);
  }

  /** Makes a column lengths of time. */
  static void force(Draft draft, String detail) {
    DurationEvidence durations = draft.evidence.durations;
    if (durations == null) {
      throw new IllegalArgumentException(
          "column '" + draft.name + "' cannot be read as " + detail + ": no cell is written so");
    }
    Form form = durations.form(draft.name);
    boolean two = form == Form.HOURS_MINUTES || form == Form.MINUTES_SECONDS;
    set(draft, two ? FORMS.getOrDefault(detail, form) : form);
  }

  private static void set(Draft draft, Form form) {
    DurationStyle style = draft.evidence.durations.style(form);
    draft.numbers = draft.evidence.durations.numbers(form);
    draft.format = style;
  }
}
