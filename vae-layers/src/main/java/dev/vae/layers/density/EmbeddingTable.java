package dev.vae.layers.density;

import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Initializer;

/** Tables of vectors, a row for each category. */
public final class EmbeddingTable {
  private EmbeddingTable() {}

  /**
   * Returns a table, one of the part's own or one that parts share.
   *
   * @param shared the name that it is shared by; empty for one of the part's own
   * @param table its shape, {@code [categories, units]}
   */
  public static Tensor weight(String shared, Shape table, Context pass) {
    if (shared.isEmpty()) {
      return pass.parameter("weight", table, Initializer.normal(1));
    }
    // as the last factor of logits, too, a row is to have about unit length
    Initializer first = Initializer.normal(1 / Math.sqrt(table.dim(1).factor()));
    return pass.shared(shared, table, first);
  }
}
