package dev.vae.layers.probability;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Inference;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Pass;
import dev.vae.core.plugin.Posterior;
import dev.vae.core.plugin.PosteriorProvider;
import java.util.Optional;

/**
 * A Gaussian with full covariance L·Lᵀ (Kingma and Welling 2019, section 2.5.1): mean, log-variance
 * and the part of L below the diagonal are dense layers on the encoder's features; L's diagonal is
 * exp(½ logVariance).
 */
public final class FullCovariancePosterior implements PosteriorProvider {

  /** Found by ServiceLoader. */
  public FullCovariancePosterior() {}

  @Override
  public String name() {
    return "fullCovariance";
  }

  @Override
  public Posterior create(Options options) {
    return (features, latent, pass) -> {
      Tensor mean = Gaussians.dense("mean", features, latent, pass);
      Tensor diagonal = Gaussians.logVariance(features, latent, pass);
      Tensor below = Gaussians.dense("covariance", features, latent * latent, pass);
      return new Full(mean, diagonal, below, pass);
    };
  }

  private record Full(Tensor mean, Tensor diagonal, Tensor below, Pass pass) implements Inference {

    /** Empty: the marginal variances alone do not describe this posterior. */
    @Override
    public Optional<Tensor> logVariance() {
      return Optional.empty();
    }

    @Override
    public Draw draw(int samples) {
      Shape each = mean.shape();
      Dim rows = each.dim(0);
      int d = each.dim(1).factor();
      Tensor lower = Functions.lowerTriangle(mean.graph(), d);
      Tensor strict = lower.sub(identity(d));
      Tensor factor = below.reshape(Shape.of(rows, Dim.of(d), Dim.of(d))).mul(strict);
      Tensor noise = pass.noise(Noise.Distribution.NORMAL, each.withLeading(Dim.of(samples)));
      // [N, K, d] · [N, d, d]ᵀ
      Tensor mixed = noise.permute(1, 0, 2).matmul(factor, false, true).permute(1, 0, 2);
      Tensor z = mean.add(diagonal.mul(0.5).exp().mul(noise)).add(mixed);
      Tensor density = noise.square().add(diagonal).add(Gaussians.LOG_2_PI).sum(-1).mul(-0.5);
      return new Draw(z, density);
    }

    private Tensor identity(int d) {
      double[] ones = new double[d * d];
      for (int i = 0; i < d; i++) {
        ones[i * d + i] = 1;
      }
      return mean.graph().constant(Shape.of(d, d), ones);
    }
  }
}
