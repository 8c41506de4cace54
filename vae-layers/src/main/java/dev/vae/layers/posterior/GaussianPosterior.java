package dev.vae.layers.posterior;

import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Inference;
import dev.vae.core.plugin.Initializer;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Posterior;
import dev.vae.core.plugin.PosteriorProvider;
import dev.vae.layers.density.Gaussians;
import dev.vae.layers.density.LogVariance;
import java.util.List;
import java.util.Optional;

/**
 * A Gaussian with diagonal covariance (Kingma and Welling 2013). Its mean is a dense layer on the
 * encoder's features. Option {@code variance}: {@code perElement} (another dense layer, the
 * default), or {@code shared} (one learned variance for each dimension, the same for all rows, as
 * in the exact posterior of a linear model).
 */
public final class GaussianPosterior implements PosteriorProvider {
  /** Found by ServiceLoader. */
  public GaussianPosterior() {}

  @Override
  public String name() {
    return "gaussian";
  }

  @Override
  public Posterior create(Options options) {
    boolean shared =
        options.choice("variance", "perElement", List.of("perElement", "shared")).equals("shared");
    return (features, latent, pass) -> {
      Tensor mean = Gaussians.dense("mean", features, latent, pass);
      Tensor free =
          shared
              ? pass.parameter("logVariance", Shape.of(latent), Initializer.ZERO)
                  .expand(mean.shape())
              : Gaussians.dense("logVariance", features, latent, pass);
      return new Diagonal(mean, LogVariance.limited(free), pass);
    };
  }

  private record Diagonal(Tensor mean, Tensor variance, Context pass) implements Inference {
    @Override
    public Optional<Tensor> logVariance() {
      return Optional.of(variance);
    }

    @Override
    public Draw draw(int samples) {
      return Gaussians.draw(mean, variance, samples, pass);
    }
  }
}
