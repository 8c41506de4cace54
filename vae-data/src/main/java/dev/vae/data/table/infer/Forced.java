package dev.vae.data.table.infer;

import dev.vae.data.table.cell.DateOrder;
import dev.vae.data.table.cell.DateStyle;
import dev.vae.data.table.cell.Words;
import dev.vae.data.table.column.CellFormat;
import dev.vae.data.table.column.ColumnTransform;
import dev.vae.data.table.column.ColumnType;
import dev.vae.data.table.column.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Columns whose type was given by hand. */
final class Forced {
  private static final int MOST_LEVELS = 2000;

  private Forced() {}

  static Draft decide(String name, ColumnEvidence e, FileHints file, String word, String detail) {
    Draft draft = ColumnRules.decide(name, e, file);
    draft.doubts.clear();
    draft.pooled = List.of();
    switch (word) {
      case "real", "positive", "count" -> number(draft, file, word, detail);
      case "date", ColumnType.DAYS -> {
        date(draft, detail);
        draft.transform =
            word.equals(ColumnType.DAYS) ? ColumnTransform.STANDARDIZE : ColumnTransform.NONE;
      }
      case "categorical", "ordinal", "binary" -> levels(draft, file, word, detail);
      case "constant" -> constant(draft);
      case "id", "text", "ignore" -> {
        draft.type = ColumnType.of(word);
        draft.levels = List.of();
        draft.valued = 0;
      }
      default ->
          throw new IllegalArgumentException(ColumnType.of(word).word() + " cannot be asked for");
    }
    draft.reason = "given by hand" + (draft.reason.isEmpty() ? "" : "; found: " + draft.reason);
    return draft;
  }

  private static void constant(Draft draft) {
    ColumnEvidence e = draft.evidence;
    if (!e.complete() || e.seen.size() != 1) {
      throw new IllegalArgumentException(
          "column '"
              + draft.name
              + "' cannot be constant: it holds "
              + e.distinct()
              + " different values");
    }
    draft.type = ColumnType.CONSTANT;
    draft.levels = Levels.ofWords(e, java.util.Set.of());
    draft.valued = 0;
    draft.missing = new ArrayList<>(e.always.keySet());
  }

  /** The numbers of a column by the decimal mark that was given. */
  private static NumberEvidence marked(ColumnEvidence e, String word, String mark) {
    return switch (mark) {
      case "," -> e.comma == null ? e.point.as(',') : e.comma;
      case "." -> e.point;
      default ->
          throw new IllegalArgumentException(
              "behind "
                  + word
                  + ": stands the decimal mark, a point or a comma, not '"
                  + mark
                  + "'");
    };
  }

  private static void number(Draft draft, FileHints file, String word, String detail) {
    ColumnEvidence e = draft.evidence;
    boolean other = draft.numbers != null && draft.numbers.quantity != null;
    NumberEvidence reading = other ? draft.numbers : ColumnRules.reading(e, file);
    if (reading.count == 0 && e.quantities != null && detail.isEmpty()) {
      NumberEvidence most = e.quantities.most(0.5 * e.candidates(), file);
      reading = most == null ? reading : most;
    }
    CellFormat framed = null;
    boolean framing = reading.count == 0 && e.durations == null || FrameEvidence.round(e);
    if (framing && e.frame != null && (detail.isEmpty() || ",.".contains(detail))) {
      NumberEvidence inside = e.frame.numbers(file, detail);
      reading = inside == null ? reading : inside;
      framed = e.frame.framed(reading.format());
    }
    if (DurationRules.form(detail) || reading.count == 0 && e.durations != null) {
      DurationRules.force(draft, detail);
      reading = draft.numbers;
    } else if (framed == null && !detail.isEmpty()) {
      reading = marked(e, word, detail);
    }
    if (reading.count == 0) {
      throw new IllegalArgumentException(
          "column '" + draft.name + "' cannot be " + word + ": none of its cells is a number");
    }
    boolean positive = word.equals("positive");
    boolean counts = word.equals("count");
    if (positive && reading.minimum < 0 || counts && (reading.minimum < 0 || !reading.whole)) {
      throw new IllegalArgumentException(
          "column '"
              + draft.name
              + "' cannot be "
              + word
              + ": it holds "
              + (reading.minimum < 0 ? "negative numbers" : "fractions"));
    }
    draft.numbers = reading;
    draft.valued = 0;
    draft.type = ColumnType.of(word);
    draft.format =
        framed != null ? framed : reading.durations == null ? reading.format() : draft.format;
    draft.levels = List.of();
    draft.transform =
        positive
            ? ColumnTransform.LOG
            : counts
                ? ColumnTransform.LOG1P
                : draft.transform == ColumnTransform.NONE
                    ? ColumnTransform.STANDARDIZE
                    : draft.transform;
    if (positive && reading.minimum == 0 && draft.hurdle.isEmpty()) {
      draft.hurdle = OptionalDouble.of(0);
    }
    if (draft.missing.isEmpty() || !draft.missing.containsAll(e.among.keySet())) {
      draft.amongIsMissing();
    }
    long misfits = e.candidates() - reading.count;
    if (misfits > 0) {
      draft.doubt(
          misfits + " cells are not numbers and read as missing: " + ColumnRules.listed(e), "");
    }
  }

  private static void date(Draft draft, String detail) {
    ColumnEvidence e = draft.evidence;
    if (draft.type == ColumnType.DATE && detail.isEmpty()) {
      return;
    }
    NumberEvidence n = e.point;
    draft.levels = List.of();
    draft.transform = ColumnTransform.NONE;
    draft.hurdle = OptionalDouble.empty();
    draft.numbers = null;
    draft.valued = 0;
    draft.type = ColumnType.DATE;
    if (detail.isEmpty() && e.dates.count == 0 && n.count > 0) {
      boolean millis = n.maximum > 1e11;
      draft.format = DateStyle.epoch(millis ? DateOrder.EPOCH_MILLIS : DateOrder.EPOCH_SECONDS);
    } else {
      DateOrder order = detail.isEmpty() ? most(e.dates) : order(detail);
      if (order == null || e.dates.best(order) == 0) {
        throw new IllegalArgumentException(
            "column '"
                + draft.name
                + "' cannot be a date: none of its cells is one"
                + (detail.isEmpty() ? "" : " like " + detail));
      }
      draft.format = e.dates.style(order);
    }
    draft.amongIsMissing();
  }

  private static DateOrder most(DateEvidence dates) {
    DateOrder best = null;
    for (DateOrder order : DateOrder.values()) {
      if (dates.best(order) > (best == null ? 0 : dates.best(best))) {
        best = order;
      }
    }
    return best;
  }

  /** The order of the letters y, M and d in a pattern. */
  private static DateOrder order(String pattern) {
    int year = pattern.replace('u', 'y').indexOf('y');
    int month = pattern.indexOf('M');
    int day = pattern.indexOf('d');
    if (year < 0
        && month < 0
        && day < 0
        && pattern.toLowerCase(java.util.Locale.ROOT).indexOf('h') >= 0) {
      return DateOrder.TIME;
    }
    if (year < 0 || month < 0) {
      throw new IllegalArgumentException(
          "'" + pattern + "' is not a pattern of dates; write such as dd.MM.yyyy or MM/dd/yyyy");
    }
    if (day < 0) {
      return DateOrder.YEAR_MONTH;
    }
    if (year < month) {
      return DateOrder.YEAR_MONTH_DAY;
    }
    return day < month ? DateOrder.DAY_MONTH_YEAR : DateOrder.MONTH_DAY_YEAR;
  }

  private static void levels(Draft draft, FileHints file, String word, String detail) {
    ColumnEvidence e = draft.evidence;
    NumberEvidence reading =
        draft.numbers == null || draft.numbers.durations != null
            ? null
            : draft.numbers.quantity != null ? draft.numbers : ColumnRules.reading(e, file);
    draft.hurdle = OptionalDouble.empty();
    draft.transform = ColumnTransform.NONE;
    List<Level> all =
        word.equals("binary") && Marks.possible(e)
            ? marked(draft)
            : draft.type == ColumnType.BINARY || draft.type == ColumnType.ORDINAL && reading == null
                ? draft.levels
                : reading == null
                    ? Levels.ofWords(e, java.util.Set.copyOf(draft.missing))
                    : Levels.ofNumbers(e, reading);
    if (word.equals("categorical")) {
      if (draft.valued > 0) {
        draft.type = ColumnType.CATEGORICAL;
      } else if (reading != null && all != null && all.size() <= 40) {
        draft.type = ColumnType.of(word);
        draft.levels = all;
      } else {
        draft.numbers = null;
        draft.format = new Words();
        draft.missing.removeAll(e.among.keySet());
        TextRules.categorical(draft, "");
      }
      return;
    }
    if (!e.complete() || all == null || all.size() > MOST_LEVELS) {
      throw new IllegalArgumentException(
          "column '"
              + draft.name
              + "' cannot be "
              + word
              + ": it holds more than "
              + MOST_LEVELS
              + " different values");
    }
    if (word.equals("binary") && all.size() != 2) {
      throw new IllegalArgumentException(
          "column '"
              + draft.name
              + "' cannot be binary: it holds "
              + all.size()
              + " different values");
    }
    draft.type = ColumnType.of(word);
    draft.levels = detail.isEmpty() ? all : ordered(draft.name, all, detail);
  }

  private static List<Level> marked(Draft draft) {
    Marks.set(draft);
    return draft.levels;
  }

  /** Levels in the order given, such as small&lt;medium&lt;large. */
  private static List<Level> ordered(String name, List<Level> all, String detail) {
    List<Level> levels = new ArrayList<>();
    for (String text : detail.split("<")) {
      Level level =
          all.stream()
              .filter(l -> l.text().equals(text.strip()))
              .findFirst()
              .orElse(new Level(text.strip(), 0));
      levels.add(level);
    }
    for (Level level : all) {
      if (levels.stream().noneMatch(l -> l.text().equals(level.text()))) {
        throw new IllegalArgumentException(
            "the order of column '" + name + "' lacks its level '" + level.text() + "'");
      }
    }
    return levels;
  }
}
