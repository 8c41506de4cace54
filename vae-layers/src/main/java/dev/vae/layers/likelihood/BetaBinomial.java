package dev.vae.layers.likelihood;

import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Distribution;
import dev.vae.core.plugin.Likelihood;
import dev.vae.core.plugin.LikelihoodProvider;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Pass;
import dev.vae.core.plugin.Support;
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
    return new Elementwise(
        Support.counts(trials),
        List.of("logAlpha", "logBeta"),
        (h, pass) ->
            new Of(Scales.log(h.get("logAlpha")), Scales.log(h.get("logBeta")), trials, pass));
  }

  private record Of(Tensor logAlpha, Tensor logBeta, int trials, Pass pass)
      implements Distribution {

    /**
     * By Bayes' theorem at the chance's mean given x: p(x | chance) p(chance) / p(chance | x), of
     * which none is a small difference of large numbers.
     */
    @Override
    public Tensor logProb(Tensor x) {
      return Counts.upTo(trials, x, this::within);
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
