package dev.vae.layers.layer;

import dev.vae.core.graph.ShapeException;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Layer;
import dev.vae.core.plugin.LayerProvider;
import dev.vae.core.plugin.Options;

/**
 * What nested layers make of x, added to x (He et al. 2015). Options: {@code layers}; {@code
 * shortcut}, layers that x goes through where the nested ones change its shape.
 */
public final class Residual implements LayerProvider {
  /** Found by ServiceLoader. */
  public Residual() {}

  @Override
  public String name() {
    return "residual";
  }

  @Override
  public Layer create(Options options) {
    LayerStack layers = LayerStack.required(options, name());
    LayerStack shortcut = LayerStack.of(options, "shortcut", "shortcut.");
    return (x, pass) -> {
      Tensor inner = layers.run(x, pass);
      Tensor direct = shortcut.run(x, pass);
      if (!inner.shape().equals(direct.shape())) {
        throw new ShapeException(
            "residual in "
                + pass.graph().scopePath()
                + ": its layers make "
                + inner.shape()
                + ", which cannot be added to "
                + direct.shape()
                + "; give a shortcut that makes the same shape");
      }
      return direct.add(inner);
    };
  }
}
