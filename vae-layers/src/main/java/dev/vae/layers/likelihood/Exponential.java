package dev.vae.layers.likelihood;

import dev.vae.core.density.Draws;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Distribution;
import dev.vae.core.plugin.Heads;
import dev.vae.core.plugin.Likelihood;
import dev.vae.core.plugin.LikelihoodProvider;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Support;
import dev.vae.layers.density.SoftLimits;
import java.util.List;
import java.util.Map;

/** The exponential distribution: log p(x) = log r − r x for x ≥ 0. Head: {@code logRate} log r. */
public final class Exponential implements LikelihoodProvider {

  /** For ServiceLoader. */
  public Exponential() {}

  @Override
  public String name() {
    return "exponential";
  }

  @Override
  public Likelihood create(Options options) {
    return new ElementwiseLikelihood(
        Support.POSITIVE,
        List.of("logRate"),
        (values, columns) ->
            Heads.initialize(values, "logRate", columns, c -> -Math.log(c.mean()), c -> 1),
        (h, pass) -> new Of(SoftLimits.log("logRate", h, pass), pass));
  }

  private record Of(Tensor logRate, Context pass) implements Distribution {

    @Override
    public Tensor logProb(Tensor x) {
      return logRate.sub(logRate.exp().mul(x));
    }

    @Override
    public Tensor mean() {
      return logRate.neg().exp();
    }

    @Override
    public Tensor sample() {
      return Draws.uniform(pass, logRate).log().neg().mul(logRate.neg().exp());
    }

    @Override
    public Map<String, Tensor> parameters() {
      return Map.of("rate", logRate.exp());
    }
  }
}
