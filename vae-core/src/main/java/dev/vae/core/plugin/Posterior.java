package dev.vae.core.plugin;

import dev.vae.core.graph.Tensor;

/** q(z | x): turns what the encoder gives into a distribution over latents. */
public interface Posterior {

  /**
   * Returns the approximate posterior of every row.
   *
   * @param features what the encoder gives, {@code [N, ...]}
   * @param latent the number of latent dimensions d
   * @param pass gives parameters, and noise for draws
   */
  Inference infer(Tensor features, int latent, Context pass);
}
