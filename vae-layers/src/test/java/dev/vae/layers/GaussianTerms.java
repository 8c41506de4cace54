package dev.vae.layers;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Inference;
import dev.vae.core.plugin.Objective;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Prior;
import java.util.Optional;

/**
 * Terms of one draw, of a diagonal Gaussian posterior whose parameters are inputs and a standard
 * normal prior.
 */
final class GaussianTerms implements Objective.Terms {
  private final TracedLayer part;
  private final Tensor mean;
  private final Tensor logVariance;
  private final Inference.Draw draw;
  private final Tensor ofPrior;
  private final Prior prior = Plugins.load().prior(Priors.standardNormal());

  GaussianTerms(TracedLayer part, int latent) {
    this.part = part;
    mean = part.input("mean", Shape.batch(latent));
    logVariance = part.input("logVariance", Shape.batch(latent));
    Tensor noise;
    try (var scope = part.scope("posterior")) {
      noise = part.noise(Noise.Distribution.NORMAL, mean.shape());
    }
    Tensor z = mean.add(noise.mul(logVariance.mul(0.5).exp()));
    Tensor log = noise.square().add(logVariance).add(Math.log(2 * Math.PI)).sum(-1).mul(-0.5);
    draw =
        new Inference.Draw(
            z.reshape(z.shape().withLeading(Dim.of(1))), log.reshape(Shape.of(Dim.of(1), Dim.N)));
    try (var scope = part.scope("prior")) {
      ofPrior = prior.sample(latent, part);
    }
  }

  Tensor mean() {
    return mean;
  }

  Tensor logVariance() {
    return logVariance;
  }

  @Override
  public Tensor x() {
    return part.input("x", Shape.batch(3));
  }

  @Override
  public Inference posterior() {
    return new Inference() {
      @Override
      public Tensor mean() {
        return mean;
      }

      @Override
      public Optional<Tensor> logVariance() {
        return Optional.of(logVariance);
      }

      @Override
      public Draw draw(int samples) {
        throw new UnsupportedOperationException();
      }
    };
  }

  @Override
  public Prior prior() {
    return prior;
  }

  @Override
  public Inference.Draw draw() {
    return draw;
  }

  @Override
  public Tensor logLikelihood() {
    return part.input("logLikelihood", Shape.of(Dim.of(1), Dim.N));
  }

  @Override
  public Tensor logLikelihood(Tensor z) {
    return logLikelihood();
  }

  @Override
  public Tensor logPrior() {
    return logPrior(draw.z());
  }

  @Override
  public Tensor logPrior(Tensor z) {
    return prior.logProb(z, part);
  }

  @Override
  public Tensor samplePrior() {
    return ofPrior;
  }

  @Override
  public Tensor kl() {
    return klPerDimension().sum(1);
  }

  @Override
  public Tensor klPerDimension() {
    return prior.kl(posterior(), part).orElseThrow();
  }
}
