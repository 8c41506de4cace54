package dev.vae.layers.posterior;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Inference;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Posterior;
import dev.vae.core.plugin.PosteriorProvider;
import dev.vae.layers.density.Gaussians;
import java.util.Optional;

/**
 * A single point for each row: the plain auto-encoder, to compare with. It has no density, which is
 * counted as 0, so the "KL" of an ELBO is −log p(z), a shrinkage; {@code beta} 0 leaves the
 * reconstruction alone.
 */
public final class DeterministicPosterior implements PosteriorProvider {

  /** Found by ServiceLoader. */
  public DeterministicPosterior() {}

  @Override
  public String name() {
    return "deterministic";
  }

  @Override
  public Posterior create(Options options) {
    return (features, latent, pass) -> new Point(Gaussians.dense("mean", features, latent, pass));
  }

  private record Point(Tensor mean) implements Inference {
    @Override
    public Optional<Tensor> logVariance() {
      return Optional.empty();
    }

    @Override
    public Draw draw(int samples) {
      Shape all = mean.shape().withLeading(Dim.of(samples));
      Tensor zero = mean.graph().constant(0).expand(all.sub(0, 2));
      return new Draw(mean.expand(all), zero);
    }
  }
}
