package dev.vae.data.tabular.impute;

import java.util.List;

/**
 * What was filled in a table.
 *
 * @param rows all rows
 * @param filledRows rows with a cell that was filled
 * @param filledCells cells that were filled
 * @param leftCells cells that hold what the model cannot read, such as a word among numbers, and
 *     were left as they are
 * @param effectiveSamples the mean over filled rows of how many equally weighted draws the weighted
 *     ones are worth; NaN without such rows
 * @param notes what else is to be known, a sentence each
 */
public record ImputationSummary(
    long rows,
    long filledRows,
    long filledCells,
    long leftCells,
    double effectiveSamples,
    List<String> notes) {

  /** Copies the list. */
  public ImputationSummary {
    notes = List.copyOf(notes);
  }
}
