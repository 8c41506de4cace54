package dev.vae.core.sampler;

import java.util.Map;

/** Draws latents to be decoded. The same seed gives the same bits, whatever threads or kernels. */
public interface LatentSampler {

  /** Returns the name it is asked for by, such as {@code gmm}. */
  String name();

  /**
   * Latents {@code [count][latent]}. Row n of a seed is the same however many are drawn.
   *
   * @param count at least 0
   */
  float[][] draw(int count, long seed);

  /**
   * Returns what is known of it, by name, such as {@code logLikelihood}, the mean log-density in
   * nats of the latents it was fitted to; empty where it was not fitted.
   */
  Map<String, Object> facts();
}
