package dev.vae.data.internal.outlier;

import java.util.List;

/**
 * Trees of random cuts in arrays, node after node, for the many rows that go down them. What is cut
 * off goes to the node that follows.
 */
final class FlatTrees {
  private final int[] roots;

  /** Of cuts the column, plus {@link #LEVEL} where a level is cut off; of leaves −1. */
  private final int[] column;

  /** Where what is not cut off goes. */
  private final int[] rest;

  /** Of cuts the number, or level; of leaves the length of the path. */
  private final double[] value;

  /** What part of the rows is cut off. */
  private final double[] fraction;

  private static final int LEVEL = 1 << 30;

  private FlatTrees(int trees, int nodes) {
    roots = new int[trees];
    column = new int[nodes];
    rest = new int[nodes];
    value = new double[nodes];
    fraction = new double[nodes];
  }

  /**
   * Returns trees laid out so.
   *
   * @param levels for each column how many levels it has; 0 for numbers
   */
  static FlatTrees of(List<CutTree> trees, int[] levels) {
    FlatTrees flat =
        new FlatTrees(trees.size(), trees.stream().mapToInt(t -> t.cuts().size()).sum());
    int at = 0;
    for (int t = 0; t < trees.size(); t++) {
      flat.roots[t] = at;
      int root = at;
      for (CutTree.Cut cut : trees.get(t).cuts()) {
        if (cut.leaf()) {
          flat.column[at] = -1;
          flat.value[at] = cut.length();
        } else {
          if (root + cut.off() != at + 1) {
            throw new IllegalStateException("what is cut off does not follow");
          }
          flat.column[at] = cut.column() | (levels[cut.column()] > 0 ? LEVEL : 0);
          flat.value[at] = cut.cut();
          flat.fraction[at] = cut.fraction();
          flat.rest[at] = root + cut.rest();
        }
        at++;
      }
    }
    return flat;
  }

  /** Returns the sum over all trees of how many cuts set a row apart. */
  double lengths(double[] row) {
    double sum = 0;
    for (int root : roots) {
      sum += length(root, row);
    }
    return sum;
  }

  /** Where a cut's column is missing, both sides count as many rows as went there. */
  private double length(int from, double[] row) {
    int at = from;
    int cut = column[at];
    while (cut >= 0) {
      double own = row[cut & ~LEVEL];
      if (own != own) {
        return fraction[at] * length(at + 1, row) + (1 - fraction[at]) * length(rest[at], row);
      }
      boolean off = cut >= LEVEL ? own == value[at] : own < value[at];
      at = off ? at + 1 : rest[at];
      cut = column[at];
    }
    return value[at];
  }
}
