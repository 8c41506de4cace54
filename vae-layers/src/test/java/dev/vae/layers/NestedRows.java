package dev.vae.layers;

import dev.vae.core.graph.Shape;
import dev.vae.core.rows.Rows;

/** Rows that do something else before they are handed out in their own order. */
record NestedRows(Rows rows, Runnable first) implements Rows {

  static Rows of(Rows rows, Runnable first) {
    return new NestedRows(rows, first);
  }

  @Override
  public long size() {
    return rows.size();
  }

  @Override
  public Shape event() {
    return rows.event();
  }

  @Override
  public Batches shuffled(int batch, long seed, int epoch) {
    return rows.shuffled(batch, seed, epoch);
  }

  @Override
  public Batches inOrder(int batch, long seed) {
    first.run();
    return rows.inOrder(batch, seed);
  }
}
