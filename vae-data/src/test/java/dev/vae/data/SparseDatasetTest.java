package dev.vae.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.vae.core.plugin.Support;
import dev.vae.core.rows.Rows;
import dev.vae.core.rows.SparseRowMatrix;
import dev.vae.core.spec.Binarization;
import dev.vae.data.internal.rows.ArraySource;
import dev.vae.data.internal.rows.SparseSource;
import dev.vae.data.rows.DataException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rows that are held without their zeros are, to everybody who asks, those that are not. */
class SparseDatasetTest {
  private static final int ROWS = 60;
  private static final int WIDTH = 12;

  /** Columns that are always 0, never 0, negative, fractions, and explicit zeros. */
  private static double[][] values() {
    Random random = new Random(4);
    double[][] rows = new double[ROWS][WIDTH];
    for (double[] row : rows) {
      for (int c = 1; c < WIDTH; c++) {
        boolean stored = c == 1 || random.nextInt(3) == 0;
        double value = c < 4 ? 1 + random.nextInt(5) : random.nextGaussian();
        row[c] = stored ? (c == 5 ? -Math.abs(value) : value) : 0;
      }
    }
    return rows;
  }

  private static SparseRowMatrix sparse(double[][] rows) {
    Random random = new Random(9);
    List<Integer> columns = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    int[] offsets = new int[rows.length + 1];
    for (int r = 0; r < rows.length; r++) {
      List<Integer> some = new ArrayList<>();
      for (int c = 0; c < rows[r].length; c++) {
        if (rows[r][c] != 0 || random.nextInt(5) == 0) {
          some.add(c);
        }
      }
      Collections.shuffle(some, random);
      for (int c : some) {
        columns.add(c);
        values.add(rows[r][c]);
      }
      offsets[r + 1] = columns.size();
    }
    return SparseRowMatrix.of(
        rows[0].length,
        offsets,
        columns.stream().mapToInt(c -> c).toArray(),
        values.stream().mapToDouble(v -> v).toArray());
  }

  private static void same(Dataset one, Dataset two) {
    assertEquals(one.summary(), two.summary());
    assertEquals(one.columnSummaries(), two.columnSummaries());
    assertEquals(one.scaling(), two.scaling());
    List<double[]> first = new ArrayList<>();
    List<double[]> second = new ArrayList<>();
    one.forEachRow((number, row) -> first.add(row.clone()));
    two.forEachRow((number, row) -> second.add(row.clone()));
    assertArrayEquals(first.toArray(), second.toArray());
    for (int epoch = 0; epoch < 2; epoch++) {
      try (Rows.Batches a = one.shuffled(7, 5, epoch);
          Rows.Batches b = two.shuffled(7, 5, epoch)) {
        for (Rows.Batch x = a.next(); x != null; x = a.next()) {
          Rows.Batch y = b.next();
          assertEquals(x.rows(), y.rows());
          assertArrayEquals(x.index(), y.index());
          assertArrayEquals(x.values(), y.values());
          assertArrayEquals(x.mask(), y.mask());
        }
      }
    }
  }

  @Test
  void everyAnswerIsThatOfTheWholeRows() {
    double[][] values = values();
    Dataset dense = Dataset.of(values);
    Dataset sparse = Dataset.of(sparse(values));
    same(dense, sparse);
    same(dense.split(0.3, 2).second(), sparse.split(0.3, 2).second());
    same(dense.range(20, 31), sparse.range(20, 31));
    same(dense.sample(9, 3).limit(5), sparse.sample(9, 3).limit(5));
    long[] rows = {7, 3, 3, 50};
    same(dense.pick(rows, "some"), sparse.pick(rows, "some"));
  }

  @Test
  void soAreThoseAboutCounts() {
    double[][] values = values();
    for (double[] row : values) {
      for (int c = 0; c < WIDTH; c++) {
        row[c] = Math.rint(Math.abs(row[c]));
      }
    }
    Dataset dense = Dataset.of(values);
    Dataset sparse = Dataset.of(sparse(values));
    same(dense, sparse);
    same(dense.fitting(Support.COUNT).data(), sparse.fitting(Support.COUNT).data());
    same(dense.fitting(Support.UNIT_INTERVAL).data(), sparse.fitting(Support.UNIT_INTERVAL).data());
    same(dense.binarized(Binarization.DYNAMIC), sparse.binarized(Binarization.DYNAMIC));
    same(
        dense.conditioned(dense.condition(List.of("2"))),
        sparse.conditioned(sparse.condition(List.of("2"))));
    DataException one =
        assertThrows(DataException.class, () -> Dataset.of(values()).fitting(Support.COUNT));
    DataException two =
        assertThrows(
            DataException.class, () -> Dataset.of(sparse(values())).fitting(Support.COUNT));
    assertEquals(
        one.getMessage().replace("an array", "it"),
        two.getMessage().replace("a sparse matrix", "it"));
  }

  @Test
  void missingValuesAreStored() {
    double[][] values = values();
    values[3][4] = Double.NaN;
    values[9][0] = Double.NaN;
    Dataset dense = Dataset.of(new ArraySource(values, 8), true);
    Dataset sparse = Dataset.of(SparseSource.of(sparse(values)), true);
    same(dense, sparse);
  }
}
