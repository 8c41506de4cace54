package dev.vae.data.tabular.draws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.data.rows.DataException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RowSampleTest {
  private static final int WIDTH = 10_000; // of which 4,000 rows are kept

  private static double[][] sample(int rows, long seed) {
    RowSample sample = new RowSample(seed, WIDTH);
    for (int r = 0; r < rows; r++) {
      sample.add(new double[] {r});
    }
    assertEquals(rows, sample.seen());
    return sample.rows();
  }

  @Test
  void fewRowsAreAllKeptInOrder() {
    double[][] rows = sample(4000, 3);
    assertEquals(4000, rows.length);
    for (int r = 0; r < rows.length; r++) {
      assertEquals(r, rows[r][0]);
    }
  }

  @Test
  void manyRowsAreSampledEvenlyAndAlike() {
    double[][] rows = sample(40_000, 3);
    assertEquals(4000, rows.length);
    double[] numbers = Arrays.stream(rows).mapToDouble(row -> row[0]).toArray();
    assertEquals(4000, Arrays.stream(numbers).distinct().count());
    for (int tenth = 0; tenth < 10; tenth++) {
      int from = 4000 * tenth;
      long in = Arrays.stream(numbers).filter(v -> v >= from && v < from + 4000).count();
      // 400 are expected, with a standard deviation below 19
      assertTrue(Math.abs(in - 400) < 95, in + " of tenth " + tenth);
    }
    double[][] again = sample(40_000, 3);
    for (int r = 0; r < rows.length; r++) {
      assertArrayEquals(rows[r], again[r]);
    }
  }

  @Test
  void whatDoesNotFitIsRefusedBeforeItIsRead() {
    RowSample.check(1_000_000, 30, 512L << 20);
    DataException e =
        assertThrows(DataException.class, () -> RowSample.check(1_000_000, 30, 200L << 20));
    assertEquals(
        "to learn from 200000 rows of 30 columns takes about 183 MiB, and this JVM has 200 MiB for"
            + " everything: raise -Xmx, or leave columns out by --column NAME=ignore",
        e.getMessage());
  }

  /** 200,000 rows of 30 columns take 192 MB, so 2 GB have room for five trainings in one half. */
  @Test
  void asManyTrainingsAtATimeAsMemoryHasRoomFor() {
    assertEquals(5, RowSample.atOnce(200_000, 30, 2_000_000_000L));
    assertEquals(1, RowSample.atOnce(200_000, 200, 1L << 30));
    assertEquals(1000, RowSample.atOnce(10, 1, 1L << 30));
  }
}
