package dev.vae.data.table;

import dev.vae.data.table.dialect.RawRecord;
import org.jspecify.annotations.Nullable;

/**
 * One row of a table, read by a schema.
 *
 * @param index the row, from 0
 * @param values a value for each column of the schema: a number, days since 1970-01-01, or the
 *     index of a level; NaN if missing, absent or not modelled
 * @param reasons why a cell has no value or an unseen one, for each column of the schema; null
 *     where nothing is amiss, and null as a whole if all is well
 * @param record the row as it stands in the file
 * @param places for each column of the schema, the cell of the record; -1 if it is absent
 */
public record TableRow(
    long index,
    double[] values,
    @Nullable String @Nullable [] reasons,
    RawRecord record,
    int[] places) {

  /** Returns the text of a column's cell as it stands in the file; empty if it is absent. */
  public String cell(int column) {
    int place = places[column];
    return place < 0 || place >= record.cells().length ? "" : record.cells()[place];
  }

  /** Returns why a column's cell has no value, or one never seen; null if nothing is amiss. */
  public @Nullable String reason(int column) {
    return reasons == null ? null : reasons[column];
  }
}
