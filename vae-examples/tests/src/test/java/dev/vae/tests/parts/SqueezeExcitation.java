package dev.vae.tests.parts;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Initializer;
import dev.vae.core.plugin.Layer;
import dev.vae.core.plugin.LayerProvider;
import dev.vae.core.plugin.Options;

/**
 * Weighs the channels of an image by what all of it shows (Hu et al. 2018). Option {@code
 * reduction} (4): how many times fewer numbers than channels stand between.
 */
public final class SqueezeExcitation implements LayerProvider {
  @Override
  public String name() {
    return "squeezeExcitation";
  }

  @Override
  public Layer create(Options options) {
    int reduction = options.integer("reduction", 4);
    if (reduction < 1) {
      throw new IllegalArgumentException("'reduction' must be at least 1, not " + reduction);
    }
    return (x, pass) -> {
      int channels = x.shape().dim(-1).factor();
      int fewer = Math.max(1, channels / reduction);
      Tensor squeezed = dense("squeeze", x.mean(1, 2), fewer, pass).relu();
      Tensor weights = dense("excite", squeezed, channels, pass).sigmoid();
      Dim one = Dim.of(1);
      return x.mul(weights.reshape(Shape.of(x.shape().dim(0), one, one, Dim.of(channels))));
    };
  }

  private static Tensor dense(String name, Tensor x, int units, Context pass) {
    int width = x.shape().dim(-1).factor();
    Initializer initial = Initializer.glorot(width, units);
    return x.matmul(pass.parameter(name + "/weight", Shape.of(width, units), initial))
        .add(pass.parameter(name + "/bias", Shape.of(units), Initializer.ZERO));
  }
}
