package dev.vae.layers.objective;

import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Objective;
import dev.vae.core.plugin.ObjectiveProvider;
import dev.vae.core.plugin.Options;
import java.util.Map;

/**
 * −E[log p(x | z)] + (1 − α)·KL(q(z | x) || p(z)) + (α + λ − 1)·MMD(q(z), p(z)) (Zhao et al. 2019,
 * "InfoVAE"), a mean over rows. Options {@code alpha} (0), at most 1, where no KL is left; {@code
 * lambda} (1000), at least 1 − α; {@code kernel}, {@code rbf} (the default) or {@code imq}; {@code
 * bandwidth} (1). Reports {@code discrepancy}, the squared MMD.
 */
public final class InfoVaeObjective implements ObjectiveProvider {

  /** Found by ServiceLoader. */
  public InfoVaeObjective() {}

  @Override
  public String name() {
    return "infoVae";
  }

  @Override
  public Objective create(Options options) {
    double alpha = options.decimal("alpha", 0);
    double lambda = options.decimal("lambda", 1000);
    if (!(alpha <= 1) || !(alpha + lambda >= 1)) {
      throw new IllegalArgumentException(
          "'infoVae' needs alpha of at most 1 and lambda of at least 1 - alpha, not "
              + alpha
              + ", "
              + lambda);
    }
    return new WithDiscrepancy(1 - alpha, alpha + lambda - 1, Discrepancy.of(options, "rbf"));
  }

  /** A bound with these weights of KL and squared MMD. */
  record WithDiscrepancy(double klWeight, double weight, Discrepancy discrepancy)
      implements Objective {
    @Override
    public int samples() {
      return 1;
    }

    @Override
    public Loss loss(Terms terms, Context pass) {
      Tensor apart = discrepancy.between(terms);
      Tensor loss = apart.mul(weight).sub(terms.logLikelihood().mean());
      // a KL of weight 0 may be infinite, as that of a single point is
      Tensor value = klWeight == 0 ? loss : loss.add(terms.kl().mean().mul(klWeight));
      return new Loss(value, Map.of("discrepancy", apart));
    }
  }
}
