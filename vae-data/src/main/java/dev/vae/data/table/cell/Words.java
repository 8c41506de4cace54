package dev.vae.data.table.cell;

import dev.vae.data.table.column.CellFormat;

/** Words, written as they are. */
public record Words() implements CellFormat {

  /** Writes a number, should one stand among words, as Java writes it. */
  @Override
  public String format(double value) {
    return NumberStyle.plain().format(value);
  }
}
