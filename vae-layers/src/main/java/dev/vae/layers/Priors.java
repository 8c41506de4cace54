package dev.vae.layers;

import dev.vae.core.plugin.Spec;

/** The built-in priors p(z). */
public final class Priors {
  private Priors() {}

  /** Independent normal dimensions of mean 0 and variance 1. */
  public static Spec standardNormal() {
    return Spec.of("standardNormal");
  }
}
