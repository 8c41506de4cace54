package dev.vae.core.internal.compile;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Shape;

/**
 * A number of elements that is known but for the batch: {@code factor · N^power}.
 *
 * @param power 0 if the factor is 0
 */
record Extent(long factor, int power) {
  static final Extent ZERO = new Extent(0, 0);
  static final Extent ONE = new Extent(1, 0);

  Extent {
    power = factor == 0 ? 0 : power;
  }

  static Extent of(Dim dim) {
    return new Extent(dim.factor(), dim.batch() ? 1 : 0);
  }

  static Extent of(Shape shape) {
    return new Extent(shape.factor(), shape.batchAxes());
  }

  Extent times(Extent other) {
    return new Extent(Math.multiplyExact(factor, other.factor), power + other.power);
  }

  boolean isOne() {
    return equals(ONE);
  }

  /** The number for a batch of {@code rows} rows. */
  long at(long rows) {
    long n = factor;
    for (int i = 0; i < power; i++) {
      n = Math.multiplyExact(n, rows);
    }
    return n;
  }

  @Override
  public String toString() {
    return factor + "N".repeat(power);
  }
}
