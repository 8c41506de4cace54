package dev.vae.data.internal.outlier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Trees of random cuts in arrays, node after node. What is cut off goes to the node that follows.
 *
 * <p>Rows go down a tree together, one cut at a time, so that the tree stays in the processor's
 * first cache and no row waits for another's numbers; which side a row goes to is computed and not
 * branched on, for no processor guesses it.
 */
final class FlatForest {
  /** So many rows go down together, each by one tree, or fewer by more trees. */
  private static final int WALKS = 64;

  /** Where each tree begins, and where the last ends. */
  private int[] roots = {0};

  /** How many cuts lead to a leaf at most. */
  private int deepest;

  private int nodes;

  /** Which column is cut; of leaves {@link #width}, where rows have a 0. */
  private int[] column = new int[0];

  /** Where what is not cut off goes; of leaves where they are themselves. */
  private int[] rest = new int[0];

  /** What is cut off is at least this, */
  private double[] from = new double[0];

  /** and below this. */
  private double[] below = new double[0];

  /** Of cuts which part of the rows is cut off, of leaves the length of the path. */
  private double[] fraction = new double[0];

  private final int width;
  private final boolean[] category;

  /**
   * No trees yet.
   *
   * @param levels for each column how many levels it has; 0 for numbers
   */
  FlatForest(int[] levels) {
    width = levels.length;
    category = new boolean[width];
    for (int c = 0; c < width; c++) {
      category[c] = levels[c] > 0;
    }
  }

  /** Whether a cut of a column cuts a value off: a number below it, a level that is the same. */
  boolean isOff(int ofColumn, double cut, double value) {
    return category[ofColumn] ? value == cut : value < cut;
  }

  /** Adds a cut; what it cuts off is added next, then {@link #rest(int)} is told. */
  int cut(int ofColumn, double cut, double part) {
    int at = add();
    column[at] = ofColumn;
    // levels are whole numbers; zeros of either sign are alike
    from[at] = category[ofColumn] ? cut + 0.0 : Double.NEGATIVE_INFINITY;
    below[at] = category[ofColumn] ? cut + 0.5 : cut + 0.0;
    fraction[at] = part;
    return at;
  }

  /** Notes that what a cut leaves is added next. */
  void rest(int cut) {
    rest[cut] = nodes;
  }

  /**
   * Adds a leaf.
   *
   * @param depth how many cuts lead to it
   * @param length how many are counted, with those that were not made
   */
  void leaf(int depth, double length) {
    int at = add();
    column[at] = width;
    rest[at] = at;
    from[at] = Double.NEGATIVE_INFINITY;
    below[at] = Double.NEGATIVE_INFINITY;
    fraction[at] = length;
    deepest = Math.max(deepest, depth);
  }

  private int add() {
    if (nodes == column.length) {
      int more = Math.max(1024, nodes + nodes / 2);
      column = Arrays.copyOf(column, more);
      rest = Arrays.copyOf(rest, more);
      from = Arrays.copyOf(from, more);
      below = Arrays.copyOf(below, more);
      fraction = Arrays.copyOf(fraction, more);
    }
    return nodes++;
  }

  /** Notes that a tree is whole. */
  void end() {
    roots = Arrays.copyOf(roots, roots.length + 1);
    roots[roots.length - 1] = nodes;
  }

  int trees() {
    return roots.length - 1;
  }

  /** Returns the trees as lists of nodes. */
  List<IsolationTree> lists() {
    List<IsolationTree> all = new ArrayList<>();
    for (int t = 0; t < trees(); t++) {
      List<IsolationTree.Cut> cuts = new ArrayList<>();
      for (int at = roots[t]; at < roots[t + 1]; at++) {
        boolean leaf = column[at] == width;
        int root = roots[t];
        cuts.add(
            leaf
                ? new IsolationTree.Cut(-1, 0, 0, -1, -1, fraction[at])
                : new IsolationTree.Cut(
                    column[at],
                    category[column[at]] ? from[at] : below[at],
                    fraction[at],
                    at + 1 - root,
                    rest[at] - root,
                    0));
      }
      all.add(new IsolationTree(cuts));
    }
    return all;
  }

  /** Returns for each row the sum over all trees of how many cuts set it apart. */
  double[] lengths(double[][] rows) {
    double[] sums = new double[rows.length];
    Walks walks = new Walks();
    for (int first = 0; first < rows.length; first += WALKS) {
      int count = Math.min(WALKS, rows.length - first);
      walks.take(rows, first, count);
      int together = Math.max(1, WALKS / count);
      for (int t = 0; t < trees(); t += together) {
        walks.run(t, Math.min(trees(), t + together), sums, first);
      }
    }
    return sums;
  }

  /**
   * Rows on their way down some trees. Where a cut's column is missing a walk becomes two, for both
   * sides count, by as many rows as went there.
   */
  private final class Walks {
    private int rows;
    private double[] values = new double[0];

    /** Where each walk is, and where its row's values begin. */
    private int[] at = new int[4 * WALKS];

    private int[] row = new int[4 * WALKS];

    /** Which walk became two, the second of which is the next after those before it. */
    private int[] split = new int[4 * WALKS];

    private double[] part = new double[4 * WALKS];
    private double[] length = new double[4 * WALKS];

    /**
     * Takes rows; a 0 behind each is what leaves look at. Infinity from infinity would have no
     * sign.
     */
    void take(double[][] all, int first, int count) {
      rows = count;
      if (values.length < count * (width + 1)) {
        values = new double[count * (width + 1)];
      }
      for (int r = 0; r < count; r++) {
        for (int c = 0; c < width; c++) {
          values[r * (width + 1) + c] = Math.max(all[first + r][c], -Double.MAX_VALUE) + 0.0;
        }
      }
    }

    /** Goes down some trees with all rows, and adds lengths to the rows' sums, tree after tree. */
    void run(int tree, int treeTo, double[] sums, int first) {
      int walks = 0;
      for (int t = tree; t < treeTo; t++) {
        for (int r = 0; r < rows; r++, walks++) {
          at[walks] = roots[t];
          row[walks] = r * (width + 1);
        }
      }
      int all = walks;
      for (int depth = 0; depth < deepest; depth++) {
        if (at.length < 2 * all) {
          grow(4 * all);
        }
        all = step(walks, all);
      }
      for (int i = 0; i < all; i++) {
        length[i] = fraction[at[i]];
      }
      for (int i = all - 1; i >= walks; i--) {
        int own = split[i];
        length[own] = part[i] * length[own] + (1 - part[i]) * length[i];
      }
      int walk = 0;
      for (int t = tree; t < treeTo; t++) {
        for (int r = 0; r < rows; r++) {
          sums[first + r] += length[walk++];
        }
      }
    }

    private void grow(int more) {
      at = Arrays.copyOf(at, more);
      row = Arrays.copyOf(row, more);
      split = Arrays.copyOf(split, more);
      part = Arrays.copyOf(part, more);
      length = Arrays.copyOf(length, more);
    }

    /** Takes every walk one cut further; returns how many there are then. */
    private int step(int walks, int all) {
      int[] ats = at;
      int[] begins = row;
      int[] columns = column;
      int[] rests = rest;
      double[] x = values;
      double[] least = from;
      double[] most = below;
      int next = all;
      for (int i = 0; i < all; i++) {
        int here = ats[i];
        double own = x[begins[i] + columns[here]];
        if (own != own) {
          split[next] = i;
          part[next] = fraction[here];
          ats[next] = rests[here];
          begins[next] = begins[i];
          ats[i] = here + 1;
          next++;
        } else {
          // the sign of a difference is minus where the first number is below the second
          long off =
              Double.doubleToRawLongBits(own - most[here])
                  & ~Double.doubleToRawLongBits(own - least[here]);
          int other = rests[here];
          ats[i] = other + ((here + 1 - other) & (int) (off >> 63));
        }
      }
      return next;
    }
  }
}
