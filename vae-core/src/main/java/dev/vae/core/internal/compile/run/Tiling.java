package dev.vae.core.internal.compile.run;

/**
 * How elements are cut into tiles and tasks. Elements are seen as rows of a width. A tile is as
 * many whole rows as fit into {@link #TILE}, or a piece of one row that is longer. A task is some
 * tiles. The cut depends on the sizes alone: partial sums are of tiles and tasks.
 *
 * @param tileRows whole rows in a tile
 * @param tiles how many tiles follow one another down the rows
 * @param pieces how many tiles a row is cut into, 1 if it fits
 * @param down how many tiles down the rows a task has
 * @param across how many pieces across a row a task has
 */
record Tiling(
    int elements, int width, int rows, int tileRows, int tiles, int pieces, int down, int across) {
  /** Floats in a tile: a few of them fit into the first-level cache together. */
  static final int TILE = 1024;

  /** How many tiles a task usually has. */
  static final int TASK = 16;

  /** Floats in the longest vector there is; the same on all machines. */
  private static final int VECTOR = 16;

  /**
   * Cuts elements.
   *
   * @param width the length of a row, 0 if any will do
   * @param columns whether sums run down the columns, so that a task should be tall
   * @param task about how many tiles a task has
   */
  static Tiling of(int elements, int width, boolean columns, int task) {
    int w = width == 0 ? Math.max(1, elements) : width;
    int rows = elements / w;
    boolean fits = w <= TILE;
    int tileRows = fits ? tileRows(w) : 1;
    int tiles = (rows + tileRows - 1) / tileRows;
    int pieces = fits ? 1 : (w + TILE - 1) / TILE;
    int down = Math.max(1, columns ? Math.min(task, tiles) : task / Math.min(task, pieces));
    int downs = (tiles + down - 1) / down;
    int across = columns ? pieces * downs / task : Math.min(task, pieces);
    int most = Math.max(1, Math.min(across, pieces));
    return new Tiling(elements, w, rows, tileRows, tiles, pieces, down, most);
  }

  /** As many rows as fit; if it can be, so many that tiles begin at multiples of a vector. */
  private static int tileRows(int width) {
    int rows = TILE / width;
    int unit = VECTOR / Math.min(VECTOR, Integer.lowestOneBit(width));
    return rows < unit ? rows : rows / unit * unit;
  }

  int tasksDown() {
    return (tiles + down - 1) / down;
  }

  int tasksAcross() {
    return (pieces + across - 1) / across;
  }

  int tasks() {
    return elements == 0 ? 0 : tasksDown() * tasksAcross();
  }

  int from(int tile, int piece) {
    return tile * tileRows * width + piece * TILE;
  }

  int count(int tile, int piece) {
    return pieces > 1
        ? Math.min(TILE, width - piece * TILE)
        : Math.min(tileRows, rows - tile * tileRows) * width;
  }

  /** Whether a tile lies within one row. */
  boolean withinRow() {
    return tileRows == 1;
  }
}
