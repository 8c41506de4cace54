package dev.vae.core.rows;

import dev.vae.core.internal.text.Messages;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rows of numbers in arrays, {@code [rows][width]}, of either precision: one array a row, one for
 * all, or {@link SparseRowMatrix} where most values are 0. The arrays are kept, not copied, and
 * must not be changed while they are in use.
 */
public final class RowMatrix {
  /** Sums side by side, a few vectors of the longest kind. */
  private static final int SUMS = 128;

  private final int rows;
  private final int width;
  private final float @Nullable [][] floats; // either these
  private final double @Nullable [][] doubles; // or these
  private final float @Nullable [] flat; // or this
  private final @Nullable SparseRowMatrix sparse; // or this

  private RowMatrix(
      int rows,
      int width,
      float @Nullable [][] floats,
      double @Nullable [][] doubles,
      float @Nullable [] flat,
      @Nullable SparseRowMatrix sparse) {
    this.rows = rows;
    this.width = width;
    this.floats = floats;
    this.doubles = doubles;
    this.flat = flat;
    this.sparse = sparse;
  }

  /**
   * Returns rows of floats, an array each.
   *
   * @throws IllegalArgumentException if rows differ in length; the message names the row
   */
  public static RowMatrix of(float[][] values) {
    return of(values, "row");
  }

  /**
   * Returns the same, with a name for its rows.
   *
   * @param name what a row is called in errors, such as {@code condition of row}
   */
  public static RowMatrix of(float[][] values, String name) {
    Objects.requireNonNull(values, "values");
    Objects.requireNonNull(name, "name");
    int width = values.length == 0 ? 0 : present(values[0], name, 0).length;
    for (int r = 1; r < values.length; r++) {
      requireWidth(name, r, present(values[r], name, r).length, width);
    }
    return new RowMatrix(values.length, width, values, null, null, null);
  }

  /**
   * Returns rows of doubles, an array each.
   *
   * @throws IllegalArgumentException if rows differ in length; the message names the row
   */
  public static RowMatrix of(double[][] values) {
    Objects.requireNonNull(values, "values");
    int width = values.length == 0 ? 0 : present(values[0], "row", 0).length;
    for (int r = 1; r < values.length; r++) {
      requireWidth("row", r, present(values[r], "row", r).length, width);
    }
    return new RowMatrix(values.length, width, null, values, null, null);
  }

  /**
   * Returns rows of floats that lie one after the other in an array.
   *
   * @param width how many values a row has, at least 1
   * @throws IllegalArgumentException if the array does not hold whole rows
   */
  public static RowMatrix of(float[] values, int width) {
    Objects.requireNonNull(values, "values");
    if (width < 1 || values.length % width != 0) {
      throw new IllegalArgumentException(
          Messages.count(values.length, "value") + " are not whole rows of " + width);
    }
    return new RowMatrix(values.length / width, width, null, null, values, null);
  }

  /** Returns rows most of whose values are 0. */
  public static RowMatrix of(SparseRowMatrix values) {
    Objects.requireNonNull(values, "values");
    return new RowMatrix(values.rows(), values.width(), null, null, null, values);
  }

  private static <T> T present(T values, String name, int row) {
    return Objects.requireNonNull(values, () -> name + " " + row + " is null");
  }

  private static void requireWidth(String name, int row, int found, int width) {
    if (found != width) {
      throw new IllegalArgumentException(
          name + " " + row + " has " + Messages.count(found, "value") + ", not " + width);
    }
  }

  /** Returns the number of rows. */
  public int rows() {
    return rows;
  }

  /** Returns the number of values of a row; 0 where there are no rows. */
  public int width() {
    return width;
  }

  /** Returns a value as it is stored. */
  @SuppressWarnings("NullAway") // one of the four is there
  public double get(int row, int column) {
    requireRow(row);
    if (column < 0 || column >= width) {
      throw new IndexOutOfBoundsException("there is no column " + column + " of " + width);
    }
    if (doubles != null) {
      return doubles[row][column];
    }
    if (sparse != null) {
      return sparse.get(row, column);
    }
    return floats != null ? floats[row][column] : flat[row * width + column];
  }

  private void requireRow(int row) {
    if (row < 0 || row >= rows) {
      throw new IndexOutOfBoundsException("there is no row " + row + " of " + rows);
    }
  }

  /** Copies a row into an array, rounded to float. */
  @SuppressWarnings("NullAway") // one of the four is there
  public void copyRow(int row, float[] into, int at) {
    requireRow(row);
    if (at < 0 || Objects.requireNonNull(into, "into").length - at < width) {
      throw new IndexOutOfBoundsException(
          "there is no room for " + width + " values from offset " + at);
    }
    if (floats != null) {
      System.arraycopy(floats[row], 0, into, at, width);
    } else if (flat != null) {
      System.arraycopy(flat, row * width, into, at, width);
    } else if (sparse != null) {
      sparse.copyRow(row, into, at);
    } else {
      for (int c = 0; c < width; c++) {
        into[at + c] = (float) doubles[row][c];
      }
    }
  }

  /** Copies a row into an array as long as a row, or longer. */
  @SuppressWarnings("NullAway") // one of the four is there
  public void copyRow(int row, double[] into) {
    requireRow(row);
    if (Objects.requireNonNull(into, "into").length < width) {
      throw new IndexOutOfBoundsException("there is no room for " + width + " values");
    }
    if (doubles != null) {
      System.arraycopy(doubles[row], 0, into, 0, width);
    } else if (sparse != null) {
      sparse.copyRow(row, into);
    } else {
      float[] from = floats != null ? floats[row] : flat;
      int first = floats != null ? 0 : row * width;
      for (int c = 0; c < width; c++) {
        into[c] = from[first + c];
      }
    }
  }

  /**
   * Refuses rows of another width, and numbers that cannot be used.
   *
   * @param name what a row is called in errors: {@code row} or {@code condition of row}
   * @param missing whether NaN may stand for a value that was not observed
   * @throws IllegalArgumentException naming row and column
   */
  public void check(String name, int width, boolean missing) {
    float[] zeros = new float[Math.min(SUMS, this.width)];
    for (int r = 0; r < rows; r++) {
      requireWidth(name, r, this.width, width);
      for (int c = finite(r, zeros) ? width : 0; c < width; c++) {
        double value = get(r, c);
        if (Double.isInfinite(value) || Double.isNaN(value) && !missing) {
          throw new IllegalArgumentException(
              name
                  + " "
                  + r
                  + " is "
                  + value
                  + " in column "
                  + c
                  + " (counted from 0): every value must be finite"
                  + (Double.isNaN(value) && name.equals("row")
                      ? "; where NaN stands for values that were not observed, use"
                          + " Rows.withMissing"
                      : ""));
        }
      }
    }
  }

  /**
   * Whether a row is finite throughout, which most are: sums of values times 0, several side by
   * side, are 0 then, in loops that become vectors.
   *
   * @param sums zeros, and zeros again if it is
   */
  @SuppressWarnings("NullAway") // one of the four is there
  private boolean finite(int row, float[] sums) {
    if (doubles != null) {
      double sum = 0;
      for (double value : doubles[row]) {
        sum += value * 0;
      }
      return sum == 0;
    }
    if (sparse != null) {
      return sparse.isFinite(row);
    }
    float[] values = floats != null ? floats[row] : flat;
    int from = floats != null ? 0 : row * width;
    for (int i = 0; i < width; i += sums.length) {
      addZeros(values, from + i, Math.min(sums.length, width - i), sums);
    }
    float sum = 0;
    for (float s : sums) {
      sum += s;
    }
    if (sum == 0) {
      return true;
    }
    Arrays.fill(sums, 0); // of NaN
    return false;
  }

  private static void addZeros(float[] values, int from, int count, float[] sums) {
    for (int j = 0; j < count; j++) {
      sums[j] += values[from + j] * 0;
    }
  }

  @Override
  public String toString() {
    return "RowMatrix[" + rows + " x " + width + "]";
  }
}
