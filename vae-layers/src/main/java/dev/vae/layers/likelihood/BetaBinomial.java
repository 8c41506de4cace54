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

    @Override
    public Tensor logProb(Tensor x) {
      return Counts.upTo(trials, x, this::within);
    }

    private Tensor within(Tensor x) {
      Tensor a = logAlpha.exp();
      Tensor b = logBeta.exp();
      Tensor left = x.neg().add(trials);
      Tensor posterior = Counts.logBeta(x.add(a), left.add(b));
      return Counts.logChoose(trials, x).add(posterior).sub(Counts.logBeta(a, b));
    }

    @Override
    public Tensor mean() {
      return logAlpha.sub(logBeta).sigmoid().mul(trials);
    }

    @Override
    public Tensor sample() {
      return Counts.successes(pass, Draws.beta(pass, logAlpha.exp(), logBeta.exp()), trials);
    }

    @Override
    public Map<String, Tensor> parameters() {
      return Map.of("alpha", logAlpha.exp(), "beta", logBeta.exp());
    }
  }
}
