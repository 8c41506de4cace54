package dev.vae.data.internal.rows;

import dev.vae.data.rows.DataException;
import dev.vae.data.rows.Labels;
import java.util.function.LongToDoubleFunction;

/** Makes labels of numbers in a file. */
public final class ClassLabels {
  /** More classes than any set of images or table has; a larger number is an id or a measure. */
  public static final int MOST = 1 << 17;

  private ClassLabels() {}

  /**
   * Checks and keeps class numbers.
   *
   * @throws DataException if one is no integer from 0 up, or larger than class numbers are
   */
  public static Labels of(String file, int rows, LongToDoubleFunction value) {
    int[] labels = new int[rows];
    int classes = 1;
    for (int row = 0; row < rows; row++) {
      double label = value.applyAsDouble(row);
      if (label != Math.rint(label) || label < 0 || label >= MOST) {
        throw new DataException(
            file
                + ": the label of row "
                + row
                + " (counted from 0) is "
                + describe(label)
                + ", but labels are the numbers of classes: whole, from 0 up and below "
                + MOST
                + (label >= MOST ? "; number the different ids 0, 1, 2, ..." : ""));
      }
      labels[row] = (int) label;
      classes = Math.max(classes, labels[row] + 1);
    }
    return Labels.of("label", classes, labels);
  }

  private static String describe(double label) {
    return label == Math.rint(label) && Math.abs(label) < 1e18
        ? Long.toString((long) label)
        : Double.toString(label);
  }
}
