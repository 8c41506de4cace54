package dev.vae.core.trace;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;

/**
 * A head or parameter of the likelihood that is kept between limits.
 *
 * @param free the value before
 * @param low from where on it is held back
 * @param high up to where
 * @param columns which columns its elements belong to, in equal shares; null for all in order
 */
public record Limit(Tensor free, Tensor low, Tensor high, int[] columns) {

  /** Returns the share of rows that lie below, by element: {@code [elements]}. */
  public Tensor below() {
    return share(free.less(low));
  }

  /** Returns the share of rows that lie above, by element: {@code [elements]}. */
  public Tensor above() {
    return share(high.less(free));
  }

  private Tensor share(Tensor beyond) {
    boolean batch = beyond.shape().rank() > 0 && beyond.shape().dim(0).batch();
    Tensor mean = batch ? beyond.mean(0) : beyond;
    return mean.reshape(Shape.of(Dim.of(mean.shape().elements())));
  }

  /**
   * Returns the column of an element; −1 where one value is for all.
   *
   * @param elements how many there are
   * @param width how many columns a row has
   */
  public int column(int element, int elements, int width) {
    int own = columns == null ? width : columns.length;
    if (elements < own) {
      return -1;
    }
    int place = element / (elements / own);
    return columns == null ? place : columns[place];
  }
}
