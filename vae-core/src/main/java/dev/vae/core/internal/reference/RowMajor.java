package dev.vae.core.internal.reference;

import dev.vae.core.graph.Shape;

/** The row-major positions of an array whose axes have the given lengths. */
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

  /** The position along each axis of the element with a row-major number. */
  int[] position(int number) {
    int[] position = new int[lengths.length];
    for (int axis = lengths.length - 1; axis >= 0; axis--) {
      position[axis] = number % lengths[axis];
      number /= lengths[axis];
    }
    return position;
  }

  /** The row-major number of the element at a position. */
  int number(int[] position) {
    int number = 0;
    for (int axis = 0; axis < lengths.length; axis++) {
      number = number * lengths[axis] + position[axis];
    }
    return number;
  }

  /**
   * The number of the element that this grid, broadcast to a larger one, shows at a position of
   * that: axes are aligned at the last, those of length 1 always give their only element.
   */
  int broadcast(int[] position) {
    int number = 0;
    int skipped = position.length - lengths.length;
    for (int axis = 0; axis < lengths.length; axis++) {
      number = number * lengths[axis] + (lengths[axis] == 1 ? 0 : position[axis + skipped]);
    }
    return number;
  }
}
