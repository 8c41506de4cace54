package dev.vae.data.tabular.impute;

import java.util.List;

/**
 * A row whose missing cells were filled.
 *
 * @param index of the row in its table, from 0
 * @param cells those that were missing, in the order of the columns; empty if none was
 * @param effectiveSamples how many equally weighted draws its weighted ones are worth; NaN if no
 *     cell was missing
 */
public record ImputedRow(long index, List<ImputedCell> cells, double effectiveSamples) {

  /** Copies the list. */
  public ImputedRow {
    cells = List.copyOf(cells);
  }
}
