package dev.vae.core.internal.rows;

import dev.vae.core.internal.text.Messages;
import java.util.Objects;

/** Rows of numbers in arrays, of either precision. */
public sealed interface RowArray {

  /** Returns the number of rows. */
  int rows();

  /** Returns the number of values of a row. */
  int width(int row);

  /** Returns a value as it is stored. */
  double get(int row, int column);

  /** Copies a row as it is. */
  void copy(int row, float[] into, int at);

  /** Rows of floats, which are not copied. */
  record Floats(float[][] values) implements RowArray {
    @Override
    public int rows() {
      return values.length;
    }

    @Override
    public int width(int row) {
      return RowArray.present(values[row], row).length;
    }

    @Override
    public double get(int row, int column) {
      return values[row][column];
    }

    @Override
    public void copy(int row, float[] into, int at) {
      System.arraycopy(values[row], 0, into, at, values[row].length);
    }
  }

  /** Rows of doubles, which are not copied. */
  record Doubles(double[][] values) implements RowArray {
    @Override
    public int rows() {
      return values.length;
    }

    @Override
    public int width(int row) {
      return RowArray.present(values[row], row).length;
    }

    @Override
    public double get(int row, int column) {
      return values[row][column];
    }

    @Override
    public void copy(int row, float[] into, int at) {
      for (int i = 0; i < values[row].length; i++) {
        into[at + i] = (float) values[row][i];
      }
    }
  }

  private static <T> T present(T values, int row) {
    return Objects.requireNonNull(values, () -> "row " + row + " is null");
  }

  /** Returns rows of floats; null stays null. */
  static RowArray of(float[][] values) {
    return values == null ? null : new Floats(values);
  }

  /** Returns rows of doubles; null stays null. */
  static RowArray of(double[][] values) {
    return values == null ? null : new Doubles(values);
  }

  /**
   * Refuses rows that are null, differ in length, or hold numbers that cannot be used.
   *
   * @param what what the rows are, for messages: {@code row} or {@code condition of row}
   * @param missing whether NaN may stand for a value that was not observed
   * @throws IllegalArgumentException naming row and column
   */
  default void check(String what, int width, boolean missing) {
    for (int r = 0; r < rows(); r++) {
      if (width(r) != width) {
        throw new IllegalArgumentException(
            what + " " + r + " has " + Messages.count(width(r), "value") + ", not " + width);
      }
      for (int c = 0; c < width; c++) {
        double value = get(r, c);
        if (Double.isInfinite(value) || Double.isNaN(value) && !missing) {
          throw new IllegalArgumentException(
              what
                  + " "
                  + r
                  + " is "
                  + value
                  + " in column "
                  + c
                  + " (counted from 0): every value must be finite"
                  + (Double.isNaN(value) && what.equals("row")
                      ? "; where NaN stands for values that were not observed, use"
                          + " Rows.withMissing"
                      : ""));
        }
      }
    }
  }

  /** Copies a row as a model sees it: computed in double, then rounded to float. */
  default void copy(int row, ScalingArrays scaling, float[] into, int at) {
    if (scaling == null) {
      copy(row, into, at);
      return;
    }
    int width = width(row);
    for (int c = 0; c < width; c++) {
      into[at + c] = (float) scaling.scale(c, get(row, c));
    }
  }
}
