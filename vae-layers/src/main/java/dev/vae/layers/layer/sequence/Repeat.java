package dev.vae.layers.layer.sequence;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Layer;
import dev.vae.core.plugin.LayerProvider;
import dev.vae.core.plugin.Options;
import dev.vae.layers.layer.LayerWeights;

/**
 * The whole row at every step of a sequence: {@code [N, ...]} gives {@code [N, steps, F]}, so that
 * a decoder of sequences sees the latent all the time. Option {@code steps}.
 */
public final class Repeat implements LayerProvider {
  /** Found by ServiceLoader. */
  public Repeat() {}

  @Override
  public String name() {
    return "repeat";
  }

  @Override
  public Layer create(Options options) {
    int steps = LayerWeights.positive(options, "steps");
    return (x, pass) -> {
      Dim rows = x.shape().dim(0);
      Dim features = Dim.of(x.shape().sub(1, x.shape().rank()).elements());
      Tensor once = x.reshape(Shape.of(rows, Dim.of(1), features));
      return once.expand(Shape.of(rows, Dim.of(steps), features));
    };
  }
}
