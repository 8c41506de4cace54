package dev.vae.core.plugin;

import dev.vae.core.graph.Tensor;
import java.util.Optional;

/** p(z): the log-density of latents, and samples of them. */
public interface Prior {

  /** Returns log p(z) in nats: {@code [..., d]} gives {@code [...]}. */
  Tensor logProb(Tensor z, Context pass);

  /** Draws with fresh noise, one for each row of the batch: {@code [N, d]}. */
  Tensor sample(int latent, Context pass);

  /**
   * Returns KL(q || p) of every row and dimension in nats, {@code [N, d]}, where it has a closed
   * form. Where dimensions of q depend on each other, that of each given those before it, so that
   * their sum is the whole.
   */
  default Optional<Tensor> kl(Inference q, Context pass) {
    return Optional.empty();
  }
}
