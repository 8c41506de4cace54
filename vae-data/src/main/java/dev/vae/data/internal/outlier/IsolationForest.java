package dev.vae.data.internal.outlier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Isolation forest (Liu, Ting and Zhou 2008): trees of random cuts, of 256 rows each; a row that
 * few cuts set apart from all others lies where rows are sparse. Of numbers, those below a random
 * number are cut off, of categories those of a random level. Where a cut's column is missing, both
 * sides count as many rows as went there.
 */
public final class IsolationForest {
  private static final int TREES = 100;
  private static final int SAMPLE = 256;
  private static final double EULER = 0.5772156649015329;

  private final int[] levels;
  private final FlatForest trees;

  private IsolationForest(int[] levels) {
    this.levels = levels;
    this.trees = new FlatForest(levels);
  }

  /**
   * Grows a forest.
   *
   * @param rows {@code [rows][D]}, NaN where missing
   * @param levels for each column how many levels it has; 0 for numbers
   */
  public static IsolationForest of(double[][] rows, int[] levels, long seed) {
    IsolationForest forest = new IsolationForest(levels.clone());
    forest.grow(rows, new SplittableRandom(seed));
    return forest;
  }

  private void grow(double[][] rows, SplittableRandom random) {
    int sample = Math.min(SAMPLE, rows.length);
    int deepest = 32 - Integer.numberOfLeadingZeros(Math.max(1, sample - 1));
    double[][] mixed = rows.clone();
    for (int t = 0; t < TREES; t++) {
      for (int i = 0; i < sample; i++) {
        int j = i + random.nextInt(mixed.length - i);
        double[] kept = mixed[i];
        mixed[i] = mixed[j];
        mixed[j] = kept;
      }
      grow(Arrays.asList(mixed).subList(0, sample), 0, deepest, random);
      trees.end();
    }
  }

  /** Adds a node, then all of what it cuts off, then all of the rest. */
  private void grow(List<double[]> rows, int depth, int deepest, SplittableRandom random) {
    if (depth < deepest && rows.size() > 1) {
      int first = random.nextInt(levels.length);
      for (int k = 0; k < levels.length; k++) {
        int column = (first + k) % levels.length;
        double[] seen = rows.stream().mapToDouble(r -> r[column]).filter(v -> v == v).toArray();
        double low = Arrays.stream(seen).min().orElse(0);
        double high = Arrays.stream(seen).max().orElse(0);
        if (high > low) {
          double cut = low + (high - low) * random.nextDouble();
          if (levels[column] > 0) {
            double[] distinct = Arrays.stream(seen).distinct().sorted().toArray();
            cut = distinct[random.nextInt(distinct.length)];
          }
          cut(rows, column, cut, seen, depth, deepest, random);
          return;
        }
      }
    }
    trees.leaf(depth, depth + unsuccessful(rows.size()));
  }

  private void cut(
      List<double[]> rows,
      int column,
      double cut,
      double[] seen,
      int depth,
      int deepest,
      SplittableRandom random) {
    double count = Arrays.stream(seen).filter(v -> trees.isOff(column, cut, v)).count();
    double fraction = count / seen.length;
    List<double[]> off = new ArrayList<>();
    List<double[]> rest = new ArrayList<>();
    for (double[] row : rows) {
      boolean missing = Double.isNaN(row[column]);
      boolean goes =
          missing ? random.nextDouble() < fraction : trees.isOff(column, cut, row[column]);
      (goes ? off : rest).add(row);
    }
    int at = trees.cut(column, cut, fraction);
    grow(off, depth + 1, deepest, random);
    trees.rest(at);
    grow(rest, depth + 1, deepest, random);
  }

  /** The mean depth of an unsuccessful search in a binary tree of so many. */
  private static double unsuccessful(int rows) {
    return rows <= 1
        ? 0
        : rows == 2 ? 1 : 2 * (StrictMath.log(rows - 1) + EULER) - 2.0 * (rows - 1) / rows;
  }

  /**
   * Returns minus the mean number of cuts that set each row apart: the larger, the odder. None
   * depends on the others.
   */
  public double[] scores(double[][] rows) {
    double[] scores = trees.lengths(rows);
    Arrays.setAll(scores, r -> -scores[r] / TREES);
    return scores;
  }

  /** Returns the trees as lists of nodes. */
  public List<IsolationTree> trees() {
    return trees.lists();
  }
}
