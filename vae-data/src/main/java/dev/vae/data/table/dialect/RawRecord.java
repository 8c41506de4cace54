package dev.vae.data.table.dialect;

import org.jspecify.annotations.Nullable;

/**
 * A record as it stands in a table.
 *
 * @param line the line it begins at, from 1
 * @param cells the texts of its cells, without quotes, with blanks
 * @param quoted which cells were quoted; null for none
 */
public record RawRecord(long line, String[] cells, boolean @Nullable [] quoted) {

  /** Whether a cell was quoted. */
  public boolean quoted(int cell) {
    return quoted != null && cell < quoted.length && quoted[cell];
  }
}
