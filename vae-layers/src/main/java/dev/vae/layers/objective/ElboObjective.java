package dev.vae.layers.objective;

import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Objective;
import dev.vae.core.plugin.ObjectiveProvider;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Pass;
import java.util.Map;

/**
 * The negative evidence lower bound, −E[log p(x | z)] + β·KL, a mean over rows (Kingma and Welling
 * 2013; β: Higgins et al. 2017). Options: {@code beta} (1); {@code warmUp} (0), epochs over which
 * the weight of the KL grows from 0 to β (Sønderby et al. 2016); {@code samples} (1), draws of z
 * for each row.
 */
public final class ElboObjective implements ObjectiveProvider {
  /** Found by ServiceLoader. */
  public ElboObjective() {}

  @Override
  public String name() {
    return "elbo";
  }

  @Override
  public Objective create(Options options) {
    Elbo elbo =
        new Elbo(
            options.decimal("beta", 1),
            options.decimal("warmUp", 0),
            options.integer("samples", 1));
    if (!(elbo.beta >= 0) || !(elbo.warmUp >= 0) || elbo.samples < 1) {
      throw new IllegalArgumentException(
          "'elbo' needs beta and warmUp of at least 0 and at least 1 sample, not " + elbo);
    }
    return elbo;
  }

  private record Elbo(double beta, double warmUp, int samples) implements Objective {
    @Override
    public Loss loss(Terms terms, Pass pass) {
      Tensor reconstruction = terms.logLikelihood().mean(0).neg();
      Tensor kl = terms.kl();
      if (warmUp > 0) {
        Tensor weight = pass.epoch().mul(1 / warmUp).min(1).mul(beta);
        return new Loss(reconstruction.add(kl.mul(weight)).mean(), Map.of("beta", weight));
      }
      Tensor penalty = beta == 1 ? kl : kl.mul(beta);
      return new Loss(reconstruction.add(penalty).mean(), Map.of());
    }
  }
}
