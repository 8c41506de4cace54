package dev.vae.layers.layer;

import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Layer;
import dev.vae.core.plugin.LayerProvider;
import dev.vae.core.plugin.Options;

/**
 * {@code (x·V + a) · sigmoid(x·W + b)} over the last axis: {@code [N, ..., in]} gives {@code [N,
 * ..., units]}, each of which a gate lets through or not (Dauphin et al. 2016; in VAEs Tomczak and
 * Welling 2018, who need no other nonlinearity). Options as those of {@code dense}, for both
 * products: {@code units}; {@code bias} (true); {@code init}; {@code weightNorm} (false).
 */
public final class GatedDense implements LayerProvider {
  /** Found by ServiceLoader. */
  public GatedDense() {}

  @Override
  public String name() {
    return "gatedDense";
  }

  @Override
  public Layer create(Options options) {
    Affine affine = Affine.of(LayerWeights.positive(options, "units"), options);
    return (x, pass) -> {
      Tensor value = affine.apply("value", x, pass);
      return value.mul(affine.apply("gate", x, pass).sigmoid());
    };
  }
}
