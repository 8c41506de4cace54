package dev.vae.core.kernel;

import java.util.ArrayList;
import java.util.List;

/** An axis of a convolution cut into tiles, see {@link Winograd}. */
public final class WinogradAxis {

  /**
   * A tile.
   *
   * @param input its first input position, which is also its first output
   * @param point its first point
   */
  public record Tile(WinogradForm form, int input, int point) {}

  private final int outputs;
  private final int taps;
  private final List<Tile> tiles;
  private final List<Integer> nodes = new ArrayList<>();
  private final List<Integer> ranks = new ArrayList<>();
  private final int[] counts = new int[Winograd.NODES];

  WinogradAxis(int taps, int outputs) {
    this.taps = taps;
    this.outputs = outputs;
    List<Tile> all = new ArrayList<>();
    for (int at = 0; at < outputs; ) {
      WinogradForm form = WinogradForm.of(taps, outputs - at);
      all.add(new Tile(form, at, nodes.size()));
      for (int point = 0; point < form.points(); point++) {
        nodes.add(form.node(point));
        ranks.add(counts[form.node(point)]++);
      }
      at += form.outputs();
    }
    tiles = List.copyOf(all);
  }

  /** Taps of a phase of the kernel, 2 or 3. */
  public int taps() {
    return taps;
  }

  /** Returns the tiles, ascending. */
  public List<Tile> tiles() {
    return tiles;
  }

  /** Returns how many outputs there are. */
  public int outputs() {
    return outputs;
  }

  /** Returns input positions of a phase. */
  public int inputs() {
    return outputs + taps - 1;
  }

  /** Points of all tiles. */
  public int points() {
    return nodes.size();
  }

  /** Returns the node of a point. */
  public int node(int point) {
    return nodes.get(point);
  }

  /** Returns how many points before this one have the same node. */
  public int rank(int point) {
    return ranks.get(point);
  }

  /** Returns how many points have a node. */
  public int count(int node) {
    return counts[node];
  }
}
