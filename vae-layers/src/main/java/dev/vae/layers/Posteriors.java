package dev.vae.layers;

import dev.vae.core.plugin.Spec;

/** The built-in approximate posteriors q(z | x). */
public final class Posteriors {
  private Posteriors() {}

  /** Returns a Gaussian with diagonal covariance; mean and log-variance are dense layers. */
  public static Spec gaussian() {
    return Spec.of("gaussian");
  }

  /**
   * Returns a Gaussian whose variances are learned, one for each dimension, the same for all rows.
   */
  public static Spec gaussianShared() {
    return Spec.of("gaussian").with("variance", "shared");
  }

  /** Returns a Gaussian with full covariance. */
  public static Spec fullCovariance() {
    return Spec.of("fullCovariance");
  }

  /** Returns a diagonal Gaussian bent by planar flows. */
  public static Spec planar(int steps) {
    return Spec.of("planar").with("steps", steps);
  }

  /** Returns a diagonal Gaussian followed by inverse autoregressive flows. */
  public static Spec inverseAutoregressive(int steps) {
    return Spec.of("inverseAutoregressive").with("steps", steps);
  }

  /** Returns a single point: the plain auto-encoder, to compare with. */
  public static Spec deterministic() {
    return Spec.of("deterministic");
  }
}
