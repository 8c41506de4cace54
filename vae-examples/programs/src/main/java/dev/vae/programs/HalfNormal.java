package dev.vae.programs;

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

/**
 * The half-normal distribution, |N(0, σ²)|: p(x) = √(2/π)/σ · exp(−x²/2σ²) for x &gt; 0. It is
 * found by the line in META-INF/services.
 */
public final class HalfNormal implements LikelihoodProvider, Likelihood {
  private static final double LOG_CONSTANT = 0.5 * Math.log(2 / Math.PI);

  @Override
  public String name() {
    return "halfNormal";
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
  public Distribution distribution(Map<String, Tensor> heads, Shape event, Context context) {
    Tensor logScale = Functions.softLimit(heads.get("logScale"), 9);
    Tensor scale = logScale.exp();
    Tensor noise = context.noise(Noise.Distribution.NORMAL, scale.shape());
    return Distribution.of(
        x -> x.div(scale).square().mul(-0.5).sub(logScale).add(LOG_CONSTANT),
        scale.mul(Math.sqrt(2 / Math.PI)),
        noise.abs().mul(scale),
        Map.of("scale", scale));
  }
}
