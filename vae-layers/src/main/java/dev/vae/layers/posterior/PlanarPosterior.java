package dev.vae.layers.posterior;

import dev.vae.core.graph.Op;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Inference;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Posterior;
import dev.vae.core.plugin.PosteriorProvider;
import dev.vae.layers.density.Gaussians;

/**
 * A diagonal Gaussian bent by planar flows z + û·tanh(wᵀz + b) (Rezende and Mohamed 2015), whose w,
 * u and b come from the encoder's features; û is u made invertible (their appendix A.1). Option
 * {@code steps} (4).
 */
public final class PlanarPosterior implements PosteriorProvider {

  /** Found by ServiceLoader. */
  public PlanarPosterior() {}

  @Override
  public String name() {
    return "planar";
  }

  @Override
  public Posterior create(Options options) {
    int steps = options.integer("steps", 4);
    if (steps < 1) {
      throw new IllegalArgumentException("'planar' needs at least 1 step, not " + steps);
    }
    return (features, latent, pass) ->
        FlowPosterior.of(features, latent, pass, new Planar(features, latent, steps, pass)::bend);
  }

  private record Planar(Tensor features, int latent, int steps, Context pass) {
    Inference.Draw bend(Inference.Draw start) {
      Tensor z = start.z();
      Tensor density = start.logProb();
      for (int i = 0; i < steps; i++) {
        try (var scope = pass.scope("planar" + i)) {
          Tensor w = Gaussians.dense("w", features, latent, pass);
          Tensor u = Gaussians.dense("u", features, latent, pass);
          Tensor b = Gaussians.dense("b", features, 1, pass);
          Tensor product = w.mul(u).reduce(Op.SUM, true, -1);
          Tensor length = w.square().reduce(Op.SUM, true, -1).add(1e-6);
          Tensor invertible = product.softplus().sub(1).sub(product).div(length).mul(w).add(u);
          Tensor h = z.mul(w).reduce(Op.SUM, true, -1).add(b).tanh();
          z = z.add(invertible.mul(h));
          Tensor slope = h.square().neg().add(1);
          Tensor change = slope.mul(invertible.mul(w)).sum(-1).add(1);
          density = density.sub(change.abs().add(1e-7).log());
        }
      }
      return new Inference.Draw(z, density);
    }
  }
}
