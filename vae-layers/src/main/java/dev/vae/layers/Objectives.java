package dev.vae.layers;

import dev.vae.core.plugin.Spec;

/** The built-in objectives. */
public final class Objectives {
  private Objectives() {}

  /** The negative evidence lower bound, with one draw of z for each row. */
  public static Spec elbo() {
    return Spec.of("elbo");
  }

  /** The same with β times the KL. */
  public static Spec elbo(double beta) {
    return elbo().with("beta", beta);
  }

  /** The negative importance-weighted bound of so many draws of z for each row. */
  public static Spec iwae(int samples) {
    return Spec.of("iwae").with("samples", samples);
  }

  /** The same with the doubly-reparameterised gradient. */
  public static Spec doublyReparameterizedIwae(int samples) {
    return iwae(samples).with("gradient", "doublyReparameterized");
  }
}
