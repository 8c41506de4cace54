package dev.vae.layers.prior;

import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Inference;
import dev.vae.core.plugin.Initializer;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Prior;
import dev.vae.core.plugin.PriorProvider;
import dev.vae.layers.density.Gaussians;
import dev.vae.layers.density.LogVariance;
import java.util.Optional;

/**
 * A mixture of diagonal Gaussians with learned weights, means and variances. Option {@code
 * components} (10).
 */
public final class MixturePrior implements PriorProvider {

  /** Found by ServiceLoader. */
  public MixturePrior() {}

  @Override
  public String name() {
    return "gaussianMixture";
  }

  @Override
  public Prior create(Options options) {
    int components = options.integer("components", 10);
    if (components < 1) {
      throw new IllegalArgumentException(
          "'gaussianMixture' needs at least 1 component, not " + components);
    }
    return new Mixture(components);
  }

  private record Mixture(int components) implements Prior {

    @Override
    public Tensor logProb(Tensor z, Context pass) {
      int d = z.shape().dim(-1).factor();
      return Gaussians.mixture(z, logWeights(pass), means(d, pass), logVariances(d, pass));
    }

    @Override
    public Tensor sample(int latent, Context pass) {
      Tensor noise = pass.noise(Noise.Distribution.NORMAL, Shape.batch(latent));
      Tensor chosen = Gaussians.choose(logWeights(pass), pass);
      Tensor deviation = chosen.matmul(logVariances(latent, pass).mul(0.5).exp());
      return chosen.matmul(means(latent, pass)).add(deviation.mul(noise));
    }

    /** Returns a mixture of one is a Gaussian. */
    @Override
    public Optional<Tensor> kl(Inference q, Context pass) {
      if (components > 1) {
        return Optional.empty();
      }
      int d = q.mean().shape().dim(-1).factor();
      return Gaussians.kl(q, means(d, pass), logVariances(d, pass));
    }

    private Tensor logWeights(Context pass) {
      Tensor free = pass.parameter("weights", Shape.of(components), Initializer.ZERO);
      return Functions.logSoftmax(free, 0);
    }

    private Tensor means(int d, Context pass) {
      return pass.parameter("means", Shape.of(components, d), Initializer.normal(1));
    }

    private Tensor logVariances(int d, Context pass) {
      Shape shape = Shape.of(components, d);
      return LogVariance.limited(pass.parameter("logVariances", shape, Initializer.ZERO));
    }
  }
}
