package dev.vae.layers.likelihood;

import dev.vae.core.density.Draws;
import dev.vae.core.density.Stirling;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Distribution;
import dev.vae.core.plugin.Heads;
import dev.vae.core.plugin.Likelihood;
import dev.vae.core.plugin.LikelihoodProvider;
import dev.vae.core.plugin.Marginal;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Support;
import dev.vae.layers.density.MomentEstimates;
import dev.vae.layers.density.SoftLimits;
import java.util.List;
import java.util.Map;

/**
 * The gamma distribution: log p(x) = k log r + (k − 1) log x − r x − log Γ(k) for x > 0. Heads:
 * {@code logConcentration} log k, {@code logRate} log r.
 */
public final class Gamma implements LikelihoodProvider {

  /** For ServiceLoader. */
  public Gamma() {}

  @Override
  public String name() {
    return "gamma";
  }

  @Override
  public Likelihood create(Options options) {
    return new ElementwiseLikelihood(
        Support.POSITIVE,
        List.of("logConcentration", "logRate"),
        Gamma::begin,
        (h, pass) ->
            new Of(
                SoftLimits.log("logConcentration", h, pass),
                SoftLimits.log("logRate", h, pass),
                pass));
  }

  private static void begin(Map<String, double[]> values, List<Marginal> columns) {
    Heads.initialize(
        values,
        "logConcentration",
        columns,
        c -> Math.log(MomentEstimates.gammaShape(c)),
        c -> MomentEstimates.scale(1 / Math.sqrt(MomentEstimates.gammaShape(c))));
    Heads.initialize(
        values,
        "logRate",
        columns,
        c -> Math.log(MomentEstimates.gammaShape(c) / c.mean()),
        c -> MomentEstimates.scale(1 / Math.sqrt(MomentEstimates.gammaShape(c))));
  }

  private record Of(Tensor logConcentration, Tensor logRate, Context pass) implements Distribution {

    @Override
    public Tensor logProb(Tensor x) {
      Tensor m = logRate.exp().mul(x);
      Tensor log = x.log().add(logRate);
      Tensor k = logConcentration.exp();
      Tensor ofProduct = Stirling.gamma(m, log, k, logConcentration);
      // of products that are too small for a float, what their logarithm is below the smallest
      Tensor below = log.sub(logConcentration).sub(Math.log(Stirling.SMALLEST_RATIO)).min(0);
      return ofProduct.add(logRate).add(k.mul(below));
    }

    @Override
    public Tensor mean() {
      return logConcentration.sub(logRate).exp();
    }

    @Override
    public Tensor sample() {
      Tensor drawn = Draws.gamma(pass, logConcentration.exp());
      return drawn.mul(logRate.neg().exp()).max(Draws.SMALLEST);
    }

    @Override
    public Map<String, Tensor> parameters() {
      return Map.of("concentration", logConcentration.exp(), "rate", logRate.exp());
    }
  }
}
