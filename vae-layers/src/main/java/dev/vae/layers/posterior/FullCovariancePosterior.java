package dev.vae.layers.posterior;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Inference;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Posterior;
import dev.vae.core.plugin.PosteriorProvider;
import dev.vae.layers.density.Gaussians;
import java.util.List;
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
      Tensor below =
          Gaussians.dense("covariance", features, Math.multiplyExact(latent, latent), pass);
      return new Full(mean, diagonal, below, pass);
    };
  }

  private record Full(Tensor mean, Tensor diagonal, Tensor below, Context pass)
      implements Inference {

    /** Returns empty: the marginal variances alone do not describe this posterior. */
    @Override
    public Optional<Tensor> logVariance() {
      return Optional.empty();
    }

    /**
     * Returns a variance is a diagonal element of L·Lᵀ; what is left of it given the others, L's².
     */
    @Override
    public Optional<Spread> spread() {
      return Optional.of(new Spread(variance(), diagonal));
    }

    private Tensor variance() {
      return factor().square().sum(-1).add(diagonal.exp());
    }

    /** Returns Gaussian too. */
    @Override
    public Optional<Tensor> marginalLogProb(Tensor z) {
      Tensor variance = variance();
      Tensor distance = z.sub(mean).square().div(variance);
      return Optional.of(distance.add(variance.log()).add(Gaussians.LOG_2_PI).mul(-0.5));
    }

    /** Solves L·e = z − mean from the first dimension down; e is standard normal. */
    @Override
    public Optional<Tensor> logProb(Tensor z) {
      Tensor distance = z.sub(mean);
      int d = mean.shape().dim(1).factor();
      Tensor factor = factor();
      Tensor scale = diagonal.mul(-0.5).exp();
      Tensor solved = null;
      for (int i = 0; i < d; i++) {
        Tensor rest = distance.slice(-1, i, i + 1);
        if (i > 0) {
          Tensor row = factor.slice(1, i, i + 1).slice(2, 0, i);
          Tensor known = row.reshape(Shape.of(row.shape().dim(0), Dim.of(i)));
          rest = rest.sub(solved.mul(known).reduce(Op.SUM, true, -1));
        }
        Tensor next = rest.mul(scale.slice(-1, i, i + 1));
        solved = solved == null ? next : Tensor.concat(-1, List.of(solved, next));
      }
      Tensor density = solved.square().add(diagonal).add(Gaussians.LOG_2_PI).sum(-1).mul(-0.5);
      return Optional.of(density);
    }

    /** The part of L below its diagonal, {@code [N, d, d]}. */
    private Tensor factor() {
      int d = mean.shape().dim(1).factor();
      Tensor strict = Functions.lowerTriangle(mean.graph(), d).sub(identity(d));
      return below.reshape(Shape.of(mean.shape().dim(0), Dim.of(d), Dim.of(d))).mul(strict);
    }

    @Override
    public Draw draw(int samples) {
      Shape each = mean.shape();
      Tensor factor = factor();
      Tensor noise = pass.noise(Noise.Distribution.NORMAL, each.withLeading(Dim.of(samples)));
      // [N, K, d] · [N, d, d]ᵀ
      Tensor mixed = noise.permute(1, 0, 2).matmul(factor, false, true).permute(1, 0, 2);
      Tensor z = mean.add(diagonal.mul(0.5).exp().mul(noise)).add(mixed);
      Tensor density = noise.square().add(diagonal).add(Gaussians.LOG_2_PI).sum(-1).mul(-0.5);
      return new Draw(z, density);
    }

    private Tensor identity(int d) {
      double[] ones = mean.graph().zeros(d, d);
      for (int i = 0; i < d; i++) {
        ones[i * d + i] = 1;
      }
      return mean.graph().constant(Shape.of(d, d), ones);
    }
  }
}
