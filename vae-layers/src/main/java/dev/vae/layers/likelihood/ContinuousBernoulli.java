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
import dev.vae.layers.density.MomentEstimates;
import java.util.List;
import java.util.Map;

/**
 * The continuous Bernoulli distribution of Loaiza-Ganem and Cunningham (2019), a density for values
 * between 0 and 1: log p(x) = x l − softplus(l) + log C with the logit l and C = l / tanh(l / 2), 2
 * at l = 0. Head: {@code logits} l.
 */
public final class ContinuousBernoulli implements LikelihoodProvider {

  /** For ServiceLoader. */
  public ContinuousBernoulli() {}

  @Override
  public String name() {
    return "continuousBernoulli";
  }

  @Override
  public Likelihood create(Options options) {
    return new ElementwiseLikelihood(
        Support.UNIT_INTERVAL,
        List.of("logits"),
        (values, columns) ->
            Heads.initialize(
                values, "logits", columns, c -> logit(c), c -> Math.max(1, Math.abs(logit(c)))),
        (h, pass) -> new Of(Heads.scaledAndShifted("logits", h.get("logits"), pass), pass));
  }

  private static double logit(Marginal column) {
    return MomentEstimates.continuousLogit(Math.min(1 - 1e-5, Math.max(1e-5, column.mean())));
  }

  private record Of(Tensor logits, Context pass) implements Distribution {

    /** Nearer to 0 than this, series stand in for quotients of small numbers. */
    private static final double NEAR = 1;

    @Override
    public Tensor logProb(Tensor x) {
      // x l − softplus(l), mirrored for positive l, where that would be a difference of large ones
      Tensor size = logits.abs();
      Tensor loss = logits.less(0).where(x, x.neg().add(1)).mul(size);
      return logNormaliser().sub(loss).sub(size.neg().softplus());
    }

    @Override
    public Tensor mean() {
      Tensor near = logits.abs().less(NEAR);
      Tensor l = near.where(logits.graph().constant(1), logits);
      Tensor far = l.sigmoid().div(l.mul(0.5).tanh()).sub(l.pow(-1));
      Tensor series = slope().mul(logits).add(0.5);
      return near.where(series, far);
    }

    @Override
    public Tensor sample() {
      // The distribution function inverted for −|l|, where it cannot overflow, and mirrored for
      // positive l.
      Tensor u = Draws.uniform(pass, logits);
      Tensor size = logits.abs().max(1e-30);
      Tensor falling = u.mul(size.neg().expm1()).log1p().neg().div(size);
      return logits.less(0).where(falling, falling.neg().add(1));
    }

    @Override
    public Map<String, Tensor> parameters() {
      return Map.of("logits", logits);
    }

    /** ((l/2) / tanh(l/2) − 1) / l² = 1/12 − l²/720 + l⁴/30240 − l⁶/1209600 + ..., for |l| ≤ 1. */
    private Tensor slope() {
      Tensor square = logits.square();
      Tensor third = square.mul(-1.0 / 1209600).add(1.0 / 30240);
      return square.mul(square.mul(third).sub(1.0 / 720)).add(1.0 / 12);
    }

    /** log(l / tanh(l/2)), which is log 2 at 0. */
    private Tensor logNormaliser() {
      Tensor near = logits.abs().less(NEAR);
      Tensor size = near.where(logits.graph().constant(1), logits.abs());
      Tensor far = size.log().sub(size.mul(0.5).tanh().log());
      Tensor series = slope().mul(logits.square()).log1p().add(Math.log(2));
      return near.where(series, far);
    }
  }
}
