package dev.vae.layers;

import dev.vae.core.plugin.Spec;

/** The built-in approximate posteriors q(z | x). */
public final class Posteriors {
  private Posteriors() {}

  /** A Gaussian with diagonal covariance; mean and log-variance are dense layers. */
  public static Spec gaussian() {
    return Spec.of("gaussian");
  }

  /** A Gaussian whose variances are learned, one for each dimension, the same for all rows. */
  public static Spec gaussianShared() {
    return Spec.of("gaussian").with("variance", "shared");
  }
}
