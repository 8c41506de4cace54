package dev.vae.layers;

import dev.vae.core.plugin.Spec;

/** The built-in likelihoods p(x | z). */
public final class Likelihoods {
  private Likelihoods() {}

  /** 0 or 1, by logits; grey values between count as probabilities. */
  public static Spec bernoulli() {
    return Spec.of("bernoulli");
  }

  /** Normal, with one learned variance. */
  public static Spec gaussian() {
    return gaussian(Variance.LEARNED);
  }

  /** Normal, with a variance of this kind. */
  public static Spec gaussian(Variance variance) {
    return Spec.of("gaussian").with("variance", variance.option());
  }

  /** Normal, with this variance; the value is one of the rows the model sees, after scaling. */
  public static Spec gaussianFixed(double variance) {
    return Spec.of("gaussian").with("variance", "fixed").with("value", variance);
  }

  /** Where a Gaussian's variance comes from. */
  public enum Variance {
    /** One for all, learned. */
    LEARNED("learned"),
    /** One for each column, learned. */
    PER_DIMENSION("perDimension"),
    /** The decoder's, different for every row and column. */
    PER_ELEMENT("perElement");

    private final String option;

    Variance(String option) {
      this.option = option;
    }

    String option() {
      return option;
    }
  }
}
