package dev.vae.data.read;

import dev.vae.data.DataException;
import dev.vae.data.Labels;
import java.util.function.LongToDoubleFunction;

/** Makes labels of numbers in a file. */
final class ClassLabels {
  private ClassLabels() {}

  /**
   * Checks and keeps class numbers.
   *
   * @throws DataException if one is no integer from 0 up
   */
  static Labels of(String file, int rows, LongToDoubleFunction value) {
    int[] labels = new int[rows];
    int classes = 1;
    for (int row = 0; row < rows; row++) {
      double label = value.applyAsDouble(row);
      if (label != Math.rint(label) || label < 0 || label > Integer.MAX_VALUE - 1) {
        throw new DataException(
            file
                + ": the label of row "
                + row
                + " (counted from 0) is "
                + label
                + ", but labels must be integers 0, 1, 2, ...");
      }
      labels[row] = (int) label;
      classes = Math.max(classes, labels[row] + 1);
    }
    return Labels.of("label", classes, labels);
  }
}
