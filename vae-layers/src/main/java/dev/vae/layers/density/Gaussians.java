package dev.vae.layers.density;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Inference;
import dev.vae.core.plugin.Initializer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What posteriors and priors made of Gaussians share. */
public final class Gaussians {
  public static final double LOG_2_PI = Math.log(2 * Math.PI);

  private Gaussians() {}

  /**
   * Returns a dense layer with parameters {@code weight} and {@code bias} in a scope of the given
   * name.
   */
  public static Tensor dense(String name, Tensor features, int outputs, Context pass) {
    int inputs = features.shape().dim(-1).factor();
    Initializer first = Initializer.uniform(1 / Math.sqrt(inputs));
    try (var scope = pass.scope(name)) {
      Tensor weight = pass.parameter("weight", Shape.of(inputs, outputs), first);
      return features.matmul(weight).add(pass.parameter("bias", Shape.of(outputs), first));
    }
  }

  /** Returns the log-variances of a diagonal Gaussian, a dense layer kept in a safe range. */
  public static Tensor logVariance(Tensor features, int latent, Context pass) {
    return LogVariance.limited(dense("logVariance", features, latent, pass));
  }

  /** Returns Σ log N(z; 0, 1) over the last axis. */
  public static Tensor standardLogDensity(Tensor z) {
    return z.square().add(LOG_2_PI).sum(-1).mul(-0.5);
  }

  /** Returns Σ log N(z; mean, exp(logVariance)) over the last axis. */
  public static Tensor logDensity(Tensor z, Tensor mean, Tensor logVariance) {
    Tensor distance = z.sub(mean).square().mul(logVariance.neg().exp());
    return distance.add(logVariance).add(LOG_2_PI).sum(-1).mul(-0.5);
  }

  /**
   * Returns KL(q || N(mean, exp(logVariance))) of every dimension, where q is a Gaussian: of a
   * diagonal one ½ (log σₚ² − log σ² + (σ² + (mean − meanₚ)²) / σₚ² − 1). Of one whose dimensions
   * depend on each other, of every dimension given those before it, in expectation; these add up to
   * the whole.
   */
  public static Optional<Tensor> kl(Inference q, Tensor mean, Tensor logVariance) {
    Optional<Tensor> diagonal =
        q.logVariance()
            .map(
                v -> {
                  Tensor ratio = v.sub(logVariance);
                  Tensor distance = q.mean().sub(mean).square().mul(logVariance.neg().exp());
                  return ratio.expm1().sub(ratio).add(distance).mul(0.5);
                });
    return diagonal.or(
        () ->
            q.spread()
                .map(
                    s -> {
                      Tensor square = q.mean().sub(mean).square().add(s.variance());
                      Tensor ratio = s.conditionalLogVariance().sub(logVariance);
                      return square.mul(logVariance.neg().exp()).sub(ratio).sub(1).mul(0.5);
                    }));
  }

  /**
   * Draws {@code mean + exp(½ logVariance)·noise} with their densities.
   *
   * @param mean {@code [N, d]}
   * @param logVariance {@code [N, d]}
   */
  public static Inference.Draw draw(Tensor mean, Tensor logVariance, int samples, Context pass) {
    Shape all = mean.shape().withLeading(Dim.of(samples));
    Tensor noise = noise(mean.shape(), samples, pass);
    Tensor z = mean.add(logVariance.mul(0.5).exp().mul(noise));
    Tensor density = noise.square().add(logVariance).add(LOG_2_PI).sum(-1).mul(-0.5);
    return new Inference.Draw(z.reshape(all), density.reshape(all.sub(0, 2)));
  }

  /**
   * Returns standard normal noise, {@code [samples, ...]}; without that axis for one sample, which
   * is simpler to compute.
   */
  public static Tensor noise(Shape each, int samples, Context pass) {
    Shape shape = samples == 1 ? each : each.withLeading(Dim.of(samples));
    return pass.noise(Noise.Distribution.NORMAL, shape);
  }

  /**
   * Returns log Σ wₘ N(z; meanₘ, exp(logVarianceₘ)): z {@code [..., d]}, means {@code [M, d]},
   * weights {@code [M]}.
   */
  public static Tensor mixture(Tensor z, Tensor logWeights, Tensor means, Tensor logVariances) {
    Tensor each = logDensity(withAxisForComponents(z), means, logVariances);
    return each.add(logWeights).logSumExp(-1);
  }

  /** Latents {@code [..., d]} as {@code [..., 1, d]}, to be broadcast along the new axis. */
  public static Tensor withAxisForComponents(Tensor z) {
    List<Dim> dims = new ArrayList<>(z.shape().dims());
    dims.add(z.shape().rank() - 1, Dim.of(1));
    return z.reshape(new Shape(dims));
  }

  /** Draws one of M components for each row of the batch: one-hot {@code [N, M]}. */
  public static Tensor choose(Tensor logWeights, Context pass) {
    Shape shape = Shape.batch(logWeights.shape().dim(-1).factor());
    Tensor uniform = pass.noise(Noise.Distribution.UNIFORM, shape);
    return Functions.drawOneHot(logWeights, uniform);
  }
}
