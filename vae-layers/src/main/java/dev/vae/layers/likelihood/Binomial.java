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
 * The binomial distribution of n trials: log p(x) = log C(n, x) + x l − n softplus(l) with the
 * logit l of the chance. Head: {@code logits} l. Option {@code trials} n.
 */
public final class Binomial implements LikelihoodProvider {

  /** For ServiceLoader. */
  public Binomial() {}

  @Override
  public String name() {
    return "binomial";
  }

  @Override
  public Likelihood create(Options options) {
    int trials = options.integer("trials");
    if (trials < 1) {
      throw new IllegalArgumentException("'binomial' needs at least one trial, not " + trials);
    }
    return new Elementwise(
        Support.counts(trials),
        List.of("logits"),
        (h, pass) -> new Of(h.get("logits"), trials, pass));
  }

  private record Of(Tensor logits, int trials, Pass pass) implements Distribution {

    @Override
    public Tensor logProb(Tensor x) {
      return Counts.upTo(trials, x, this::within);
    }

    private Tensor within(Tensor x) {
      return Counts.logChoose(trials, x).add(x.mul(logits)).sub(logits.softplus().mul(trials));
    }

    @Override
    public Tensor mean() {
      return logits.sigmoid().mul(trials);
    }

    @Override
    public Tensor sample() {
      return Counts.successes(pass, logits.sigmoid(), trials);
    }

    @Override
    public Map<String, Tensor> parameters() {
      return Map.of("logits", logits);
    }
  }
}
