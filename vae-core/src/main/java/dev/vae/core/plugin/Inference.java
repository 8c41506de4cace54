package dev.vae.core.plugin;

import dev.vae.core.graph.Tensor;
import java.util.Optional;

/** The approximate posterior of every row of a batch. */
public interface Inference {

  /** The mean (or the best single point), {@code [N, d]}. */
  Tensor mean();

  /**
   * The log-variance of every dimension, {@code [N, d]}, where the posterior is a diagonal
   * Gaussian.
   */
  Optional<Tensor> logVariance();

  /** Reparameterised draws with fresh noise. */
  Draw draw(int samples);

  /**
   * Draws from q(z | x).
   *
   * @param z {@code [K, N, d]}
   * @param logProb log q(z | x) in nats, {@code [K, N]}
   */
  record Draw(Tensor z, Tensor logProb) {}
}
