package dev.vae.layers.objective;

import dev.vae.core.plugin.Objective;
import dev.vae.core.plugin.ObjectiveProvider;
import dev.vae.core.plugin.Options;

/**
 * The Wasserstein auto-encoder's cost, −E[log p(x | z)] + λ·MMD(q(z), p(z)) (Tolstikhin et al.
 * 2018, algorithm 2), a mean over rows; with a Gaussian likelihood of fixed variance the first term
 * is their squared distance, up to a constant. Goes with any posterior, {@code deterministic} among
 * them. Options {@code lambda} (10); {@code kernel}, {@code imq} (the default) or {@code rbf};
 * {@code bandwidth} (1). Reports {@code discrepancy}, the squared MMD.
 */
public final class WaeMmdObjective implements ObjectiveProvider {

  /** Found by ServiceLoader. */
  public WaeMmdObjective() {}

  @Override
  public String name() {
    return "waeMmd";
  }

  @Override
  public Objective create(Options options) {
    double lambda = options.decimal("lambda", 10);
    if (!(lambda >= 0)) {
      throw new IllegalArgumentException("'waeMmd' needs lambda of at least 0, not " + lambda);
    }
    return new InfoVaeObjective.WithDiscrepancy(0, lambda, Discrepancy.of(options, "imq"));
  }
}
