package dev.vae.data.rows;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a value stands: row of the source and column, counted from 0.
 *
 * @param row the row of the source
 * @param column the column; for images, the position in row-major order
 * @param name the column's name; null where columns have none
 * @param value what stands there
 */
public record CellPosition(long row, int column, @Nullable String name, double value) {

  /** Returns a position with the name that the column has in a list, which may be empty. */
  public static CellPosition of(long row, int column, List<String> names, double value) {
    return new CellPosition(row, column, names.isEmpty() ? null : names.get(column), value);
  }

  /** Returns the place in words: {@code row 3, column 2 'age' (counted from 0)}. */
  public String describe() {
    return "row " + row + ", column " + column + named() + " (counted from 0)";
  }

  private String named() {
    return name == null ? "" : " '" + name + "'";
  }
}
