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
import dev.vae.layers.density.CountMath;
import dev.vae.layers.density.MomentEstimates;
import dev.vae.layers.density.SoftLimits;
import java.util.List;
import java.util.Map;

/**
 * The beta-binomial distribution, a binomial of n trials whose chance is beta distributed: log p(x)
 * = log C(n, x) + log B(x + α, n − x + β) − log B(α, β). Heads: {@code logAlpha}, {@code logBeta}.
 * Option {@code trials} n.
 */
public final class BetaBinomial implements LikelihoodProvider {

  /** For ServiceLoader. */
  public BetaBinomial() {}

  @Override
  public String name() {
    return "betaBinomial";
  }

  @Override
  public Likelihood create(Options options) {
    int trials = options.integer("trials");
    if (trials < 1) {
      throw new IllegalArgumentException("'betaBinomial' needs at least one trial, not " + trials);
    }
    return new ElementwiseLikelihood(
        Support.counts(trials),
        List.of("logAlpha", "logBeta"),
        (values, columns) -> begin(values, columns, trials),
        (h, pass) ->
            new Of(
                SoftLimits.log("logAlpha", h, pass),
                SoftLimits.log("logBeta", h, pass),
                trials,
                pass));
  }

  private static void begin(Map<String, double[]> values, List<Marginal> columns, int trials) {
    Heads.initialize(
        values,
        "logAlpha",
        columns,
        c -> Math.log(sum(c, trials) * MomentEstimates.share(c, trials)),
        c -> scale(c, trials));
    Heads.initialize(
        values,
        "logBeta",
        columns,
        c -> Math.log(sum(c, trials) * (1 - MomentEstimates.share(c, trials))),
        c -> scale(c, trials));
  }

  private static double scale(Marginal column, int trials) {
    double p = MomentEstimates.share(column, trials);
    return MomentEstimates.scale(MomentEstimates.deviation(column) / (trials * p * (1 - p)));
  }

  /** α + β by the variance, n p (1 − p) (1 + (n − 1) / (α + β + 1)). */
  private static double sum(Marginal column, int trials) {
    double p = MomentEstimates.share(column, trials);
    double correlation = (column.variance() / (trials * p * (1 - p)) - 1) / (trials - 1.0);
    double sum = 1 / correlation - 1;
    double most = 100.0 * (1 + trials);
    return correlation > 0 && trials > 1 ? Math.min(most, Math.max(1e-2, sum)) : most;
  }

  private record Of(Tensor logAlpha, Tensor logBeta, int trials, Context pass)
      implements Distribution {

    /**
     * Computes the log-density by Bayes' theorem at the chance's mean given x: p(x | chance)
     * p(chance) / p(chance | x), of which none is a small difference of large numbers.
     */
    @Override
    public Tensor logProb(Tensor x) {
      return CountMath.upTo(trials, x, this::within);
    }

    private Tensor within(Tensor x) {
      Tensor a = logAlpha.exp();
      Tensor b = logBeta.exp();
      Tensor successes = x.add(a);
      Tensor failures = x.neg().add(trials).add(b);
      Tensor all = successes.add(failures);
      Tensor p = successes.div(all);
      Tensor q = failures.div(all);
      Tensor prior = Stirling.beta(p, q, a, b);
      Tensor posterior = Stirling.beta(p, q, successes, failures);
      return Stirling.binomial(trials, x, p, q).add(prior).sub(posterior);
    }

    @Override
    public Tensor mean() {
      return logAlpha.sub(logBeta).sigmoid().mul(trials);
    }

    @Override
    public Tensor sample() {
      return Draws.binomial(pass, Draws.logitOfBeta(pass, logAlpha.exp(), logBeta.exp()), trials);
    }

    @Override
    public Map<String, Tensor> parameters() {
      return Map.of("alpha", logAlpha.exp(), "beta", logBeta.exp());
    }
  }
}
