package dev.vae.core.engine;

import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;

/**
 * Where a computation first became NaN or infinite: all operands of this operation were finite, its
 * result was not.
 *
 * @param op the operation; {@code INPUT} or {@code VARIABLE} if the numbers came in so
 * @param scope the path of scopes it was made in, such as {@code encoder/0.dense}
 * @param shape the shape of its result
 * @param row the row of the batch, -1 if the result has no batch axis
 * @param element the place in the result, row-major
 * @param value NaN or an infinity
 * @param node the node, as text
 */
public record NonFinite(
    Op op, String scope, Shape shape, int row, int element, float value, String node) {

  static NonFinite of(Tensor t, float[] values, int rows) {
    int element = 0;
    while (Float.isFinite(values[element])) {
      element++;
    }
    return new NonFinite(
        t.op(),
        t.scope(),
        t.shape(),
        row(t, element, rows),
        element,
        values[element],
        t.toString());
  }

  private static int row(Tensor t, int element, int rows) {
    long rest = element;
    int row = -1;
    for (int axis = t.shape().rank() - 1; axis >= 0; axis--) {
      long length = t.shape().dim(axis).at(rows);
      row = t.shape().dim(axis).batch() ? (int) (rest % length % rows) : row;
      rest /= length;
    }
    return row;
  }

  @Override
  public String toString() {
    return value + " at element " + element + (row < 0 ? "" : ", row " + row) + " of " + node;
  }
}
