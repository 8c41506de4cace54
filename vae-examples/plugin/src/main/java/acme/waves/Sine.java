package acme.waves;

import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Initializer;
import dev.vae.core.plugin.Layer;
import dev.vae.core.plugin.LayerProvider;
import dev.vae.core.plugin.Options;

// sin(ω(xW + b)), with options "units" and "frequency", ω, whose initial values keep activations
// alike from layer to layer (Sitzmann et al. 2020, section 3.2).
public final class Sine implements LayerProvider {
  @Override
  public String name() {
    return "sine";
  }

  @Override
  public Layer create(Options options) {
    int units = options.integer("units");
    double frequency = options.decimal("frequency", 1);
    return (x, pass) -> {
      int width = x.shape().dim(-1).factor();
      Initializer initial = Initializer.uniform(Math.sqrt(6.0 / width) / frequency);
      Tensor weight = pass.parameter("weight", Shape.of(width, units), initial);
      Tensor bias = pass.parameter("bias", Shape.of(units), Initializer.ZERO);
      return x.matmul(weight).add(bias).mul(frequency).sin();
    };
  }
}
