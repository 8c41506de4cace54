package dev.vae.data.table;

/**
 * A cell that could not be taken as it is: read as missing, or as a level that was never seen.
 *
 * @param row the row, from 0
 * @param column the column's name
 * @param text what stands there
 * @param reason what is amiss: {@code no number}, {@code no date}, {@code unseen value}, {@code
 *     changed}, {@code differs from the column that held the same}, {@code the column's title}
 */
public record CellProblem(long row, String column, String text, String reason) {
  /** Of a cell in a column that held the same as another. */
  static final String DIFFERS = "differs from the column that held the same";

  /** Of a cell in a column that held nothing. */
  static final String WAS_EMPTY = "was empty before";

  /** Of a cell in a line that holds the titles again. */
  static final String TITLE = "the column's title";

  /** Returns what becomes of cells with a reason, to stand behind it. */
  static String outcome(String reason) {
    return reason.endsWith("unseen value")
        ? ": taken as a level of its own kind, never seen"
        : reason.endsWith("no number") || reason.endsWith("no date") || reason.endsWith(TITLE)
            ? ": taken as missing"
            : ": not read";
  }

  /** Describes it in words. */
  public String describe() {
    return "row "
        + row
        + ", column '"
        + column
        + "': '"
        + dev.vae.core.internal.text.Messages.shown(text)
        + "': "
        + reason;
  }
}
