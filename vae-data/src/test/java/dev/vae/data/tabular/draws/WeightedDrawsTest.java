package dev.vae.data.tabular.draws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WeightedDrawsTest {

  @Test
  void sumsByWeight() {
    WeightedDraws draws =
        new WeightedDraws(new double[] {1000, 1000 + Math.log(3)}, new double[][] {{0, 1}, {4, 2}});
    assertEquals(3, draws.mean(0), 1e-12);
    assertEquals(Math.sqrt(3), draws.deviation(0), 1e-12);
    assertArrayEquals(new double[] {0, 0.25, 0.75}, draws.probabilities(1, 3), 1e-12);
    assertEquals(1 / (1.0 / 16 + 9.0 / 16), draws.effectiveSamples(), 1e-12);
    assertArrayEquals(new double[] {0, 4, 4}, draws.quantiles(0, 0.25, 0.5, 1), 0);
  }

  @Test
  void quantilesOfEvenWeightsAreThoseOfTheValues() {
    double[][] values = new double[1001][];
    Arrays.setAll(values, k -> new double[] {(k * 37) % 1001});
    WeightedDraws draws = new WeightedDraws(new double[1001], values);
    assertArrayEquals(new double[] {50, 500, 950}, draws.quantiles(0, 0.05, 0.5, 0.95), 1);
  }

  @Test
  void wholeRowsAreDrawnByWeight() {
    WeightedDraws draws =
        new WeightedDraws(new double[] {0, Math.log(4)}, new double[][] {{0, 10}, {1, 11}});
    SplittableRandom random = new SplittableRandom(1);
    int second = 0;
    for (int i = 0; i < 5000; i++) {
      double[] row = draws.draw(random);
      assertEquals(10, row[1] - row[0]);
      second += (int) row[0];
    }
    assertEquals(4000, second, 100);
  }

  /**
   * Draws are too narrow by half: residuals of cells that were held out widen intervals to the
   * share that is asked for. Truth is normal, draws have half its deviation.
   */
  @Test
  void heldOutCellsMakeIntervalsHonest() {
    SplittableRandom random = new SplittableRandom(7);
    CellCalibration.Builder builder = new CellCalibration.Builder(new boolean[2]);
    for (int i = 0; i < 1500; i++) {
      builder.add(i, narrow(random), 0.3, 0, 0, 10 + Normals.next(random));
    }
    CellCalibration cells = CellCalibration.fromJson(builder.build().toJson(), 2);
    int covered = 0;
    for (int i = 0; i < 1500; i++) {
      double[] interval = cells.interval(narrow(random), 0.3, 0, 0.9);
      double truth = 10 + Normals.next(random);
      covered += interval[0] <= truth && truth <= interval[2] ? 1 : 0;
    }
    assertEquals(0.9, covered / 1500.0, 0.03);
  }

  /**
   * 30 cells, each hidden 50 times with others beside it, know no more than 30: with as many
   * residuals as were gathered, intervals would cover 87 % on average.
   */
  @Test
  void cellsThatComeAgainPromiseNoMoreThanTheyKnow() {
    SplittableRandom random = new SplittableRandom(11);
    int covered = 0;
    for (int table = 0; table < 200; table++) {
      CellCalibration.Builder builder = new CellCalibration.Builder(new boolean[1]);
      WeightedDraws draws = narrow(random);
      for (int row = 0; row < 30; row++) {
        double truth = 10 + Normals.next(random);
        for (int again = 0; again < 50; again++) {
          builder.add(row, draws, 0.3, 0, 0, truth);
        }
      }
      CellCalibration cells = builder.build();
      assertEquals(30, cells.own(0, 0.3).length);
      for (int i = 0; i < 30; i++) {
        double[] interval = cells.interval(draws, 0.3, 0, 0.9);
        double truth = 10 + Normals.next(random);
        covered += interval[0] <= truth && truth <= interval[2] ? 1 : 0;
      }
    }
    assertTrue(covered >= 0.91 * 6000 && covered <= 0.96 * 6000, covered + " of 6000");
  }

  private static WeightedDraws narrow(SplittableRandom random) {
    double[][] values = new double[100][];
    Arrays.setAll(values, k -> new double[] {10 + 0.5 * Normals.next(random), 0});
    return new WeightedDraws(new double[100], values);
  }

  /** Of columns with a spike, ends are draws of the ranks that held-out cells had. */
  @Test
  void intervalsOfSpikedColumnsAreAsWideAsHeldOutRanksAsk() {
    SplittableRandom random = new SplittableRandom(9);
    CellCalibration.Builder builder = new CellCalibration.Builder(new boolean[] {true});
    for (int i = 0; i < 1500; i++) {
      double share = random.nextDouble();
      builder.add(i, spiked(random, share), 0.3, 0, 0, value(random, share, 1));
    }
    CellCalibration cells = CellCalibration.fromJson(builder.build().toJson(), 1);
    int covered = 0;
    int points = 0;
    for (int i = 0; i < 3000; i++) {
      double share = random.nextDouble();
      double[] interval = cells.interval(spiked(random, share), 0.3, 0, 0.9);
      double truth = value(random, share, 1);
      covered += interval[0] <= truth && truth <= interval[2] ? 1 : 0;
      points += interval[0] == 0 && interval[2] == 0 ? 1 : 0;
    }
    // ends that are a spike cover all of it, so rather more than is asked
    assertTrue(covered / 3000.0 >= 0.885 && covered / 3000.0 <= 0.97, covered + " of 3000");
    assertTrue(points > 20, "where the spike is nearly sure it is the interval: " + points);
  }

  /** Zero with a probability, else around 10; draws are too narrow by a third. */
  private static double value(SplittableRandom random, double share, double wide) {
    return random.nextDouble() < share ? 0 : 10 + wide * Normals.next(random);
  }

  /** Nothing lies below a spike at the lower end, so what 90 % leave out lies above. */
  @Test
  void anEndThatIsASpikeLetsTheOtherComeNearer() {
    double[][] values = new double[100][];
    Arrays.setAll(values, k -> new double[] {k < 20 ? 0 : k, k < 7 ? 1 : k < 93 ? 2 : 3, k});
    WeightedDraws draws = new WeightedDraws(new double[100], values);
    assertArrayEquals(new double[] {0, 89}, draws.narrower(0, 0, 94, 0.9), 0);
    assertArrayEquals(new double[] {1, 2}, draws.narrower(1, 1, 3, 0.9), 0);
    assertArrayEquals(new double[] {5, 94}, draws.narrower(2, 5, 94, 0.9), 0);
    assertArrayEquals(new double[] {2, 2}, draws.narrower(1, 1, 2, 0.86), 0);
  }

  private static WeightedDraws spiked(SplittableRandom random, double share) {
    double[][] values = new double[200][];
    Arrays.setAll(values, k -> new double[] {value(random, share, 0.67)});
    return new WeightedDraws(new double[200], values);
  }

  /** Draws are sure of level 0, which is true in 6 of 10 rows: sets of 90 % hold more levels. */
  @Test
  void setsOfLevelsAreAsLargeAsHeldOutCellsAsk() {
    SplittableRandom random = new SplittableRandom(8);
    CellCalibration.Builder builder = new CellCalibration.Builder(new boolean[1]);
    for (int i = 0; i < 1000; i++) {
      builder.add(i, sure(random), 0.3, 0, 3, truth(random));
    }
    CellCalibration cells = builder.build();
    int covered = 0;
    for (int i = 0; i < 1000; i++) {
      int wanted = truth(random);
      covered +=
          Arrays.stream(cells.levels(sure(random), 0.3, 0, 3, 0.8)).anyMatch(l -> l == wanted)
              ? 1
              : 0;
    }
    assertEquals(0.8, covered / 1000.0, 0.05);
  }

  private static int truth(SplittableRandom random) {
    double u = random.nextDouble();
    return u < 0.6 ? 0 : u < 0.9 ? 1 : 2;
  }

  private static WeightedDraws sure(SplittableRandom random) {
    double[][] values = new double[400][];
    Arrays.setAll(
        values,
        k -> {
          double u = random.nextDouble();
          return new double[] {u < 0.8 ? 0 : u < 0.92 ? 1 : 2};
        });
    return new WeightedDraws(new double[400], values);
  }
}
