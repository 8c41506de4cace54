package dev.vae.layers.layer;

import dev.vae.core.graph.Shape;
import dev.vae.core.plugin.Layer;
import dev.vae.core.plugin.LayerProvider;
import dev.vae.core.plugin.Options;
import dev.vae.layers.density.EmbeddingTable;

/**
 * A learned vector for each category: numbers {@code [N, ...]} give {@code [N, ..., units]}, rows
 * of a table {@code weight [categories, units]}. Options: {@code categories}, {@code units}, and
 * {@code shared}, a name by which the table is shared with other parts that name it, such as a
 * categorical likelihood with {@code embedding}.
 *
 * <p>Values must be 0, 1, ..., categories − 1, so columns of categories cannot be standardised. Any
 * other number ends the run with a message that names this layer and the number; an exported graph
 * leaves it to the runtime, and onnxruntime refuses it too, but cuts off fractions and counts
 * negative numbers from the end. What was not observed arrives as 0 like everywhere, and is looked
 * up as category 0: where values are missing, begin to count at 1.
 */
public final class Embedding implements LayerProvider {
  /** Found by ServiceLoader. */
  public Embedding() {}

  @Override
  public String name() {
    return "embedding";
  }

  @Override
  public Layer create(Options options) {
    int categories = LayerWeights.positive(options, "categories");
    int units = LayerWeights.positive(options, "units");
    Shape table = Shape.of(categories, units);
    String shared = options.text("shared", "");
    return (x, pass) -> {
      if (!x.shape().dim(0).batch()) {
        throw ShapeMismatch.of(
            "embedding",
            x,
            "it looks up the numbers of rows; inputs that are learned, as the VampPrior's,"
                + " are not numbers of categories: choose another prior");
      }
      return EmbeddingTable.weight(shared, table, pass).gather(x);
    };
  }
}
