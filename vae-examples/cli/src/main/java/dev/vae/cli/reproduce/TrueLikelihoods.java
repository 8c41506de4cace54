package dev.vae.cli.reproduce;

import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * The built-in likelihoods in double precision, from their textbook formulas and written for this
 * comparison alone.
 */
final class TrueLikelihoods {
  private static final double LOG_2_PI = Math.log(2 * Math.PI);
  private static final double[] BERNOULLI = {
    1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6
  };

  private TrueLikelihoods() {}

  /**
   * What a distribution is told by.
   *
   * @param heads what a decoder gave for one element, by name
   * @param parameters what the library calls the parameters of its distribution
   * @param options the likelihood's
   */
  record Given(
      Map<String, double[]> heads, Map<String, double[]> parameters, Map<String, Double> options) {
    double head(String name) {
      return heads.get(name)[0];
    }

    double value(String name) {
      return parameters.get(name)[0];
    }

    int option(String name) {
      return options.get(name).intValue();
    }
  }

  /** The distribution that a likelihood should give. */
  static TrueDistribution of(String name, Given g) {
    return switch (name) {
      case "bernoulli" -> TrueDistribution.discrete(0, 1, 1, bernoulli(g.head("logits")));
      case "gaussian" -> real(g.value("mean"), Math.sqrt(g.value("variance")), gaussian());
      case "laplace" -> real(g.value("location"), g.value("scale"), z -> -Math.abs(z) - LOG_2);
      case "logistic" ->
          real(
              g.value("location"),
              g.value("scale"),
              z -> -Math.abs(z) - 2 * softplus(-Math.abs(z)));
      case "studentT" ->
          real(g.value("location"), g.value("scale"), studentT(g.options().get("degrees")));
      case "logNormal" -> logNormal(g.value("location"), g.value("scale"));
      case "exponential" -> gamma(1, g.value("rate"));
      case "gamma" -> gamma(g.value("concentration"), g.value("rate"));
      case "beta" -> beta(g.value("alpha"), g.value("beta"));
      case "continuousBernoulli" -> continuousBernoulli(g.head("logits"));
      case "poisson" -> poisson(g.value("rate"));
      case "binomial" -> binomial(g.option("trials"), g.head("logits"));
      case "negativeBinomial" -> negativeBinomial(g.value("mean"), g.value("dispersion"));
      case "betaBinomial" -> betaBinomial(g.option("trials"), g.value("alpha"), g.value("beta"));
      case "categorical" -> categorical(g.heads().get("logits"));
      case "ordinal" -> ordinal(g.head("location"), g.parameters().get("thresholds"));
      case "discretizedLogistic" ->
          mixture(
              g.option("levels"), new double[1], one(g.value("location")), one(g.value("scale")));
      case "discretizedLogisticMixture" ->
          mixture(
              g.option("levels"),
              g.heads().get("mixtureLogits"),
              g.parameters().get("location"),
              g.parameters().get("scale"));
      default -> throw new IllegalArgumentException("there is no true '" + name + "'");
    };
  }

  private static final double LOG_2 = Math.log(2);

  private static double[] one(double value) {
    return new double[] {value};
  }

  /** log Γ(x) for x above 0: Stirling's series from 20 on (Abramowitz and Stegun, 6.1.40). */
  static double logGamma(double x) {
    double product = 0;
    double z = x;
    for (; z < 20; z++) {
      product += Math.log(z);
    }
    double sum = (z - 0.5) * Math.log(z) - z + 0.5 * LOG_2_PI - product;
    for (int k = 1; k <= BERNOULLI.length; k++) {
      sum += BERNOULLI[k - 1] / (2.0 * k * (2 * k - 1) * Math.pow(z, 2 * k - 1));
    }
    return sum;
  }

  private static double logBeta(double a, double b) {
    return logGamma(a) + logGamma(b) - logGamma(a + b);
  }

  private static double logChoose(double n, double k) {
    return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  private static double times(double count, double log) {
    return count == 0 ? 0 : count * log;
  }

  private static double logSumExp(double[] x) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double v : x) {
      largest = Math.max(largest, v);
    }
    double sum = 0;
    for (double v : x) {
      sum += Math.exp(v - largest);
    }
    return largest + Math.log(sum);
  }

  private static TrueDistribution real(double m, double s, DoubleUnaryOperator standard) {
    DoubleUnaryOperator log = x -> standard.applyAsDouble((x - m) / s) - Math.log(s);
    return TrueDistribution.density(u -> m + s * u, standard, 0, 1, log);
  }

  private static DoubleUnaryOperator gaussian() {
    return z -> -0.5 * (z * z + LOG_2_PI);
  }

  private static DoubleUnaryOperator studentT(double nu) {
    double normaliser = logGamma((nu + 1) / 2) - logGamma(nu / 2) - 0.5 * Math.log(nu * Math.PI);
    return z -> normaliser - (nu + 1) / 2 * Math.log1p(z * z / nu);
  }

  private static TrueDistribution logNormal(double m, double s) {
    DoubleUnaryOperator ofLog = u -> gaussian().applyAsDouble((u - m) / s) - Math.log(s);
    return TrueDistribution.density(
        Math::exp, ofLog, m, s, x -> ofLog.applyAsDouble(Math.log(x)) - Math.log(x));
  }

  private static TrueDistribution gamma(double k, double rate) {
    DoubleUnaryOperator ofLog = u -> k * (u + Math.log(rate)) - rate * Math.exp(u) - logGamma(k);
    double centre = Math.log(k < 1 ? 1 : k) - Math.log(rate);
    return TrueDistribution.density(
        Math::exp,
        ofLog,
        centre,
        1 / Math.sqrt(Math.max(k, 1)),
        x -> ofLog.applyAsDouble(Math.log(x)) - Math.log(x));
  }

  private static TrueDistribution beta(double a, double b) {
    double normaliser = logBeta(a, b);
    DoubleUnaryOperator ofLogit = u -> -a * softplus(-u) - b * softplus(u) - normaliser;
    DoubleUnaryOperator log =
        x -> {
          double inside = Math.min(Math.max(x, 1e-7), 1 - 0x1p-23);
          return (a - 1) * Math.log(inside) + (b - 1) * Math.log1p(-inside) - normaliser;
        };
    double width = Math.sqrt(1 / a + 1 / b);
    return TrueDistribution.density(TrueLikelihoods::sigmoid, ofLogit, Math.log(a / b), width, log);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static TrueDistribution continuousBernoulli(double l) {
    double size = Math.abs(l);
    double constant =
        size < 1e-4 ? LOG_2 + size * size / 12 : Math.log(size) - Math.log(Math.tanh(size / 2));
    DoubleUnaryOperator log =
        x -> constant - size * (l < 0 ? x : 1 - x) - Math.log1p(Math.exp(-size));
    DoubleUnaryOperator ofLogit =
        u -> {
          double less = l < 0 ? sigmoid(u) : sigmoid(-u);
          double slope = -softplus(-u) - softplus(u);
          return constant - size * less - Math.log1p(Math.exp(-size)) + slope;
        };
    double centre = size < 1 ? 0 : -Math.signum(l) * -Math.log(size);
    return TrueDistribution.density(TrueLikelihoods::sigmoid, ofLogit, centre, 1, log);
  }

  private static DoubleUnaryOperator bernoulli(double l) {
    return x -> x == 1 ? -softplus(-l) : -softplus(l);
  }

  private static TrueDistribution poisson(double rate) {
    return TrueDistribution.counts(
        rate,
        Math.sqrt(rate),
        Double.POSITIVE_INFINITY,
        x -> times(x, Math.log(rate)) - rate - logGamma(x + 1));
  }

  private static TrueDistribution binomial(int n, double l) {
    double p = sigmoid(l);
    return TrueDistribution.counts(
        n * p,
        Math.sqrt(n * p * sigmoid(-l)),
        n,
        x -> logChoose(n, x) - times(x, softplus(-l)) - times(n - x, softplus(l)));
  }

  private static TrueDistribution negativeBinomial(double mean, double r) {
    double logP = Math.log(mean / (r + mean));
    double logQ = -Math.log1p(mean / r);
    double deviation = Math.max(Math.sqrt(mean + mean * mean / r), mean / r);
    return TrueDistribution.counts(
        mean,
        deviation,
        Double.POSITIVE_INFINITY,
        x -> logGamma(x + r) - logGamma(r) - logGamma(x + 1) + r * logQ + times(x, logP));
  }

  private static TrueDistribution betaBinomial(int n, double a, double b) {
    double normaliser = logBeta(a, b);
    return TrueDistribution.counts(
        0, n, n, x -> logChoose(n, x) + logBeta(x + a, n - x + b) - normaliser);
  }

  private static TrueDistribution categorical(double[] logits) {
    double all = logSumExp(logits);
    return TrueDistribution.discrete(0, logits.length - 1, 1, x -> logits[(int) x] - all);
  }

  private static TrueDistribution ordinal(double h, double[] thresholds) {
    int last = thresholds.length;
    return TrueDistribution.discrete(
        0,
        last,
        1,
        x -> {
          int k = (int) x;
          return between(
              k == 0 ? Double.NEGATIVE_INFINITY : thresholds[k - 1] - h,
              k == last ? Double.POSITIVE_INFINITY : thresholds[k] - h);
        });
  }

  /** log(σ(b) − σ(a)). */
  private static double between(double a, double b) {
    if (b == Double.POSITIVE_INFINITY) {
      return -softplus(a);
    }
    if (a == Double.NEGATIVE_INFINITY) {
      return -softplus(-b);
    }
    return Math.log(-Math.expm1(a - b)) - softplus(-b) - softplus(a);
  }

  private static TrueDistribution mixture(
      int levels, double[] logits, double[] location, double[] scale) {
    double width = 1.0 / (levels - 1);
    double all = logSumExp(logits);
    DoubleUnaryOperator log =
        x -> {
          long level = Math.round(x / width);
          double[] each = new double[logits.length];
          for (int c = 0; c < each.length; c++) {
            double low = ((level - 0.5) * width - location[c]) / scale[c];
            double high = ((level + 0.5) * width - location[c]) / scale[c];
            each[c] =
                logits[c]
                    - all
                    + between(
                        level == 0 ? Double.NEGATIVE_INFINITY : low,
                        level == levels - 1 ? Double.POSITIVE_INFINITY : high);
          }
          return logSumExp(each);
        };
    return TrueDistribution.discrete(0, 1, width, log);
  }
}
