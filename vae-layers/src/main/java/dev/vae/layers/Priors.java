package dev.vae.layers;

import dev.vae.core.plugin.Spec;

/** The built-in priors p(z). */
public final class Priors {
  private Priors() {}

  /** Returns independent normal dimensions of mean 0 and variance 1. */
  public static Spec standardNormal() {
    return Spec.of("standardNormal");
  }

  /** Returns independent normal dimensions with learned means and variances. */
  public static Spec normal() {
    return Spec.of("normal");
  }

  /** Returns independent normal dimensions whose means and variances depend on the condition. */
  public static Spec conditionalNormal() {
    return Spec.of("conditionalNormal");
  }

  /** Returns a learned mixture of diagonal Gaussians. */
  public static Spec gaussianMixture(int components) {
    return Spec.of("gaussianMixture").with("components", components);
  }

  /** Returns a standard normal variable sent through learned affine couplings. */
  public static Spec flow(int steps) {
    return Spec.of("flow").with("steps", steps);
  }

  /** Returns a mixture of the posteriors of learned pseudo-inputs, which may be any numbers. */
  public static Spec vampPrior(int components) {
    return Spec.of("vampPrior").with("components", components);
  }

  /** Returns the same with pseudo-inputs kept between 0 and 1, for images. */
  public static Spec vampPriorOfImages(int components) {
    return vampPrior(components).with("range", "unit");
  }
}
