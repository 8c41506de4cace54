package dev.vae.tests.serve;

import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Spec;
import dev.vae.core.spec.VaeSpec;
import dev.vae.data.Dataset;
import dev.vae.layers.Layers;

/** A model of digits that is small and was never trained, for pages that show one. */
final class LittleDigits {
  private LittleDigits() {}

  /** A model of rows of 28 x 28 pixels, with three latents. */
  static Vae of(Dataset rows) {
    return Vae.builder(
            VaeSpec.builder()
                .event(28, 28, 1)
                .latent(3)
                .encoder(Layers.flatten(), Layers.dense(8), Layers.tanh())
                .decoder(Layers.dense(784), Layers.unflatten(28, 28, 1))
                .likelihood(Spec.of("bernoulli"))
                .build())
        .data(rows)
        .seed(1)
        .build();
  }
}
