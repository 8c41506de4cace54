package dev.vae.core.contract;

/**
 * The rules that plugins keep and contracts check. The id in front of a failure is stable from
 * version to version.
 */
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
  /** Use is not training. */
  QUIET(
      "C10",
      "outside training, a layer draws no noise",
      "draw only where pass.training() says so, and give the expectation otherwise; if noise is"
          + " meant, except this rule"),
  /** Nothing is left at its first value. */
  TRAINED(
      "C11",
      "every parameter that is used outside training is trained",
      "use the same parameters, by the same names, in training and outside, and in sample, mean and"
          + " log-density; a number that training does not change is pass.state"),
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
      "compare sample (or draw) with logProb: scale (deviation, variance or precision?), sign,"
          + " parameterisation, normalising constant, and dimensions that share noise"),
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
  /** Rows are independent. */
  OWN_NOISE(
      "D8",
      "every row is drawn with noise of its own",
      "the first axis of pass.noise's shape is the batch: Shape.batch(d), or the shape of a tensor"
          + " that has one, never Shape.of(d) or an axis of length 1"),
  /** Draws of a row are independent. */
  OWN_DRAW(
      "D9",
      "every one of a row's K draws has noise of its own",
      "ask pass.noise for [K, N, d], the mean's shape with K leading axes; noise of [N, d]"
          + " broadcast over K draws one latent K times"),
  /** Elements are independent, dimensions free. */
  OWN_ELEMENT(
      "D10",
      "every element, or latent dimension, is drawn with noise of its own",
      "ask pass.noise for the whole shape, as in pass.noise(NORMAL, mean.shape()), never for one"
          + " number a row; if elements are only distributed jointly, say so by joint(...)"),
  /** Draws could have been rows. */
  SUPPORT(
      "D11",
      "draws lie where support(), or values(...), says that rows do",
      "round or clamp draws into the support: counts whole and not negative, categories among those"
          + " there are; or give the support that the density has"),
  /** What is minimised. */
  LOSS(
      "O1",
      "the loss is a scalar that falls when the log-likelihood rises",
      "the bound is made large, so the loss is its negative, as a mean over rows"),
  /** Batches of any size weigh the same. */
  AVERAGE(
      "O2",
      "the loss is a mean over rows: that of a batch is that of the batch twice over",
      "take mean() or mean(0) over rows where sum() stands"),
  /** Rows are apart. */
  ROWS_APART(
      "O3",
      "the loss of a batch is the mean of its rows' losses",
      "reduce over draws (axis 0 of [K, N]) before rows: Functions.logMeanExp(w, 0).mean(); where"
          + " rows meet by design, as in an MMD, say so by rowsMeet()"),
  /** Close to the prior is better. */
  DIVERGENCE(
      "O4",
      "the loss does not fall when the posterior moves away from the prior",
      "the KL is added to the loss: log q(z | x) - log p(z) with this sign"),
  /** One unit for all objectives. */
  NATS(
      "O5",
      "log-likelihoods one nat higher lower the loss by one",
      "divide by what was summed over, K draws once and N rows once: mean(0).mean(), or"
          + " Functions.logMeanExp; if the likelihood is weighted on purpose, except this rule"),
  /** What was not observed stays out. */
  OBSERVED(
      "O6",
      "the loss sees rows through log-likelihood and posterior alone",
      "x() holds stand-ins where a row was not observed: use logLikelihood(), which leaves them"
          + " out; if only complete rows are meant, except this rule"),
  /** Steps follow from gradients alone. */
  STEPS(
      "P1",
      "the same gradients give the same weights, bit for bit, on one thread or several",
      "compute in scalars() and step() from their arguments alone"),
  /** All that is remembered is saved. */
  RESUMED(
      "P2",
      "a run that was saved and goes on gives the bits of one that did not stop",
      "keep what is remembered from step to step in slots(), never in a field; the number of the"
          + " step is an argument of scalars()"),
  /** It optimizes. */
  DOWNHILL(
      "P3",
      "a hundred steps down a parabola lower the loss",
      "the gradient points uphill: subtract it; and give the contract a rate that fits losses of"
          + " about one"),
  /** Learning rates are numbers. */
  FACTORS(
      "R1",
      "factors are finite and not negative, from the first epoch to the last",
      "mind 0 epochs done, fractions of epochs, and runs of a single epoch"),
  /** Learning rates follow from the epoch. */
  FACTORS_AGAIN(
      "R2",
      "the same epoch has the same factor, whatever was asked before",
      "compute from the arguments alone and keep no state, or a run that goes on takes other"
          + " steps"),
  /** Rows stay what they are. */
  SAME_ROWS(
      "S1",
      "the same text gives the same rows and the same SHA-256, whenever it is opened",
      "order what is listed (folders, tables without ORDER BY), and take seeds from the options"),
  /** Rows have the announced sizes. */
  SIZES(
      "S2",
      "there are as many rows as size() says, of the shape that event() says, and no more",
      "check sizes that a file announces against its length before memory is taken, and row numbers"
          + " in read()"),
  /** Files are given back. */
  CLOSED(
      "S3",
      "no file stays open when rows have been read",
      "open files in try-with-resources; a mapped file needs no open channel"),
  /** Bad input is told. */
  REFUSED(
      "S4",
      "what cannot be read is refused with one clear line that names it",
      "throw DataException with file and place; call text.file(), and text.unknown(option) for"
          + " options that are not known");

  private final String id;
  private final String promise;
  private final String hint;

  Rule(String id, String promise, String hint) {
    this.id = id;
    this.promise = promise;
    this.hint = hint;
  }

  /** Returns the id, such as {@code C7}. */
  public String id() {
    return id;
  }

  /** Returns what must hold, in words. */
  public String promise() {
    return promise;
  }

  /** Returns what is usually wrong where it does not hold. */
  public String hint() {
    return hint;
  }
}
