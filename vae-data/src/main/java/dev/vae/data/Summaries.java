package dev.vae.data;

import dev.vae.data.internal.rows.SparseSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** What is known of the values of rows, which are read when it is first asked for. */
final class Summaries {
  private final AtomicReference<ValueSummary> values = new AtomicReference<>();
  private final AtomicReference<List<ColumnSummary>> columns = new AtomicReference<>();

  /** What all values are like. */
  ValueSummary values(Dataset rows) {
    ValueSummary known = values.get();
    if (known == null) {
      known = RowScan.summarize(rows);
      values.set(known);
    }
    return known;
  }

  /** What the values of each column are like. */
  List<ColumnSummary> columns(Dataset rows) {
    List<ColumnSummary> known = columns.get();
    if (known == null) {
      SparseSource sparse = SparseScan.source(rows);
      known = sparse == null ? null : SparseScan.columns(rows, sparse);
      known = known == null ? ColumnScan.all(rows) : known;
      columns.set(known);
    }
    return known;
  }
}
