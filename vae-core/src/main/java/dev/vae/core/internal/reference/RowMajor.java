package dev.vae.core.internal.reference;

import dev.vae.core.graph.Shape;

/** The row-major places of an array whose axes have the given lengths. */
record RowMajor(int[] lengths) {

  /** The grid of a shape when the batch has {@code rows} rows. */
  static RowMajor of(Shape shape, int rows) {
    int[] lengths = new int[shape.rank()];
    for (int axis = 0; axis < lengths.length; axis++) {
      lengths[axis] = Math.toIntExact(shape.dim(axis).at(rows));
    }
    return new RowMajor(lengths);
  }

  int rank() {
    return lengths.length;
  }

  int size() {
    int product = 1;
    for (int length : lengths) {
      product = Math.multiplyExact(product, length);
    }
    return product;
  }

  /** The place along each axis of the element with a row-major number. */
  int[] place(int number) {
    int[] place = new int[lengths.length];
    for (int axis = lengths.length - 1; axis >= 0; axis--) {
      place[axis] = number % lengths[axis];
      number /= lengths[axis];
    }
    return place;
  }

  /** The row-major number of the element at a place. */
  int number(int[] place) {
    int number = 0;
    for (int axis = 0; axis < lengths.length; axis++) {
      number = number * lengths[axis] + place[axis];
    }
    return number;
  }

  /**
   * The number of the element that this grid, stretched to a larger one, shows at a place of that:
   * axes are aligned at the last, those of length 1 always give their only element.
   */
  int stretched(int[] place) {
    int number = 0;
    int skipped = place.length - lengths.length;
    for (int axis = 0; axis < lengths.length; axis++) {
      number = number * lengths[axis] + (lengths[axis] == 1 ? 0 : place[axis + skipped]);
    }
    return number;
  }
}
