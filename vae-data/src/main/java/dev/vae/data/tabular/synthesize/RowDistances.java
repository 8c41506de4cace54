package dev.vae.data.tabular.synthesize;

import java.util.Arrays;

/**
 * Distances between rows, as Gower (1971) has them: the mean over columns of the difference of
 * numbers in units of their spread from the 1st to the 99th percentile, at most 1, and of 1 for
 * categories that differ or one value that is missing.
 */
final class RowDistances {
  private final double[] units;
  private final int[] levels;

  /** In the units of a table. */
  RowDistances(ComparedTable of) {
    levels = of.levels();
    units = new double[of.width()];
    for (int c = 0; c < units.length; c++) {
      double[] sorted =
          Arrays.stream(of.columns()[c]).filter(v -> !Double.isNaN(v)).sorted().toArray();
      double spread =
          sorted.length == 0
              ? 0
              : sorted[(int) (0.99 * (sorted.length - 1))] - sorted[(int) (0.01 * sorted.length)];
      units[c] = spread > 0 ? spread : 1;
    }
  }

  /** The row of a table that is nearest to a row of another. */
  int nearest(ComparedTable from, int row, ComparedTable among, int except) {
    double best = Double.POSITIVE_INFINITY;
    int at = -1;
    for (int i = 0; i < among.rows(); i++) {
      double d = i == except ? Double.POSITIVE_INFINITY : distance(from, row, among, i, best);
      if (d < best) {
        best = d;
        at = i;
      }
    }
    return at;
  }

  /** For each row of a table, the distance to the nearest row of another. */
  double[] toNearest(ComparedTable from, ComparedTable among) {
    double[] all = new double[from.rows()];
    for (int i = 0; i < all.length; i++) {
      int near = nearest(from, i, among, -1);
      all[i] = distance(from, i, among, near, Double.POSITIVE_INFINITY);
    }
    return all;
  }

  private double distance(ComparedTable a, int i, ComparedTable b, int j, double most) {
    double sum = 0;
    double enough = most * units.length;
    for (int c = 0; c < units.length && sum < enough; c++) {
      double x = a.columns()[c][i];
      double y = b.columns()[c][j];
      if (levels[c] > 0 || Double.isNaN(x) || Double.isNaN(y)) {
        sum += x == y || Double.isNaN(x) && Double.isNaN(y) ? 0 : 1;
      } else {
        sum += Math.min(1, Math.abs(x - y) / units[c]);
      }
    }
    return sum / units.length;
  }
}
