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
 * The negative binomial distribution by mean μ and dispersion r, a Poisson whose rate is gamma
 * distributed, with variance μ + μ²/r: log p(x) = log Γ(x+r) − log Γ(r) − log x! + r log(r/(r+μ)) +
 * x log(μ/(r+μ)). Heads: {@code logMean} log μ, {@code logDispersion} log r.
 */
public final class NegativeBinomial implements LikelihoodProvider {

  /** For ServiceLoader. */
  public NegativeBinomial() {}

  @Override
  public String name() {
    return "negativeBinomial";
  }

  @Override
  public Likelihood create(Options options) {
    return new ElementwiseLikelihood(
        Support.COUNT,
        List.of("logMean", "logDispersion"),
        NegativeBinomial::begin,
        (h, pass) ->
            new Of(
                SoftLimits.log("logMean", h, pass),
                SoftLimits.log("logDispersion", h, pass),
                pass));
  }

  private static void begin(Map<String, double[]> values, List<Marginal> columns) {
    Heads.initialize(
        values,
        "logMean",
        columns,
        c -> Math.log(MomentEstimates.mean(c)),
        MomentEstimates::relative);
    Heads.initialize(values, "logDispersion", columns, c -> Math.log(dispersion(c)), c -> 1);
  }

  /** By the variance; where that is hardly above a Poisson's, so large that it makes none. */
  private static double dispersion(Marginal column) {
    double mean = MomentEstimates.mean(column);
    double most = 100 * (1 + mean);
    double r = mean * mean / (column.variance() - mean);
    return r > 0 ? Math.min(most, Math.max(1e-3, r)) : most;
  }

  private record Of(Tensor logMean, Tensor logDispersion, Context pass) implements Distribution {

    /**
     * Computes the log-density by Bayes' theorem at the rate's mean given x, which is μ·(x + r) /
     * (μ + r): p(x | rate) p(rate) / p(rate | x), of which none is a small difference of large
     * numbers.
     */
    @Override
    public Tensor logProb(Tensor x) {
      Tensor mean = logMean.exp();
      Tensor r = logDispersion.exp();
      Tensor count = x.add(1);
      Tensor shape = x.add(r);
      Tensor share = shape.div(mean.add(r));
      Tensor rate = mean.mul(share);
      Tensor apart = Stirling.deviance(count, rate).add(Stirling.deviance(r, r.mul(share)));
      Tensor remainders =
          Stirling.remainder(shape).sub(Stirling.remainder(count)).sub(Stirling.remainder(r));
      Tensor scale = count.mul(r.div(shape)).log().mul(0.5).sub(rate.log());
      return scale.sub(0.5 * Stirling.LOG_2_PI).add(remainders).sub(apart);
    }

    @Override
    public Tensor mean() {
      return logMean.exp();
    }

    @Override
    public Tensor sample() {
      Tensor share = Draws.gamma(pass, logDispersion.exp());
      return Draws.poisson(pass, share.mul(logMean.sub(logDispersion).exp()).max(1e-30));
    }

    @Override
    public Map<String, Tensor> parameters() {
      return Map.of("mean", logMean.exp(), "dispersion", logDispersion.exp());
    }
  }
}
