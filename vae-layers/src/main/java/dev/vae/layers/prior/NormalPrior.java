package dev.vae.layers.prior;

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

/** Independent normal dimensions with learned means and variances, which start at 0 and 1. */
public final class NormalPrior implements PriorProvider {

  /** Found by ServiceLoader. */
  public NormalPrior() {}

  @Override
  public String name() {
    return "normal";
  }

  @Override
  public Prior create(Options options) {
    return new Normal();
  }

  private static final class Normal implements Prior {

    @Override
    public Tensor logProb(Tensor z, Context pass) {
      int d = z.shape().dim(-1).factor();
      return Gaussians.logDensity(z, mean(d, pass), logVariance(d, pass));
    }

    @Override
    public Tensor sample(int latent, Context pass) {
      Tensor noise = pass.noise(Noise.Distribution.NORMAL, Shape.batch(latent));
      return noise.mul(logVariance(latent, pass).mul(0.5).exp()).add(mean(latent, pass));
    }

    @Override
    public Optional<Tensor> kl(Inference q, Context pass) {
      int d = q.mean().shape().dim(-1).factor();
      return Gaussians.kl(q, mean(d, pass), logVariance(d, pass));
    }

    private static Tensor mean(int d, Context pass) {
      return pass.parameter("mean", Shape.of(d), Initializer.ZERO);
    }

    private static Tensor logVariance(int d, Context pass) {
      return LogVariance.limited(pass.parameter("logVariance", Shape.of(d), Initializer.ZERO));
    }
  }
}
