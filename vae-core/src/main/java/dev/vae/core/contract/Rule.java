package dev.vae.core.contract;

/** What every plugin promises. The id in front of a failure is stable from version to version. */
public enum Rule {
  /** The look-up by name finds it. */
  FOUND(
      "C1",
      "it is found by its name, on the class path and on the module path",
      "list the provider in module-info's 'provides' and in META-INF/services; the class and its"
          + " constructor without arguments must be public"),
  /** It can be made from its options. */
  CREATED(
      "C2",
      "it is made from its spec",
      "read every option in create(), not later, and refuse only what is impossible"),
  /** The spec is all there is to save. */
  ROUND_TRIP(
      "C3",
      "its spec survives being written as JSON and read again",
      "use finite numbers, texts, flags, specs and lists of these as options"),
  /** Nothing but spec and seed decides. */
  REPEATABLE(
      "C4",
      "the same spec and seed give the same graph and the same parameters",
      "take random numbers from pass.noise and Initializer alone, and keep no state between calls"),
  /** What the interface says of shapes. */
  SHAPES(
      "C5",
      "shapes are as the interface says, for N rows and for 2N",
      "take lengths from the operands' shapes, never from a number of rows; keep the first axis"),
  /** Outside training, a row stands for itself. */
  ROWS(
      "C6",
      "what a row gives does not depend on the other rows of its batch",
      "reduce over axis 0 in training only, and use a running statistic from pass.state otherwise"),
  /** The graph is differentiated rightly. */
  GRADIENTS(
      "C7",
      "gradients equal finite differences",
      "stopGradient or a step function hides a dependence; if that is meant, except this rule"),
  /** No overflow, no division by zero. */
  FINITE(
      "C8",
      "results and gradients are finite for extreme values, in single precision",
      "use Functions.softLimit on log-variances and other exponents, log-densities on logits, and"
          + " guard the argument (not the result) of log, sqrt and division"),
  /** Exports are right. */
  EXPORTED(
      "C9",
      "the exported graph gives what the engine gives; checked where vae-export is present",
      "values far apart in size cancel in single precision: keep them in range, and log-densities"
          + " in logarithms"),
  /** A density is a density. */
  NORMALISED(
      "D1",
      "the density integrates, or the probabilities sum, to one",
      "check the normalising constant, and that support() tells where the density is; discrete"
          + " values other than counts are given by values(...)"),
  /** Masks work. */
  ELEMENTS(
      "D2",
      "the log-density of an element depends on no other element",
      "logProb gives one number for each element and sums nothing; if elements are only distributed"
          + " jointly, say so by joint(...)"),
  /** Draws follow the density. */
  DRAWS(
      "D3",
      "draws follow the log-density",
      "compare sample (or draw) with logProb: scale or variance, sign, and parameterisation"),
  /** Draws have the mean. */
  MEAN(
      "D4",
      "the mean of draws, and of the density, is what mean() says",
      "mean() is the expectation under the density, not a parameter of it"),
  /** The closed form is right. */
  KL(
      "D5",
      "the closed form of KL(q || p) equals its mean over draws",
      "KL(N(m, v) || N(0, 1)) is (m² + v − 1 − log v) / 2 for each dimension"),
  /** A density given twice is the same. */
  DENSITY(
      "D6",
      "logProb(z) of a draw is the log-density that the draw came with",
      "after a change of variables, both need the log-determinant; leave logProb empty where it has"
          + " no closed form"),
  /** What was not observed stays out. */
  MASKED(
      "D7",
      "an unobserved element contributes nothing to the sum of log-densities or its gradients",
      "an ordinary value stands for an unobserved one: 0, or for a unit interval 0.5, or above 0"
          + " 1; density and gradient must be finite there, whatever the heads"),
  /** What is minimised. */
  LOSS(
      "O1",
      "the loss is a scalar that falls when the log-likelihood rises",
      "the bound is made large, so the loss is its negative, as a mean over rows");

  private final String id;
  private final String promise;
  private final String hint;

  Rule(String id, String promise, String hint) {
    this.id = id;
    this.promise = promise;
    this.hint = hint;
  }

  /** The id, such as {@code C7}. */
  public String id() {
    return id;
  }

  /** What must hold, in words. */
  public String promise() {
    return promise;
  }

  /** What is usually wrong where it does not hold. */
  public String hint() {
    return hint;
  }
}
