package dev.vae.layers.layer;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Layer;
import dev.vae.core.plugin.LayerProvider;
import dev.vae.core.plugin.Options;
import java.util.List;

/**
 * Puts which values of a row were observed beside the features, 1 or 0 for each (Collier et al.
 * 2020): {@code [N, ...]} gives {@code [N, F + D]}, all 1 where the rows have no holes. An encoder
 * tells so what was 0 from what was not seen.
 */
public final class Observed implements LayerProvider {
  /** Found by ServiceLoader. */
  public Observed() {}

  @Override
  public String name() {
    return "observed";
  }

  @Override
  public Layer create(Options options) {
    return (x, pass) -> {
      Dim rows = x.shape().dim(0);
      int features = x.shape().sub(1, x.shape().rank()).elements();
      Shape all = Shape.of(rows, Dim.of(pass.width()));
      Tensor seen =
          pass.observed()
              .map(mask -> Functions.repeated(mask, rows))
              .orElseGet(() -> pass.graph().constant(1).reshape(Shape.of(1, 1)).expand(all));
      return Tensor.concat(1, List.of(x.reshape(Shape.of(rows, Dim.of(features))), seen));
    };
  }
}
