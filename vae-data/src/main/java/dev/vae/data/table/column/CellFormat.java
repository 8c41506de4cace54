package dev.vae.data.table.column;

/** How the cells of a column are written. */
public sealed interface CellFormat permits NumberStyle, DateStyle, CellFormat.Plain {

  /** Words, written as they are. */
  record Plain() implements CellFormat {}
}
