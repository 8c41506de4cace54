package dev.vae.data;

import dev.vae.core.plugin.Spec;
import dev.vae.data.rows.DataException;
import java.util.Optional;

/** A change of the numbers of a row that can be undone, with all that undoing it takes. */
public sealed interface Transform permits DivisorTransform, Standardize, CategoryRecoding {

  /** Changes one row in place. */
  void apply(double[] row);

  /** Undoes {@link #apply} in place. */
  void invert(double[] row);

  /**
   * This for some of the columns in another order; empty if it concerns none of them.
   *
   * @param kept for each column that is left, the column it was
   */
  Optional<Transform> picked(int[] kept);

  /** This as plain values, for a model's file: {@link #from} makes it again. */
  Spec spec();

  /** This in a few words. */
  String description();

  /** Changes {@code rows} rows of the given width in place, computing in double. */
  default void apply(float[] values, int rows, int width) {
    each(values, rows, width, this::apply);
  }

  /** Undoes {@link #apply(float[], int, int)} in place, computing in double. */
  default void invert(float[] values, int rows, int width) {
    each(values, rows, width, this::invert);
  }

  /**
   * The transform that a model's file describes.
   *
   * @throws DataException if it is of an unknown kind or its numbers make no sense
   */
  static Transform from(Spec spec) {
    return switch (spec.name()) {
      case DivisorTransform.NAME -> DivisorTransform.of(spec);
      case Standardize.NAME -> Standardize.of(spec);
      case CategoryRecoding.NAME -> CategoryRecoding.of(spec);
      default ->
          throw new DataException(
              "transform '"
                  + spec.name()
                  + "' is not known, only "
                  + DivisorTransform.NAME
                  + ", "
                  + Standardize.NAME
                  + " and "
                  + CategoryRecoding.NAME);
    };
  }

  private static void each(
      float[] values, int rows, int width, java.util.function.Consumer<double[]> change) {
    double[] row = new double[width];
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < width; j++) {
        row[j] = values[r * width + j];
      }
      change.accept(row);
      for (int j = 0; j < width; j++) {
        values[r * width + j] = (float) row[j];
      }
    }
  }
}
