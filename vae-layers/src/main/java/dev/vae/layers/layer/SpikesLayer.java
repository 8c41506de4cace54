package dev.vae.layers.layer;

import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Layer;
import dev.vae.core.plugin.LayerProvider;
import dev.vae.core.plugin.Options;
import dev.vae.layers.density.Categories;
import dev.vae.layers.density.Spikes;
import java.util.List;

/**
 * Values, each followed by which of its column's single values it is: {@code [N, ...]} gives {@code
 * [N, ..., 1 + spikes]}, all 0 behind a value that is none of them. What an encoder sees of columns
 * whose likelihood is {@code hurdle}. Option {@code at}: numbers for all columns, or a list of as
 * many for each.
 */
public final class SpikesLayer implements LayerProvider {
  /** Found by ServiceLoader. */
  public SpikesLayer() {}

  @Override
  public String name() {
    return "spikes";
  }

  @Override
  public Layer create(Options options) {
    Spikes spikes = Spikes.read("spikes", options);
    return (x, pass) -> {
      Shape event = x.shape().sub(1, x.shape().rank());
      Tensor value = x.reshape(Categories.behind(x.shape(), 1));
      return Tensor.concat(-1, List.of(value, spikes.chosen(x, event)));
    };
  }
}
