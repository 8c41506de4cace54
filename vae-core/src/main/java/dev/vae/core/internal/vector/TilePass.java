package dev.vae.core.internal.vector;

import dev.vae.core.kernel.WinogradAxis;
import dev.vae.core.kernel.WinogradForm;
import java.util.List;
import java.util.function.Function;

/** The matrices of all tiles of an axis, applied along it to a number of lines. */
final class TilePass {
  private final Transform[] transforms;
  private final int[] from;
  private final int[] to;
  private final int[] continued;
  private final Transform.Lines lines;

  private TilePass(
      Transform[] transforms, int[] from, int[] to, int[] continued, Transform.Lines lines) {
    this.transforms = transforms;
    this.from = from;
    this.to = to;
    this.continued = continued;
    this.lines = lines;
  }

  /** From places along the axis to points; every line has those places and these points. */
  static TilePass inwards(
      WinogradAxis axis, Function<WinogradForm, Transform> transform, Transform.Lines lines) {
    List<WinogradAxis.Tile> tiles = axis.tiles();
    return new TilePass(
        transforms(tiles, transform),
        tiles.stream().mapToInt(WinogradAxis.Tile::input).toArray(),
        tiles.stream().mapToInt(WinogradAxis.Tile::point).toArray(),
        new int[tiles.size()],
        lines);
  }

  /**
   * From points to places.
   *
   * @param overlap how many places a tile has in common with the next
   */
  static TilePass outwards(
      WinogradAxis axis,
      Function<WinogradForm, Transform> transform,
      Transform.Lines lines,
      int overlap) {
    List<WinogradAxis.Tile> tiles = axis.tiles();
    return new TilePass(
        transforms(tiles, transform),
        tiles.stream().mapToInt(WinogradAxis.Tile::point).toArray(),
        tiles.stream().mapToInt(WinogradAxis.Tile::input).toArray(),
        tiles.stream().mapToInt(t -> t.point() == 0 ? 0 : overlap).toArray(),
        lines);
  }

  private static Transform[] transforms(
      List<WinogradAxis.Tile> tiles, Function<WinogradForm, Transform> transform) {
    return tiles.stream().map(t -> transform.apply(t.form())).toArray(Transform[]::new);
  }

  /** One tile of some lines, stretches of a length. */
  void run(int tile, int lineFrom, int lineTo, int length, float[] x, int xAt, float[] y, int yAt) {
    transforms[tile].run(
        lines, lineFrom, lineTo, length, from[tile], to[tile], continued[tile], x, xAt, y, yAt);
  }
}
