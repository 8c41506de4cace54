package acme.waves;

import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Distribution;
import dev.vae.core.plugin.Likelihood;
import dev.vae.core.plugin.LikelihoodProvider;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Support;
import java.util.Map;

// The Rayleigh distribution: p(x) = x/σ² · exp(−x²/2σ²) for x > 0. Wave heights, wind speeds, the
// magnitude of noise in MR images (Johnson, Kotz and Balakrishnan 1994, chapter 18).
public final class Rayleigh implements LikelihoodProvider, Likelihood {
  @Override
  public String name() {
    return "rayleigh";
  }

  @Override
  public Likelihood create(Options options) {
    return this;
  }

  @Override
  public Support support() {
    return Support.POSITIVE;
  }

  @Override
  public Map<String, Shape> heads(Shape event) {
    return Map.of("logScale", event);
  }

  @Override
  public Distribution distribution(Map<String, Tensor> heads, Shape event, Context pass) {
    Tensor logScale = Functions.softLimit(heads.get("logScale"), 9);
    Tensor scale = logScale.exp();
    Tensor uniform = pass.noise(Noise.Distribution.UNIFORM, scale.shape());
    return Distribution.of(
        x -> x.log().sub(logScale.mul(2)).sub(x.div(scale).square().mul(0.5)),
        scale.mul(Math.sqrt(Math.PI / 2)),
        uniform.log().mul(-2).sqrt().mul(scale),
        Map.of("scale", scale));
  }
}
