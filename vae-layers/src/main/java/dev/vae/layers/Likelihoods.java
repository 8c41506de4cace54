package dev.vae.layers;

import dev.vae.core.plugin.Spec;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The built-in likelihoods p(x | z). */
public final class Likelihoods {
  private Likelihoods() {}

  /** Returns 0 or 1, by logits; grey values between count as probabilities. */
  public static Spec bernoulli() {
    return Spec.of("bernoulli");
  }

  /** Returns normal, with one learned variance. */
  public static Spec gaussian() {
    return gaussian(Variance.LEARNED);
  }

  /** Returns normal, with a variance of this kind. */
  public static Spec gaussian(Variance variance) {
    Objects.requireNonNull(variance, "variance");
    return Spec.of("gaussian").with("variance", variance.option());
  }

  /**
   * Returns normal, with this variance; the value is one of the rows the model sees, after scaling.
   */
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

  /**
   * Returns Laplace: location and scale of every element, sharper and with longer tails than a
   * Gaussian.
   */
  public static Spec laplace() {
    return Spec.of("laplace");
  }

  /** Returns logistic: location and scale of every element. */
  public static Spec logistic() {
    return Spec.of("logistic");
  }

  /** Returns Student's t with 4 degrees of freedom: outliers cost little. */
  public static Spec studentT() {
    return Spec.of("studentT");
  }

  /** Returns exponential, for values above 0. */
  public static Spec exponential() {
    return Spec.of("exponential");
  }

  /** Returns gamma, for values above 0. */
  public static Spec gamma() {
    return Spec.of("gamma");
  }

  /** Returns log-normal, for values above 0 over orders of magnitude. */
  public static Spec logNormal() {
    return Spec.of("logNormal");
  }

  /** Returns beta, for values between 0 and 1. */
  public static Spec beta() {
    return Spec.of("beta");
  }

  /** Continuous Bernoulli, a density for grey values between 0 and 1. */
  public static Spec continuousBernoulli() {
    return Spec.of("continuousBernoulli");
  }

  /** Returns Poisson, for counts. */
  public static Spec poisson() {
    return Spec.of("poisson");
  }

  /** Returns negative binomial, for counts that vary more than Poisson's. */
  public static Spec negativeBinomial() {
    return Spec.of("negativeBinomial");
  }

  /** Returns binomial, for counts out of a number of trials. */
  public static Spec binomial(int trials) {
    return Spec.of("binomial").with("trials", trials);
  }

  /**
   * Returns beta-binomial, for counts out of a number of trials that vary more than the binomial's.
   */
  public static Spec betaBinomial(int trials) {
    return Spec.of("betaBinomial").with("trials", trials);
  }

  /** Returns one of several unordered categories, given by number. */
  public static Spec categorical(int categories) {
    return Spec.of("categorical").with("categories", categories);
  }

  /** Returns one of several ordered categories, given by number. */
  public static Spec ordinal(int categories) {
    return Spec.of("ordinal").with("categories", categories);
  }

  /** Probabilities of 256 grey levels between 0 and 1, from a logistic variable. */
  public static Spec discretizedLogistic() {
    return Spec.of("discretizedLogistic");
  }

  /** Probabilities of 256 grey levels between 0 and 1, from a mixture of logistic variables. */
  public static Spec discretizedLogisticMixture(int components) {
    return Spec.of("discretizedLogisticMixture").with("components", components);
  }

  /**
   * Returns a likelihood of values that are missing by their own size, p(missing | x) = sigmoid(w x
   * + b) (Ipsen et al. 2021).
   *
   * @param values the likelihood of the values, such as {@link #gaussian}
   * @param missing which are missing more often: {@code high}, {@code low} or {@code either}
   */
  public static Spec selfMasked(Spec values, String missing) {
    return Spec.of("selfMasked").with("likelihood", values).with("missing", missing);
  }

  /**
   * Returns values of which some single ones have a probability and all others a density, such as
   * amounts of which many are 0.
   *
   * @param others the likelihood of values that are no spike, such as {@link #gaussian}
   * @param at the single values, the same for every column
   */
  public static Spec hurdle(Spec others, double... at) {
    Objects.requireNonNull(at, "at");
    List<Double> spikes = Arrays.stream(at).boxed().toList();
    return Spec.of("hurdle").with("likelihood", others).with("at", spikes);
  }

  /**
   * Returns a likelihood of its own for each column or block of columns; see {@link #of(Spec,
   * Object...)}. A part without columns takes those that no other has.
   */
  public static Spec composite(Spec... parts) {
    Objects.requireNonNull(parts, "parts");
    return Spec.of("composite").with("parts", Arrays.asList(parts));
  }

  /**
   * Returns a part of {@link #composite}: a likelihood and its columns, each a number from 0, a
   * range such as {@code "4-9"}, or a name in the model's schema.
   */
  public static Spec of(Spec likelihood, Object... columns) {
    Objects.requireNonNull(likelihood, "likelihood");
    Objects.requireNonNull(columns, "columns");
    return likelihood.with("columns", Arrays.asList(columns));
  }
}
