package dev.vae.core.contract;

import static dev.vae.core.contract.Findings.require;

import dev.vae.core.contract.bench.GaussianProposal;
import dev.vae.core.contract.bench.Significance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * Whether draws of latents follow a log-density that is known at the draws, and perhaps at any
 * point. It is compared with normal densities h in several places.
 *
 * @param draws rows of width d
 * @param d how many dimensions
 * @param logDensity at the draws
 * @param what the density in words
 */
record DrawRules(double[] draws, int d, double[] logDensity, String what) {
  /** How many draws rules on latents look at. */
  static final int DRAWS = 40_000;

  /** How many deviations from the middle the other places are. */
  private static final double AWAY = 0.7;

  /** Differences this small are not told. */
  private static final double SMALL = 1e-3;

  /** Whether all draws are the same: there is no density. */
  boolean isPoint() {
    for (int i = d; i < draws.length; i++) {
      if (Math.abs(draws[i] - draws[i % d]) > 1e-9 * (1e-3 + Math.abs(draws[i]))) {
        return false;
      }
    }
    return true;
  }

  /** Draws can go in every direction. */
  void free() {
    require(
        GaussianProposal.fit(draws, d) != null,
        "the draws of "
            + d
            + " dimensions lie in fewer: some of these are the same, add up to a constant, or do"
            + " not move, such as "
            + Arrays.toString(Arrays.copyOf(draws, d))
            + " and "
            + Arrays.toString(Arrays.copyOfRange(draws, d, 2 * d))
            + "; limit none");
  }

  private List<GaussianProposal> places() {
    List<GaussianProposal> places = new ArrayList<>();
    GaussianProposal middle = GaussianProposal.fit(draws, d);
    places.add(middle);
    for (int axis = 0; axis < d; axis++) {
      places.add(middle.moved(axis, AWAY));
      places.add(middle.moved(axis, -AWAY));
    }
    return places;
  }

  /**
   * For a density p known at its draws z alone: the mean of h(z) / p(z) is ∫ h = 1, whatever p is,
   * if p is normalised and the draws are its own.
   */
  void check() {
    List<GaussianProposal> places = places();
    for (GaussianProposal h : places) {
      double[] logs = h.logDensity(draws);
      double[] ratios = new double[logs.length];
      Arrays.setAll(ratios, n -> Math.exp(logs[n] - logDensity[n]));
      Average ratio = Average.of(ratios);
      ratio.require(
          1,
          Significance.standardErrors(places.size()),
          SMALL,
          "the mean of h(z) / p(z) over draws z, where ∫ h = 1 and p is " + what);
    }
  }

  /**
   * For a density p known everywhere: ∫ p h / (p + h) is the mean of h / (p + h) over draws of p,
   * and that of p / (p + h) over draws of h. Both are bounded, however heavy the tails and far
   * apart the modes of p.
   */
  void check(UnaryOperator<double[]> logDensityOf, Random random) {
    List<GaussianProposal> places = places();
    for (GaussianProposal h : places) {
      double[] others = h.draw(draws.length / d, random);
      double[] there = logDensityOf.apply(others);
      Average ours = Average.of(shares(h.logDensity(draws), logDensity));
      Average theirs = Average.of(shares(there, h.logDensity(others)));
      double error = Math.hypot(ours.error(), theirs.error());
      double limit = Significance.standardErrors(places.size()) * error + SMALL * theirs.value();
      require(
          Math.abs(ours.value() - theirs.value()) <= limit,
          String.format(
              Locale.ROOT,
              "∫ p h / (p + h) is %.5g by draws of p, which is %s, and %.5g by draws of a normal"
                  + " density h; apart by %.2g, limit %.2g",
              ours.value(),
              what,
              theirs.value(),
              Math.abs(ours.value() - theirs.value()),
              limit));
    }
  }

  /** a / (a + b) of logarithms. */
  private static double[] shares(double[] a, double[] b) {
    double[] shares = new double[a.length];
    Arrays.setAll(shares, i -> 1 / (1 + Math.exp(b[i] - a[i])));
    return shares;
  }

  /**
   * A mean with its standard error.
   *
   * @param error of the mean
   */
  record Average(double value, double error) {
    static Average of(double[] values) {
      double average = Arrays.stream(values).average().orElseThrow();
      double squares = Arrays.stream(values).map(v -> (v - average) * (v - average)).sum();
      return new Average(average, Math.sqrt(squares) / values.length);
    }

    /** Throws if it is further from what is expected than so many standard errors and some. */
    void require(double expected, double errors, double tolerance, String what) {
      double limit = errors * error + tolerance;
      Findings.require(
          Math.abs(value - expected) <= limit,
          String.format(
              Locale.ROOT, "%s: %.5g instead of %.5g, limit ± %.2g", what, value, expected, limit));
    }
  }
}
