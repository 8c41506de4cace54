package dev.vae.data.table;

/**
 * A cell that could not be taken as it is: read as missing, or as a level that was never seen.
 *
 * @param row the row, from 0
 * @param column the column's name
 * @param text what stands there
 * @param reason what is amiss: {@code no number}, {@code no date}, {@code unseen value}, {@code
 *     changed}
 */
public record CellProblem(long row, String column, String text, String reason) {

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
