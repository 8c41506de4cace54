package dev.vae.core.internal.vector.winograd;

import dev.vae.core.kernel.WinogradAxis;

/**
 * A way between positions of an image and points, along both axes: tile by tile, so that what is
 * between the two passes stays in the cache.
 *
 * @param phases lines of {@code down}; {@code across} has as many for each point row
 * @param span numbers of a column
 * @param overlap columns that a tile has in common with the next
 * @param inwards whether points are what comes out
 */
record TileTransform(
    WinogradAxis rows,
    WinogradAxis columns,
    AxisTransform down,
    AxisTransform across,
    int phases,
    int span,
    int overlap,
    boolean inwards) {

  /** Goes the way, with scratch at {@code half} in the array of the points. */
  void run(float[] x, int xOffset, float[] y, int yOffset, int half) {
    for (int row = 0; row < rows.tiles().size(); row++) {
      WinogradAxis.Tile tile = rows.tiles().get(row);
      int lineFrom = tile.point() * phases;
      int lineTo = lineFrom + tile.form().points() * phases;
      int done = 0;
      for (int column = 0; column < columns.tiles().size(); column++) {
        int end = end(column) * span;
        if (inwards) {
          down.run(row, 0, phases, end - done, x, xOffset + done, y, half + done);
          across.run(column, lineFrom, lineTo, span, y, half, y, yOffset);
        } else {
          across.run(column, lineFrom, lineTo, span, x, xOffset, x, half);
          down.run(row, 0, phases, end - done, x, half + done, y, yOffset + done);
        }
        done = end;
      }
    }
  }

  /** The end of the columns that a tile needs, or those that no tile after it adds to. */
  private int end(int column) {
    WinogradAxis.Tile tile = columns.tiles().get(column);
    int end = tile.input() + tile.form().outputs();
    boolean whole = inwards || column == columns.tiles().size() - 1;
    return whole ? end + overlap : end;
  }
}
