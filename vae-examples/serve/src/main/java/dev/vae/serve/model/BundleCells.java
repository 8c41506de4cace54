package dev.vae.serve.model;

import dev.vae.data.table.cell.DateOrder;
import dev.vae.data.table.cell.DateStyle;
import dev.vae.data.table.column.Column;
import dev.vae.export.runtime.Bundle;
import java.util.Set;
import java.util.stream.Collectors;

/** Cells of a table as the files that were exported of its model take and give them. */
public final class BundleCells {
  /** Of columns whose files take texts. */
  private final Set<String> texts;

  private BundleCells(Set<String> texts) {
    this.texts = texts;
  }

  /** Returns what cells a bundle's files take. */
  public static BundleCells of(Bundle bundle) {
    Set<String> ports =
        bundle.files().values().stream()
            .flatMap(file -> file.inputs().stream())
            .filter(port -> port.type().equals("string"))
            .map(Bundle.Port::name)
            .collect(Collectors.toUnmodifiableSet());
    return new BundleCells(
        bundle.columns().stream()
            .filter(column -> ports.contains(bundle.port(column)))
            .collect(Collectors.toUnmodifiableSet()));
  }

  /**
   * Returns a cell as the files take it: a number, or a text for words and dates.
   *
   * @param value as the schema reads it, not NaN
   * @param text as it stands in the row
   */
  public Object of(Column column, double value, String text) {
    if (column.type().hasLevels()) {
      // a level as it is spelt in the table, whatever the case here
      boolean known = value < column.levels().size() && !column.hashed();
      return known ? column.levels().get((int) value).text() : text.strip();
    }
    return texts.contains(column.name()) ? column.format(value) : (Object) (value * unit(column));
  }

  /** How many units of a column's numbers a day has, where they count from 1970; else 1. */
  static double unit(Column column) {
    return column.format() instanceof DateStyle style && style.order().epoch()
        ? style.order() == DateOrder.EPOCH_SECONDS ? 86_400.0 : 86_400_000.0
        : 1;
  }
}
