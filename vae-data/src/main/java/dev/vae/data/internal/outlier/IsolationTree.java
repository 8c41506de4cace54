package dev.vae.data.internal.outlier;

import java.util.List;

/**
 * A tree of random cuts as a list, the root first.
 *
 * @param cuts its nodes
 */
public record IsolationTree(List<Cut> cuts) {

  /** Copies the list. */
  public IsolationTree {
    cuts = List.copyOf(cuts);
  }

  /**
   * A cut, or a leaf.
   *
   * @param column that is cut, -1 for a leaf
   * @param cut numbers below it are cut off; of categories those equal to it
   * @param fraction how many of the rows here are cut off, which a missing value counts by
   * @param off where those that are cut off go, an index of the list
   * @param rest where the others go
   * @param length of a leaf, how many cuts lead to it
   */
  public record Cut(int column, double cut, double fraction, int off, int rest, double length) {
    /** Whether nothing is cut here. */
    public boolean leaf() {
      return column < 0;
    }
  }
}
