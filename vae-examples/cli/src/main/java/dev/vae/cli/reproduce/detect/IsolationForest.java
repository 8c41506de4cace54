package dev.vae.cli.reproduce.detect;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Isolation forest (Liu, Ting and Zhou 2008): trees of random cuts of 256 rows each; what few cuts
 * set apart is odd.
 */
public final class IsolationForest implements Detector {
  private static final int TREES = 100;
  private static final int SAMPLE = 256;
  private static final double EULER = 0.5772156649015329;

  /** A tree: either a cut, or a leaf of so many rows. */
  private record Node(int column, double cut, Node below, Node above, int rows) {
    static Node leaf(int rows) {
      return new Node(-1, 0, null, null, rows);
    }
  }

  @Override
  public String name() {
    return "isolation forest";
  }

  @Override
  public double[] scores(double[][] train, double[][] test, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int sample = Math.min(SAMPLE, train.length);
    int deepest = (int) Math.ceil(Math.log(sample) / Math.log(2));
    double[] depth = new double[test.length];
    double[][] rows = train.clone();
    for (int t = 0; t < TREES; t++) {
      for (int i = 0; i < sample; i++) {
        int j = i + random.nextInt(rows.length - i);
        double[] kept = rows[i];
        rows[i] = rows[j];
        rows[j] = kept;
      }
      Node tree = grow(Arrays.copyOf(rows, sample), deepest, random);
      for (int r = 0; r < test.length; r++) {
        depth[r] += depth(tree, test[r]);
      }
    }
    double usual = unsuccessful(sample);
    return Arrays.stream(depth).map(d -> Math.pow(2, -d / TREES / usual)).toArray();
  }

  private static Node grow(double[][] rows, int levels, SplittableRandom random) {
    if (levels == 0 || rows.length <= 1) {
      return Node.leaf(rows.length);
    }
    int width = rows[0].length;
    int first = random.nextInt(width);
    for (int k = 0; k < width; k++) {
      int column = (first + k) % width;
      double low = Arrays.stream(rows).mapToDouble(r -> r[column]).min().orElse(0);
      double high = Arrays.stream(rows).mapToDouble(r -> r[column]).max().orElse(0);
      if (high > low) {
        double cut = low + (high - low) * random.nextDouble();
        double[][] below =
            Arrays.stream(rows).filter(r -> r[column] < cut).toArray(double[][]::new);
        double[][] above =
            Arrays.stream(rows).filter(r -> r[column] >= cut).toArray(double[][]::new);
        return new Node(
            column,
            cut,
            grow(below, levels - 1, random),
            grow(above, levels - 1, random),
            rows.length);
      }
    }
    return Node.leaf(rows.length);
  }

  private static double depth(Node tree, double[] row) {
    Node at = tree;
    int depth = 0;
    while (at.column >= 0) {
      at = row[at.column] < at.cut ? at.below : at.above;
      depth++;
    }
    return depth + unsuccessful(at.rows);
  }

  /** The mean depth of an unsuccessful search in a binary tree of so many. */
  private static double unsuccessful(int rows) {
    return rows <= 1
        ? 0
        : rows == 2 ? 1 : 2 * (Math.log(rows - 1) + EULER) - 2.0 * (rows - 1) / rows;
  }
}
