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

  /** A Gaussian with full covariance. */
  public static Spec fullCovariance() {
    return Spec.of("fullCovariance");
  }

  /** A diagonal Gaussian bent by planar flows. */
  public static Spec planar(int steps) {
    return Spec.of("planar").with("steps", steps);
  }

  /** A diagonal Gaussian followed by inverse autoregressive flows. */
  public static Spec inverseAutoregressive(int steps) {
    return Spec.of("inverseAutoregressive").with("steps", steps);
  }

  /** A single point: the plain auto-encoder, to compare with. */
  public static Spec deterministic() {
    return Spec.of("deterministic");
  }
}
