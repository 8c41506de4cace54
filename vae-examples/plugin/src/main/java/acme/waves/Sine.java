package acme.waves;

import dev.vae.core.plugin.Layer;
import dev.vae.core.plugin.LayerProvider;
import dev.vae.core.plugin.Options;

// sin(ωx), element by element, with option "frequency", ω (Sitzmann et al. 2020).
public final class Sine implements LayerProvider {
  @Override
  public String name() {
    return "sine";
  }

  @Override
  public Layer create(Options options) {
    double frequency = options.decimal("frequency", 1);
    return (x, pass) -> x.mul(frequency).sin();
  }
}
