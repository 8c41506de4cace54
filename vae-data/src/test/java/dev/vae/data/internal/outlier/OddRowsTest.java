package dev.vae.data.internal.outlier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows are judged to the bits of the plain sums, however they are laid out to be quick. */
class OddRowsTest {
  private static final int ROWS = 300;

  private final SplittableRandom random = new SplittableRandom(1);

  /** Numbers, few levels, and more than are kept, in turn. */
  private static int[] levels(int width) {
    int[] levels = new int[width];
    Arrays.setAll(levels, c -> c % 3 == 0 ? 0 : c % 3 == 1 ? 4 : 40);
    return levels;
  }

  private double[][] rows(int count, int[] levels, double holes) {
    double[][] rows = new double[count][levels.length];
    for (double[] row : rows) {
      for (int c = 0; c < row.length; c++) {
        row[c] =
            random.nextDouble() < holes
                ? Double.NaN
                : levels[c] > 0
                    ? random.nextInt(levels[c] + 1)
                    : Math.rint(1e4 * (random.nextDouble() * 6 - 3)) / 1e4;
      }
    }
    return rows;
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "3, 0", "3, 0.5", "9, 0.1", "70, 0.1", "200, 0.3"})
  void nearRowsAreThoseOfThePlainSum(int width, double holes) {
    int[] levels = levels(width);
    double[][] others = rows(ROWS, levels, holes);
    double[][] asking = rows(40, levels, holes);
    asking[0] = others[5].clone(); // no neighbour of itself
    Arrays.fill(asking[1], Double.NaN);
    double[] expected = new double[asking.length];
    Arrays.setAll(expected, r -> plain(asking[r], others, levels));
    assertArrayEquals(expected, new NearRows(others, levels).scores(asking));
  }

  private static double plain(double[] row, double[][] others, int[] levels) {
    double[] distances = new double[others.length];
    for (int i = 0; i < others.length; i++) {
      double sum = 0;
      int both = 0;
      for (int c = 0; c < row.length; c++) {
        if (Double.isNaN(row[c]) || Double.isNaN(others[i][c])) {
          continue;
        }
        double apart = row[c] - others[i][c];
        sum += levels[c] == 0 ? apart * apart : apart == 0 ? 0 : NearRows.OTHER_LEVEL;
        both++;
      }
      distances[i] = both == 0 ? Double.POSITIVE_INFINITY : sum / both;
    }
    Arrays.sort(distances);
    double third = distances[NearRows.NEAREST - 1 + (distances[0] == 0 ? 1 : 0)];
    long seen = Arrays.stream(row).filter(v -> !Double.isNaN(v)).count();
    double squares = Double.isInfinite(third) ? 1 : third;
    return 0.5 * seen * StrictMath.log(squares + NearRows.RESOLUTION);
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "3, 0.2", "30, 0.1"})
  void treesInArraysAreThoseThatWereGrown(int width, double holes) {
    int[] levels = levels(width);
    RandomCuts forest = RandomCuts.of(rows(ROWS, levels, holes), levels, 3);
    List<CutTree> trees = forest.trees();
    for (double[] row : rows(40, levels, holes)) {
      double sum = 0;
      for (CutTree tree : trees) {
        sum += length(tree, 0, row, levels);
      }
      assertEquals(-sum / trees.size(), forest.score(row));
    }
  }

  private static double length(CutTree tree, int at, double[] row, int[] levels) {
    CutTree.Cut cut = tree.cuts().get(at);
    if (cut.leaf()) {
      return cut.length();
    }
    double own = row[cut.column()];
    if (Double.isNaN(own)) {
      return cut.fraction() * length(tree, cut.off(), row, levels)
          + (1 - cut.fraction()) * length(tree, cut.rest(), row, levels);
    }
    boolean off = levels[cut.column()] > 0 ? own == cut.cut() : own < cut.cut();
    return length(tree, off ? cut.off() : cut.rest(), row, levels);
  }
}
