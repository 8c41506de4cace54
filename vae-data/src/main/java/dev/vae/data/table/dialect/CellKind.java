package dev.vae.data.table.dialect;

import dev.vae.data.table.cell.Blanks;
import dev.vae.data.table.cell.DateText;
import dev.vae.data.table.cell.MissingWords;
import dev.vae.data.table.cell.NumberText;

/** What a cell looks like, alone. */
final class CellKind {
  private CellKind() {}

  /** Whether a cell is a number or a date in some style. */
  static boolean isTyped(String cell) {
    String text = Blanks.strip(cell);
    NumberText numbers = new NumberText();
    return !Double.isNaN(numbers.parse(text, '.'))
        || !Double.isNaN(numbers.parse(text, ','))
        || new DateText().parse(text);
  }

  /** Whether a cell says nothing. */
  static boolean isMissing(String cell) {
    String text = Blanks.strip(cell);
    return MissingWords.always(text) || MissingWords.amongNumbers(text);
  }
}
