package dev.vae.data.table.column;

/** How a column writes its values as text: as numbers, dates, lengths of time or words. */
public interface CellFormat {

  /** Writes a value in this style; NaN as nothing. */
  String format(double value);
}
