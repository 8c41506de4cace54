package dev.vae.layers.layer;

import dev.vae.core.graph.Functions;
import dev.vae.core.plugin.Layer;
import dev.vae.core.plugin.LayerProvider;
import dev.vae.core.plugin.Options;

/**
 * Numbers of categories as vectors with a 1 at the number's place: {@code [N, ...]} gives {@code
 * [N, ..., categories]}, all 0 for what is none of 0 to categories − 1. Option {@code categories}.
 */
public final class OneHot implements LayerProvider {
  /** Found by ServiceLoader. */
  public OneHot() {}

  @Override
  public String name() {
    return "oneHot";
  }

  @Override
  public Layer create(Options options) {
    int categories = LayerWeights.positive(options, "categories");
    return (x, pass) -> Functions.oneHot(x, categories);
  }
}
