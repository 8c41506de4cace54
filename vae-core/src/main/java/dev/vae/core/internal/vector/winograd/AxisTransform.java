package dev.vae.core.internal.vector.winograd;

import dev.vae.core.kernel.WinogradAxis;
import dev.vae.core.kernel.WinogradForm;
import java.util.List;
import java.util.function.Function;

/** The matrices of all tiles of an axis, applied along it to a number of lines. */
final class AxisTransform {
  private final WinogradTransform[] transforms;
  private final int[] from;
  private final int[] to;
  private final int[] continued;
  private final WinogradTransform.Lines lines;

  private AxisTransform(
      WinogradTransform[] transforms,
      int[] from,
      int[] to,
      int[] continued,
      WinogradTransform.Lines lines) {
    this.transforms = transforms;
    this.from = from;
    this.to = to;
    this.continued = continued;
    this.lines = lines;
  }

  /** From positions along the axis to points; every line has those positions and these points. */
  static AxisTransform inwards(
      WinogradAxis axis,
      Function<WinogradForm, WinogradTransform> transform,
      WinogradTransform.Lines lines) {
    List<WinogradAxis.Tile> tiles = axis.tiles();
    return new AxisTransform(
        transforms(tiles, transform),
        tiles.stream().mapToInt(WinogradAxis.Tile::input).toArray(),
        tiles.stream().mapToInt(WinogradAxis.Tile::point).toArray(),
        new int[tiles.size()],
        lines);
  }

  /**
   * From points to positions.
   *
   * @param overlap how many positions a tile has in common with the next
   */
  static AxisTransform outwards(
      WinogradAxis axis,
      Function<WinogradForm, WinogradTransform> transform,
      WinogradTransform.Lines lines,
      int overlap) {
    List<WinogradAxis.Tile> tiles = axis.tiles();
    return new AxisTransform(
        transforms(tiles, transform),
        tiles.stream().mapToInt(WinogradAxis.Tile::point).toArray(),
        tiles.stream().mapToInt(WinogradAxis.Tile::input).toArray(),
        tiles.stream().mapToInt(t -> t.point() == 0 ? 0 : overlap).toArray(),
        lines);
  }

  private static WinogradTransform[] transforms(
      List<WinogradAxis.Tile> tiles, Function<WinogradForm, WinogradTransform> transform) {
    return tiles.stream().map(t -> transform.apply(t.form())).toArray(WinogradTransform[]::new);
  }

  /** One tile of some lines, segments of a length. */
  void run(
      int tile,
      int lineFrom,
      int lineTo,
      int length,
      float[] x,
      int xOffset,
      float[] y,
      int yOffset) {
    transforms[tile].run(
        lines,
        lineFrom,
        lineTo,
        length,
        from[tile],
        to[tile],
        continued[tile],
        x,
        xOffset,
        y,
        yOffset);
  }
}
