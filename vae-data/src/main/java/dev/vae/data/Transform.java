package dev.vae.data;

import java.util.Optional;

/** A change of the numbers of a row, computed in double. */
sealed interface Transform permits DivisorTransform, ColumnScaling, CategoryRecoding {

  /** Changes one row in place. */
  void apply(double[] row);

  /**
   * Returns this for some of the columns in another order; empty if it concerns none of them.
   *
   * @param kept for each column that is left, the column it was
   */
  Optional<Transform> picked(int[] kept);

  /** Returns this in a few words. */
  String description();
}
