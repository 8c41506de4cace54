package dev.vae.core.internal.vector;

import dev.vae.core.kernel.Axis;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * The matrices of all tiles of an axis, applied along it to a number of lines. Stretch j of line l
 * is at {@code xs[l · (their number) + j]}, results likewise at places {@code ys}; a tile's begin
 * where it does.
 */
final class TilePass {
  private final Combination[] tiles;
  private final int[] xFirst;
  private final int[] yFirst;
  private final int[] continued;
  private final int lines;
  private final int length;
  private final int[] xs;
  private final int[] ys;
  private final int xLine;
  private final int yLine;

  /**
   * The pass.
   *
   * @param matrix of a tile
   * @param from the first stretch that a tile reads
   * @param to the first that it writes; where tiles overlap, they add to what is there
   * @param length of a stretch
   */
  TilePass(
      Axis axis,
      Function<Axis.Tile, float[][]> matrix,
      ToIntFunction<Axis.Tile> from,
      ToIntFunction<Axis.Tile> to,
      int lines,
      int length,
      int[] xs,
      int[] ys) {
    List<Axis.Tile> all = axis.tiles();
    this.lines = lines;
    this.length = length;
    this.xs = xs;
    this.ys = ys;
    xLine = xs.length / lines;
    yLine = ys.length / lines;
    tiles = all.stream().map(t -> new Combination(matrix.apply(t))).toArray(Combination[]::new);
    xFirst = all.stream().mapToInt(from).toArray();
    yFirst = all.stream().mapToInt(to).toArray();
    continued = new int[tiles.length];
    for (int t = 1; t < tiles.length; t++) {
      continued[t] = Math.max(0, yFirst[t - 1] + tiles[t - 1].outputs() - yFirst[t]);
    }
  }

  void run(float[] x, int xAt, float[] y, int yAt) {
    for (int t = 0; t < tiles.length; t++) {
      for (int i = 0; i < tiles[t].outputs(); i++) {
        run(t, i, x, xAt, y, yAt);
      }
    }
  }

  private void run(int t, int i, float[] x, int xAt, float[] y, int yAt) {
    Combination tile = tiles[t];
    boolean more = i < continued[t];
    int x0 = xFirst[t] + tile.term(i, 0);
    int x1 = xFirst[t] + tile.term(i, 1);
    int x2 = xFirst[t] + tile.term(i, 2);
    int to = yFirst[t] + i;
    for (int line = 0; line < lines; line++) {
      int from = line * xLine;
      int at = yAt + ys[line * yLine + to];
      tile.apply(
          i, more, length, x, xAt + xs[from + x0], xAt + xs[from + x1], xAt + xs[from + x2], y, at);
    }
  }
}
