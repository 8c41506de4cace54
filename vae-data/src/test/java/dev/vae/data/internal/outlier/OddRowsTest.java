package dev.vae.data.internal.outlier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
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
    assertArrayEquals(expected, new NeighbourDensity(others, levels).scores(asking));
  }

  @ParameterizedTest
  @CsvSource({"1e-9", "1", "1e6", "1e13", "1e30", "1e200"})
  void nearRowsAreThoseOfThePlainSumHoweverLargeAndAlike(double size) {
    int[] levels = {0, 0, 0};
    for (double apart : new double[] {1, 1e-3, 1e-7, 1e-12}) {
      double[][] others = rows(ROWS, levels, 0.1);
      double[][] asking = rows(40, levels, 0.1);
      for (double[][] all : List.of(others, asking)) {
        for (double[] row : all) {
          // all around one point, from which they are this little apart
          Arrays.setAll(row, c -> size * (1 + c + apart * row[c]));
        }
      }
      double[] expected = new double[asking.length];
      Arrays.setAll(expected, r -> plain(asking[r], others, levels));
      assertArrayEquals(expected, new NeighbourDensity(others, levels).scores(asking));
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "3", "4", "5"})
  void ofFewRowsTheFarthestCounts(int count) {
    int[] levels = {0, 0};
    double[][] others = new double[count][];
    Arrays.setAll(others, i -> new double[] {i, 0});
    double[] scores = new NeighbourDensity(others, levels).scores(new double[][] {{0, 0}, {-1, 0}});
    double same = Math.min(count - 1, NeighbourDensity.NEAREST);
    double other = Math.min(count, NeighbourDensity.NEAREST);
    assertEquals(StrictMath.log(same * same / 2 + NeighbourDensity.RESOLUTION), scores[0]);
    assertEquals(StrictMath.log(other * other / 2 + NeighbourDensity.RESOLUTION), scores[1]);
  }

  /**
   * What is nearer than most held-out rows are counts as equally near; what is farther does not.
   */
  @Test
  void rowsNearerThanMostHeldOutOnesCountAlike() {
    int[] levels = {0, 0};
    ReferenceRows references =
        ReferenceRows.of(rows(ROWS, levels, 0), rows(101, levels, 0.3), levels, 1);
    double[][] asking = rows(101, levels, 0.3);
    ReferenceRows.Scores said = references.of(asking);
    int alike = 0;
    for (int r = 0; r < asking.length; r++) {
      long seen = Arrays.stream(asking[r]).filter(v -> !Double.isNaN(v)).count();
      assertEquals(Math.max(said.nearer()[r], references.least() * seen), said.near()[r]);
      alike += said.near()[r] > said.nearer()[r] ? 1 : 0;
    }
    assertTrue(alike > 40 && alike < 80, "" + alike);
    ReferenceRows again = ReferenceRows.restored(references.rows(), levels, references.least());
    assertArrayEquals(said.near(), again.of(asking).near());
    ReferenceRows alone = ReferenceRows.of(rows(1, levels, 0), new double[0][], levels, 1);
    assertArrayEquals(alone.of(asking).nearer(), alone.of(asking).near());
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
        sum += levels[c] == 0 ? apart * apart : apart == 0 ? 0 : NeighbourDensity.OTHER_LEVEL;
        both++;
      }
      distances[i] = both == 0 ? Double.POSITIVE_INFINITY : sum / both;
    }
    Arrays.sort(distances);
    double counts = distances[NeighbourDensity.NEAREST - 1 + (distances[0] == 0 ? 1 : 0)];
    long seen = Arrays.stream(row).filter(v -> !Double.isNaN(v)).count();
    double squares = Double.isInfinite(counts) ? 1 : counts;
    return 0.5 * seen * StrictMath.log(squares + NeighbourDensity.RESOLUTION);
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "3, 0.2", "30, 0.1"})
  void treesInArraysAreThoseThatWereGrown(int width, double holes) {
    int[] levels = levels(width);
    IsolationForest forest = IsolationForest.of(rows(ROWS, levels, holes), levels, 3);
    List<IsolationTree> trees = forest.trees();
    double[][] asking = rows(150, levels, holes);
    Arrays.fill(asking[0], Double.NaN);
    Arrays.fill(asking[1], Double.POSITIVE_INFINITY);
    Arrays.fill(asking[2], Double.NEGATIVE_INFINITY);
    double[] scores = forest.scores(asking);
    for (int r = 0; r < asking.length; r++) {
      double sum = 0;
      for (IsolationTree tree : trees) {
        sum += length(tree, 0, asking[r], levels);
      }
      assertEquals(-sum / trees.size(), scores[r]);
      assertArrayEquals(new double[] {scores[r]}, forest.scores(new double[][] {asking[r]}));
    }
  }

  private static double length(IsolationTree tree, int at, double[] row, int[] levels) {
    IsolationTree.Cut cut = tree.cuts().get(at);
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
