package dev.vae.core.model;

import dev.vae.core.graph.Shape;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.Schema;

/**
 * Rows that are in a model's units already.
 *
 * @param scaled what the model sees
 * @param raw what they were before
 * @param schema of the model
 */
record PreparedRows(Rows scaled, Rows raw, Schema schema) implements Rows {
  @Override
  public long size() {
    return scaled.size();
  }

  @Override
  public Shape event() {
    return scaled.event();
  }

  @Override
  public int condition() {
    return scaled.condition();
  }

  @Override
  public Batches shuffled(int batch, long seed, int epoch) {
    return scaled.shuffled(batch, seed, epoch);
  }

  @Override
  public Batches inOrder(int batch, long seed) {
    return scaled.inOrder(batch, seed);
  }

  @Override
  public void forEachRow(RowVisitor visitor) {
    scaled.forEachRow(visitor);
  }

  @Override
  public String toString() {
    return raw.toString();
  }
}
