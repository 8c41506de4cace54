package dev.vae.layers.likelihood;

import dev.vae.core.density.Draws;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Distribution;
import dev.vae.core.plugin.Heads;
import dev.vae.core.plugin.Likelihood;
import dev.vae.core.plugin.LikelihoodProvider;
import dev.vae.core.plugin.Marginal;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Support;
import dev.vae.layers.density.SoftLimits;
import java.util.List;
import java.util.Map;

/**
 * The log-normal distribution: log x is Gaussian, log p(x) = −½ z² − log s − ½ log 2π − log x with
 * z = (log x − m) / s. Heads: {@code location} m, {@code logScale} log s; m is kept within ±20 and
 * s below e^1.5, so that the mean exp(m + s²/2) is finite.
 */
public final class LogNormal implements LikelihoodProvider {

  /** For ServiceLoader. */
  public LogNormal() {}

  @Override
  public String name() {
    return "logNormal";
  }

  @Override
  public Likelihood create(Options options) {
    return new ElementwiseLikelihood(
        Support.POSITIVE,
        List.of("location", "logScale"),
        LogNormal::begin,
        (h, pass) ->
            new Of(
                Heads.limited("location", h.get("location"), -20, 20, pass),
                Heads.limited("logScale", h.get("logScale"), SoftLimits.LOW, 1.5, pass),
                pass));
  }

  private static void begin(Map<String, double[]> values, List<Marginal> columns) {
    Heads.initialize(values, "location", columns, Marginal::logMean, LogNormal::scale);
    Heads.initialize(values, "logScale", columns, c -> Math.log(scale(c)), c -> 1);
  }

  private static double scale(Marginal column) {
    return Math.max(1e-3, Math.sqrt(column.logVariance()));
  }

  private record Of(Tensor location, Tensor logScale, Context pass) implements Distribution {

    /** What a whole number of times up to 2^8 is a float. */
    private static final double LOG_2_HIGH = 0x1.62ep-1;

    private static final double LOG_2_LOW = Math.log(2) - LOG_2_HIGH;

    /**
     * Computes the log-density. With x = f·2^k, log x − m is taken as (k log 2 − m) + log f: a
     * small scale would make what rounding takes from log x large.
     */
    @Override
    public Tensor logProb(Tensor x) {
      Tensor log = x.log();
      Tensor k = log.mul(1 / Math.log(2)).round();
      Tensor fraction = x.graph().constant(2).pow(k.neg()).mul(x).log();
      Tensor distance = k.mul(LOG_2_HIGH).sub(location).add(k.mul(LOG_2_LOW).add(fraction));
      Tensor z = distance.div(logScale.exp());
      return z.square().mul(-0.5).sub(logScale).sub(log).sub(0.5 * Math.log(2 * Math.PI));
    }

    @Override
    public Tensor mean() {
      return logScale.mul(2).exp().mul(0.5).add(location).exp();
    }

    @Override
    public Tensor sample() {
      return Draws.normal(pass, location).mul(logScale.exp()).add(location).exp();
    }

    @Override
    public Map<String, Tensor> parameters() {
      return Map.of("location", location, "scale", logScale.exp());
    }
  }
}
