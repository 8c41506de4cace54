package dev.vae.layers.prior;

import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Inference;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Prior;
import dev.vae.core.plugin.PriorProvider;
import dev.vae.layers.density.Gaussians;
import java.util.Optional;

/** Independent normal dimensions of mean 0 and variance 1. */
public final class StandardNormalPrior implements PriorProvider {
  /** Found by ServiceLoader. */
  public StandardNormalPrior() {}

  @Override
  public String name() {
    return "standardNormal";
  }

  @Override
  public Prior create(Options options) {
    return new Prior() {
      @Override
      public Tensor logProb(Tensor z, Context pass) {
        return Gaussians.standardLogDensity(z);
      }

      @Override
      public Tensor sample(int latent, Context pass) {
        return pass.noise(Noise.Distribution.NORMAL, Shape.batch(latent));
      }

      /**
       * Returns ½ (mean² + σ² − 1 − log σ²) (Kingma and Welling 2013, appendix B); where dimensions
       * depend on each other, as in {@link Gaussians#kl}.
       */
      @Override
      public Optional<Tensor> kl(Inference q, Context pass) {
        Optional<Tensor> diagonal =
            q.logVariance().map(v -> q.mean().square().add(v.expm1().sub(v)).mul(0.5));
        Tensor zero = pass.graph().constant(0);
        return diagonal.or(() -> Gaussians.kl(q, zero, zero));
      }
    };
  }
}
