package dev.vae.core.rows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SparseRowMatrixTest {
  private static double[][] dense(SparseRowMatrix matrix) {
    double[][] all = new double[matrix.rows()][matrix.width()];
    for (int r = 0; r < all.length; r++) {
      matrix.copyRow(r, all[r]);
      float[] floats = new float[matrix.width() + 2];
      floats[0] = -1;
      matrix.copyRow(r, floats, 1);
      assertEquals(-1, floats[0]);
      for (int c = 0; c < all[r].length; c++) {
        assertEquals(all[r][c], matrix.get(r, c));
        assertEquals((float) all[r][c], floats[c + 1]);
      }
    }
    return all;
  }

  private static void refused(Runnable what, String... words) {
    String message = assertThrows(IllegalArgumentException.class, what::run).getMessage();
    for (String word : words) {
      assertTrue(message.contains(word), message);
    }
  }

  @Test
  void rowsAreThoseOfTheEntries() {
    int[] offsets = {0, 2, 2, 3};
    SparseRowMatrix matrix =
        SparseRowMatrix.of(4, offsets, new int[] {0, 3, 2}, new float[] {5, 7, 2});
    double[][] expected = {{5, 0, 0, 7}, {0, 0, 0, 0}, {0, 0, 2, 0}};
    assertArrayEquals(expected, dense(matrix));
    assertEquals(3, matrix.stored());
    double[][] picked = {{7, 5}, {0, 0}, {0, 0}};
    assertArrayEquals(picked, dense(matrix.pick(new int[] {3, 0})));
  }

  @Test
  void unsortedAndRepeatedEntriesAreSummedInAnyForm() {
    Random random = new Random(5);
    int height = 7;
    int width = 9;
    double[][] expected = new double[height][width];
    int[] rows = new int[200];
    int[] columns = new int[rows.length];
    double[] values = new double[rows.length];
    List<List<Integer>> byRow = new ArrayList<>();
    for (int r = 0; r < height; r++) {
      byRow.add(new ArrayList<>());
    }
    for (int i = 0; i < rows.length; i++) {
      rows[i] = random.nextInt(height);
      columns[i] = random.nextInt(width);
      values[i] = random.nextInt(100) / 4.0;
      expected[rows[i]][columns[i]] += values[i];
      byRow.get(rows[i]).add(i);
    }
    assertArrayEquals(
        expected, dense(SparseRowMatrix.ofEntries(height, width, rows, columns, values)));
    int[] offsets = new int[height + 1];
    int[] unsorted = new int[rows.length];
    float[] floats = new float[rows.length];
    int at = 0;
    for (int r = 0; r < height; r++) {
      for (int i : byRow.get(r)) {
        unsorted[at] = columns[i];
        floats[at++] = (float) values[i];
      }
      offsets[r + 1] = at;
    }
    int[] before = unsorted.clone();
    SparseRowMatrix matrix = SparseRowMatrix.of(width, offsets, unsorted, floats);
    assertArrayEquals(expected, dense(matrix));
    assertArrayEquals(before, unsorted, "arrays that were given stay as they are");
    assertTrue(matrix.stored() < rows.length);
  }

  @Test
  void negativeZerosAreZeros() {
    SparseRowMatrix matrix =
        SparseRowMatrix.of(2, new int[] {0, 1}, new int[] {1}, new float[] {-0f});
    float[] row = new float[2];
    matrix.copyRow(0, row, 0);
    assertEquals(0, Float.floatToRawIntBits(row[1]));
  }

  @Test
  void whatDoesNotFitIsNamed() {
    float[] two = {1, 2};
    int[] offsets = {0, 1, 2};
    refused(
        () -> SparseRowMatrix.of(3, offsets, new int[] {0, 3}, two), "entry 1", "row 1", "0 to 2");
    refused(() -> SparseRowMatrix.of(3, offsets, new int[] {0, -1}, two), "column -1");
    refused(() -> SparseRowMatrix.of(3, new int[] {0, 3}, new int[] {0, 1}, two), "0 to 3");
    refused(
        () -> SparseRowMatrix.of(3, new int[] {0, 2, 1, 2}, new int[] {0, 1}, two), "row 1", "2");
    refused(() -> SparseRowMatrix.of(3, offsets, new int[] {0}, two), "1 column", "2 values");
    refused(() -> SparseRowMatrix.of(0, offsets, new int[] {0, 0}, two), "0 columns");
    refused(
        () -> SparseRowMatrix.ofEntries(2, 3, new int[] {0, 2}, new int[] {0, 1}, two),
        "entry 1",
        "row 2");
    refused(
        () ->
            Rows.of(
                SparseRowMatrix.of(2, new int[] {0, 1}, new int[] {1}, new float[] {Float.NaN})),
        "row 0",
        "column 1");
  }

  @Test
  void batchesAndScalingAreThoseOfTheSameArrays() {
    Random random = new Random(3);
    double[][] rows = new double[50][6];
    List<Integer> columns = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    int[] offsets = new int[rows.length + 1];
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < 6; c++) {
        if (random.nextInt(4) == 0) {
          rows[r][c] = random.nextGaussian();
          columns.add(c);
          values.add(rows[r][c]);
        }
      }
      offsets[r + 1] = columns.size();
    }
    Rows sparse =
        Rows.of(
            SparseRowMatrix.of(
                6,
                offsets,
                columns.stream().mapToInt(c -> c).toArray(),
                values.stream().mapToDouble(v -> v).toArray()));
    Rows dense = Rows.of(rows);
    assertEquals(dense.scaling(), sparse.scaling());
    same(dense, sparse);
    same(
        dense.scaled(Optional.of(dense.scaling()), Optional.empty()),
        sparse.scaled(Optional.of(dense.scaling()), Optional.empty()));
  }

  private static void same(Rows one, Rows two) {
    try (Rows.Batches first = one.shuffled(8, 2, 3);
        Rows.Batches second = two.shuffled(8, 2, 3)) {
      for (Rows.Batch a = first.next(); a != null; a = first.next()) {
        Rows.Batch b = second.next();
        assertArrayEquals(a.values(), b.values());
        assertArrayEquals(a.index(), b.index());
      }
    }
  }
}
