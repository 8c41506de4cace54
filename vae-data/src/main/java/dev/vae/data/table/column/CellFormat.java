package dev.vae.data.table.column;

/** How the cells of a column are written. */
public interface CellFormat {

  /** Writes a value in this style; NaN as nothing. */
  String format(double value);
}
