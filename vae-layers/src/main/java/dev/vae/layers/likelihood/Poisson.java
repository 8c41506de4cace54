package dev.vae.layers.likelihood;

import dev.vae.core.density.Draws;
import dev.vae.core.density.Stirling;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Distribution;
import dev.vae.core.plugin.Heads;
import dev.vae.core.plugin.Likelihood;
import dev.vae.core.plugin.LikelihoodProvider;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Support;
import dev.vae.layers.density.MomentEstimates;
import dev.vae.layers.density.SoftLimits;
import java.util.List;
import java.util.Map;

/** The Poisson distribution: log p(x) = x log r − r − log x!. Head: {@code logRate} log r. */
public final class Poisson implements LikelihoodProvider {

  /** For ServiceLoader. */
  public Poisson() {}

  @Override
  public String name() {
    return "poisson";
  }

  @Override
  public Likelihood create(Options options) {
    return new ElementwiseLikelihood(
        Support.COUNT,
        List.of("logRate"),
        (values, columns) ->
            Heads.initialize(
                values,
                "logRate",
                columns,
                c -> Math.log(MomentEstimates.mean(c)),
                MomentEstimates::relative),
        (h, pass) -> new Of(SoftLimits.log("logRate", h, pass), pass));
  }

  private record Of(Tensor logRate, Context pass) implements Distribution {

    @Override
    public Tensor logProb(Tensor x) {
      return Stirling.poisson(x, logRate.exp(), logRate);
    }

    @Override
    public Tensor mean() {
      return logRate.exp();
    }

    @Override
    public Tensor sample() {
      return Draws.poisson(pass, logRate.exp());
    }

    @Override
    public Map<String, Tensor> parameters() {
      return Map.of("rate", logRate.exp());
    }
  }
}
