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
    return new ElementwiseLikelihood(
        Support.counts(trials),
        List.of("logits"),
        (values, columns) -> begin(values, columns, trials),
        (h, pass) -> new Of(Heads.scaledAndShifted("logits", h.get("logits"), pass), trials, pass));
  }

  private static void begin(Map<String, double[]> values, List<Marginal> columns, int trials) {
    Heads.initialize(
        values,
        "logits",
        columns,
        c -> MomentEstimates.logit(MomentEstimates.share(c, trials)),
        c -> {
          double p = MomentEstimates.share(c, trials);
          return MomentEstimates.scale(MomentEstimates.deviation(c) / (trials * p * (1 - p)));
        });
  }

  private record Of(Tensor logits, int trials, Context pass) implements Distribution {

    /** Where float arithmetic takes the chance for 0 or 1. */
    private static final double SATURATED = 40;

    @Override
    public Tensor logProb(Tensor x) {
      return CountMath.upTo(trials, x, this::within);
    }

    private Tensor within(Tensor x) {
      Tensor l = logits.max(-SATURATED).min(SATURATED);
      Tensor unsaturated = Stirling.binomial(trials, x, l.sigmoid(), l.neg().sigmoid());
      // beyond, one of p and 1 - p is 1 and the other's logarithm is the logit
      Tensor below = logits.add(SATURATED).min(0).mul(x);
      Tensor above = logits.sub(SATURATED).max(0).mul(x.sub(trials));
      return unsaturated.add(below).add(above);
    }

    @Override
    public Tensor mean() {
      return logits.sigmoid().mul(trials);
    }

    @Override
    public Tensor sample() {
      return Draws.binomial(pass, logits, trials);
    }

    @Override
    public Map<String, Tensor> parameters() {
      return Map.of("logits", logits);
    }
  }
}
