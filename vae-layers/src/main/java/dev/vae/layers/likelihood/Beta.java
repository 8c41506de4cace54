package dev.vae.layers.likelihood;

import dev.vae.core.density.Draws;
import dev.vae.core.density.Stirling;
import dev.vae.core.graph.Functions;
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
 * The beta distribution: log p(x) = (α − 1) log x + (β − 1) log(1 − x) − log B(α, β), with α and β
 * of at least ½. Values are first moved into [10⁻⁷, 1 − 2⁻²³], since the density at 0 and 1 may be
 * infinite; floats have but one value between that and 1. Heads: {@code logAlpha}, {@code logBeta}.
 */
public final class Beta implements LikelihoodProvider {

  /** For ServiceLoader. */
  public Beta() {}

  @Override
  public String name() {
    return "beta";
  }

  @Override
  public Likelihood create(Options options) {
    return new ElementwiseLikelihood(
        Support.UNIT_INTERVAL,
        List.of("logAlpha", "logBeta"),
        Beta::begin,
        (h, pass) -> new Of(shape("logAlpha", h, pass), shape("logBeta", h, pass), pass));
  }

  /** At least ½: below that, much of the mass lies nearer to the edges than floats can say. */
  private static Tensor shape(String name, Map<String, Tensor> heads, Context pass) {
    Tensor given = heads.get(name);
    Tensor low = pass.graph().constant(Math.log(0.5));
    Tensor start = Heads.shift(name, given.shape().sub(1, given.shape().rank()), pass);
    Tensor high = start.max(0).add(SoftLimits.HIGH);
    Tensor free = Heads.scaledAndShifted(name, given, pass);
    pass.limit(name, free, low, high);
    return Functions.softClip(free, low, high);
  }

  private static void begin(Map<String, double[]> values, List<Marginal> columns) {
    Heads.initialize(values, "logAlpha", columns, c -> shape(c, mean(c)), Beta::scale);
    Heads.initialize(values, "logBeta", columns, c -> shape(c, 1 - mean(c)), Beta::scale);
  }

  private static double mean(Marginal column) {
    return Math.min(1 - 1e-6, Math.max(1e-6, column.mean()));
  }

  private static double shape(Marginal column, double share) {
    double deviation = MomentEstimates.deviation(column);
    double sum = MomentEstimates.concentration(mean(column), deviation * deviation, 1e10);
    return Math.log(Math.max(0.6, sum * share));
  }

  private static double scale(Marginal column) {
    double mean = mean(column);
    return MomentEstimates.scale(MomentEstimates.deviation(column) / (mean * (1 - mean)));
  }

  private record Of(Tensor logAlpha, Tensor logBeta, Context pass) implements Distribution {

    private static final double LOWEST = 1e-7;
    private static final double HIGHEST = 1 - 0x1p-23;

    @Override
    public Tensor logProb(Tensor x) {
      Tensor inside = x.max(LOWEST).min(HIGHEST);
      return Stirling.beta(inside, inside.neg().add(1), logAlpha.exp(), logBeta.exp());
    }

    @Override
    public Tensor mean() {
      return logAlpha.sub(logBeta).sigmoid();
    }

    @Override
    public Tensor sample() {
      return Draws.logitOfBeta(pass, logAlpha.exp(), logBeta.exp()).sigmoid();
    }

    @Override
    public Map<String, Tensor> parameters() {
      return Map.of("alpha", logAlpha.exp(), "beta", logBeta.exp());
    }
  }
}
