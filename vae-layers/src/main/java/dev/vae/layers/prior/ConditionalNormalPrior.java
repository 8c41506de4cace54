package dev.vae.layers.prior;

import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Inference;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Prior;
import dev.vae.core.plugin.PriorProvider;
import dev.vae.layers.density.Gaussians;
import java.util.Optional;

/**
 * p(z | c): independent normal dimensions whose means and log-variances are linear functions of the
 * condition (Sohn et al. 2015, with one layer for their prior network).
 */
public final class ConditionalNormalPrior implements PriorProvider {

  /** Found by ServiceLoader. */
  public ConditionalNormalPrior() {}

  @Override
  public String name() {
    return "conditionalNormal";
  }

  @Override
  public Prior create(Options options) {
    return new Conditional();
  }

  private static final class Conditional implements Prior {

    @Override
    public Tensor logProb(Tensor z, Context pass) {
      int d = z.shape().dim(-1).factor();
      Tensor mean = mean(d, pass);
      Tensor logVariance = logVariance(d, pass);
      boolean flat = z.shape().rank() == 2 && z.shape().dim(0).batch();
      return flat
          ? Gaussians.logDensity(
              z,
              Functions.repeated(mean, z.shape().dim(0)),
              Functions.repeated(logVariance, z.shape().dim(0)))
          : Gaussians.logDensity(z, mean, logVariance);
    }

    @Override
    public Tensor sample(int latent, Context pass) {
      Tensor mean = mean(latent, pass);
      Tensor noise = Gaussians.noise(mean.shape(), 1, pass);
      return noise.mul(logVariance(latent, pass).mul(0.5).exp()).add(mean);
    }

    @Override
    public Optional<Tensor> kl(Inference q, Context pass) {
      int d = q.mean().shape().dim(-1).factor();
      return Gaussians.kl(q, mean(d, pass), logVariance(d, pass));
    }

    private static Tensor mean(int d, Context pass) {
      return Gaussians.dense("mean", given(pass), d, pass);
    }

    private static Tensor logVariance(int d, Context pass) {
      return Gaussians.logVariance(given(pass), d, pass);
    }

    private static Tensor given(Context pass) {
      return pass.condition()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "prior 'conditionalNormal' needs a condition, but the model has none: set"
                          + " \"condition\" in its spec to how many values there are, or take"
                          + " prior 'normal'"));
    }
  }
}
