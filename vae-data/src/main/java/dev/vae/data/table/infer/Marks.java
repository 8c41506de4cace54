package dev.vae.data.table.infer;

import dev.vae.data.table.cell.Words;
import dev.vae.data.table.column.ColumnType;
import dev.vae.data.table.column.Level;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A column of one mark and blanks, such as x or nothing: that there is none says as much as the
 * mark.
 */
final class Marks {
  private static final Set<String> SIGNS =
      Set.of(
          ("x y t 1 j * + \u221a \u25cf \u2022 \u25cb \u25ef \u2717 \u2718 \u00d7 \u2605"
                  + " \u25a0")
              .split(" "));

  private static final int LONGEST_WORD = 20;
  private static final int MOST_SPELLINGS = 8;

  private Marks() {}

  /** Takes a column for a mark that is set or not, if it is one. */
  static boolean decide(Draft draft) {
    ColumnEvidence e = draft.evidence;
    if (e.blanks == 0 || !one(e)) {
      return false;
    }
    ColumnEvidence.Seen mark = mark(e);
    String text = mark.text.toLowerCase(Locale.ROOT);
    boolean known = SIGNS.contains(text) || Levels.yes(text);
    boolean word =
        !mark.among && Double.isNaN(mark.point) && Double.isNaN(mark.comma) && mark.date == null;
    boolean rare = mark.text.length() <= LONGEST_WORD && 2 * e.blanks >= e.rows;
    if (!known && !(word && rare)) {
      return false;
    }
    set(draft);
    draft.reason = "holds " + Draft.shown(mark.text) + " or nothing: blank is a value";
    draft.doubt(
        "blank cells are taken for a value, none of them for missing",
        e.seen.size() == 1 ? "constant" : "ignore");
    return true;
  }

  /** Whether all cells that are there hold one text, whatever its case. */
  private static boolean one(ColumnEvidence e) {
    return e.complete()
        && !e.seen.isEmpty()
        && e.seen.size() <= MOST_SPELLINGS
        && e.seen.keySet().stream().allMatch(t -> t.equalsIgnoreCase(mark(e).text));
  }

  /** The text, in its most frequent spelling. */
  private static ColumnEvidence.Seen mark(ColumnEvidence e) {
    ColumnEvidence.Seen most = e.seen.values().iterator().next();
    for (ColumnEvidence.Seen one : e.seen.values()) {
      most = one.count > most.count ? one : most;
    }
    return most;
  }

  /** Whether a column holds one text or nothing, so that it may be a mark. */
  static boolean possible(ColumnEvidence e) {
    return one(e) && !nothing(e).text().isEmpty() || one(e) && e.blanks > 0;
  }

  /** The way of writing nothing that is a value: blank, else the most frequent word for it. */
  private static Level nothing(ColumnEvidence e) {
    Level most = new Level("", e.blanks);
    for (var word : e.always.entrySet()) {
      if (e.blanks == 0 && word.getValue()[0] > most.count()) {
        most = new Level(word.getKey(), word.getValue()[0]);
      }
    }
    return most;
  }

  /** Makes a column one of two levels, nothing and the mark. */
  static void set(Draft draft) {
    ColumnEvidence e = draft.evidence;
    Level nothing = nothing(e);
    draft.type = ColumnType.BINARY;
    draft.format = new Words();
    draft.numbers = null;
    draft.levels = List.of(nothing, new Level(mark(e).text, e.filled()));
    draft.missing.remove(nothing.text());
    draft.valued = nothing.count();
  }

  /** Says of a column that always holds the same, or nothing, that it may be a mark. */
  static void doubt(Draft draft) {
    if (possible(draft.evidence)) {
      draft.doubt("one value or nothing: whether it is there is not modelled", "binary");
    }
  }
}
