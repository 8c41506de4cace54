package dev.vae.core.contract.bench;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Inference;
import dev.vae.core.plugin.Objective;
import dev.vae.core.plugin.Prior;

/**
 * Terms for objectives to be tried with: a diagonal Gaussian posterior whose parameters are inputs,
 * a standard normal prior, and a log-likelihood that is an input.
 */
public final class InputTerms implements Objective.Terms {
  public static final String LOG_LIKELIHOOD = "logLikelihood";
  public static final String X = "x";
  public static final String MEAN = "q mean";
  public static final String LOG_VARIANCE = "q logVariance";

  private static final double LOG_2_PI = Math.log(2 * Math.PI);

  private final Context pass;
  private final int latent;
  private final int samples;
  private final Inference posterior;
  private Inference.Draw draw;

  public InputTerms(Context pass, int latent, int samples) {
    this.pass = pass;
    this.latent = latent;
    this.samples = samples;
    Graph graph = pass.graph();
    this.posterior =
        new DiagonalGaussian(
            graph.input(MEAN, Shape.batch(latent)),
            graph.input(LOG_VARIANCE, Shape.batch(latent)),
            pass);
  }

  @Override
  public Tensor x() {
    return pass.graph().input(X, Shape.batch(3));
  }

  @Override
  public Inference posterior() {
    return posterior;
  }

  @Override
  public Prior prior() {
    return new StandardNormal();
  }

  @Override
  public Inference.Draw draw() {
    if (draw == null) {
      draw = posterior.draw(samples);
    }
    return draw;
  }

  @Override
  public Tensor logLikelihood() {
    return pass.graph().input(LOG_LIKELIHOOD, Shape.of(Dim.of(samples), Dim.N));
  }

  /** Returns the input, and something that depends on the latents, as a decoder does. */
  @Override
  public Tensor logLikelihood(Tensor z) {
    return logLikelihood().sub(z.sub(1).square().sum(-1));
  }

  @Override
  public Tensor logPrior() {
    return logPrior(draw().z());
  }

  @Override
  public Tensor logPrior(Tensor z) {
    return prior().logProb(z, pass);
  }

  @Override
  public Tensor samplePrior() {
    return prior().sample(latent, pass);
  }

  @Override
  public Tensor kl() {
    return klPerDimension().sum(1);
  }

  @Override
  public Tensor klPerDimension() {
    Tensor v = posterior.logVariance().orElseThrow();
    return posterior.mean().square().add(v.expm1().sub(v)).mul(0.5);
  }

  private record StandardNormal() implements Prior {
    @Override
    public Tensor logProb(Tensor z, Context pass) {
      return z.square().add(LOG_2_PI).sum(-1).mul(-0.5);
    }

    @Override
    public Tensor sample(int latent, Context pass) {
      return pass.noise(Noise.Distribution.NORMAL, Shape.batch(latent));
    }
  }
}
