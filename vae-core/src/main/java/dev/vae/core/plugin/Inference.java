package dev.vae.core.plugin;

import dev.vae.core.graph.Tensor;
import java.util.Optional;

/** The approximate posterior of every row of a batch. */
public interface Inference {

  /** Returns the mean (or the best single point), {@code [N, d]}. */
  Tensor mean();

  /**
   * Returns the log-variance of every dimension, {@code [N, d]}, where the posterior is a diagonal
   * Gaussian.
   */
  Optional<Tensor> logVariance();

  /**
   * Returns the spread of a Gaussian posterior, whose dimensions may depend on each other: what its
   * KL against a normal prior takes. Empty where the posterior is no Gaussian.
   */
  default Optional<Spread> spread() {
    return logVariance().map(v -> new Spread(v.exp(), v));
  }

  /**
   * Returns the log-density in nats of every dimension of any latents by itself, that is of its
   * marginal distribution; known for a diagonal Gaussian. Empty where there is no closed form.
   *
   * @param z any shape that broadcasts to or with {@code [N, d]}: {@code [K, N, d]} gives {@code
   *     [K, N, d]}, {@code [N, 1, d]} gives the densities of every row's latents under every row's
   *     posterior, {@code [N, N, d]}
   */
  default Optional<Tensor> marginalLogProb(Tensor z) {
    return logVariance()
        .map(
            v -> {
              Tensor distance = z.sub(mean()).square().mul(v.neg().exp());
              return distance.add(v).add(Math.log(2 * Math.PI)).mul(-0.5);
            });
  }

  /**
   * Returns log q(z | x) in nats of any latents; empty where there is no closed form, as for flows
   * that cannot be inverted.
   *
   * @param z as for {@link #marginalLogProb}; the result has no last axis
   */
  default Optional<Tensor> logProb(Tensor z) {
    return logVariance()
        .map(
            v -> {
              // what does not depend on z is summed apart: z may have many more axes
              Tensor distance = z.sub(mean()).square().mul(v.neg().exp()).sum(-1);
              return distance.add(v.add(Math.log(2 * Math.PI)).sum(-1)).mul(-0.5);
            });
  }

  /**
   * How a Gaussian is spread out.
   *
   * @param variance of every dimension by itself, {@code [N, d]}: the diagonal of the covariance
   * @param conditionalLogVariance the log-variance of every dimension where those before it are
   *     known, {@code [N, d]}: twice the logarithm of the diagonal of the covariance's Cholesky
   *     factor
   */
  record Spread(Tensor variance, Tensor conditionalLogVariance) {}

  /** Returns reparameterised draws with fresh noise. */
  Draw draw(int samples);

  /**
   * Draws from q(z | x).
   *
   * @param z {@code [K, N, d]}
   * @param logProb log q(z | x) in nats, {@code [K, N]}
   */
  record Draw(Tensor z, Tensor logProb) {}
}
