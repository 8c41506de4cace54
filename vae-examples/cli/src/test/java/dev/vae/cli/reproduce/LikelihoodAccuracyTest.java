package dev.vae.cli.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.engine.Engine;
import dev.vae.core.plugin.LikelihoodProvider;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.DiscreteDistribution;
import org.apache.commons.statistics.distribution.ExponentialDistribution;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.LaplaceDistribution;
import org.apache.commons.statistics.distribution.LogNormalDistribution;
import org.apache.commons.statistics.distribution.LogisticDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.PascalDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LikelihoodAccuracyTest {

  @Test
  void everyLikelihoodOfColumnsIsTried() {
    Set<String> tried = new HashSet<>();
    LikelihoodAccuracy.grids().forEach(grid -> tried.add(grid.spec().name()));
    tried.addAll(List.of("composite", "hurdle", "selfMasked")); // whose parts are the others
    assertEquals(LikelihoodAccuracy.plugins().all(LikelihoodProvider.class).keySet(), tried);
  }

  static Stream<LikelihoodAccuracy.Grid> grids() {
    return LikelihoodAccuracy.grids().stream();
  }

  @ParameterizedTest
  @MethodSource("grids")
  void densitiesMeansAndDrawsAreRightToTheirExtremes(LikelihoodAccuracy.Grid grid) {
    LikelihoodErrors errors = LikelihoodErrors.of(grid, 2000, Engine.defaults());
    assertTrue(errors.allowed(), () -> String.join("  ", errors.cells(grid.spec().toString())));
  }

  /** Judges the judge: a density, mean or draw of another distribution is not allowed. */
  @Test
  void whatIsOffIsSeen() {
    LikelihoodAccuracy.Grid grid =
        LikelihoodAccuracy.grids().stream()
            .filter(g -> g.spec().name().equals("poisson"))
            .findFirst()
            .orElseThrow();
    LikelihoodErrors errors =
        LikelihoodErrors.of(
            grid,
            2000,
            Engine.defaults(),
            (name, given) ->
                TrueLikelihoods.of(
                    name,
                    new TrueLikelihoods.Given(
                        given.heads(),
                        Map.of("rate", new double[] {1.001 * given.value("rate")}),
                        given.options())));
    assertTrue(!errors.allowed(), () -> String.join("  ", errors.cells("poisson")));
  }

  @Test
  void continuousTruthAgreesWithCommons() {
    check(truth("gaussian", "mean", -3, "variance", 0.04), NormalDistribution.of(-3, 0.2));
    check(truth("laplace", "location", 5, "scale", 0.01), LaplaceDistribution.of(5, 0.01));
    check(truth("logistic", "location", 5, "scale", 3), LogisticDistribution.of(5, 3));
    check(truth("logNormal", "location", 2, "scale", 0.3), LogNormalDistribution.of(2, 0.3));
    check(truth("exponential", "rate", 0.001), ExponentialDistribution.of(1000));
    for (double k : new double[] {0.05, 1, 20, 8000}) {
      GammaDistribution commons = GammaDistribution.of(k, 1 / 300.0);
      check(truth("gamma", "concentration", k, "rate", 300), commons);
      check(truth("beta", "alpha", k + 3, "beta", 2.7), BetaDistribution.of(k + 3, 2.7));
    }
    for (double degrees : new double[] {3, 40, 1e6}) {
      TrueLikelihoods.Given given =
          new TrueLikelihoods.Given(
              Map.of(),
              Map.of("location", new double[] {0}, "scale", new double[] {1}),
              Map.of("degrees", degrees));
      check(TrueLikelihoods.of("studentT", given), TDistribution.of(degrees));
    }
  }

  private static void check(TrueDistribution ours, ContinuousDistribution commons) {
    assertEquals(1, ours.mass(), 1e-6);
    near(commons.getMean(), ours.mean(), "mean");
    near(commons.getVariance(), ours.variance(), "variance");
    for (double p : new double[] {0.001, 0.2, 0.5, 0.9, 0.9999}) {
      double x = commons.inverseCumulativeProbability(p);
      near(commons.logDensity(x), ours.logProb(x), "log p");
      assertEquals(p, ours.upTo(x), 1e-5);
    }
  }

  @Test
  void discreteTruthAgreesWithCommons() {
    for (double rate : new double[] {0.01, 30, 8000}) {
      check(truth("poisson", "rate", rate), PoissonDistribution.of(rate));
    }
    for (int n : new int[] {1, 20, 100_000}) {
      TrueLikelihoods.Given given =
          new TrueLikelihoods.Given(
              Map.of("logits", new double[] {-1.5}), Map.of(), Map.of("trials", (double) n));
      TrueDistribution ours = TrueLikelihoods.of("binomial", given);
      check(ours, BinomialDistribution.of(n, 1 / (1 + Math.exp(1.5))));
    }
    // of 7 successes with chance 0.02 each: the mean of failures is 7 · 0.98 / 0.02
    check(truth("negativeBinomial", "mean", 343, "dispersion", 7), PascalDistribution.of(7, 0.02));
  }

  private static void check(TrueDistribution ours, DiscreteDistribution commons) {
    assertEquals(1, ours.mass(), 1e-6);
    near(commons.getMean(), ours.mean(), "mean");
    near(commons.getVariance(), ours.variance(), "variance");
    for (double p : new double[] {0.001, 0.2, 0.5, 0.9, 0.9999}) {
      int x = commons.inverseCumulativeProbability(p);
      near(commons.logProbability(x), ours.logProb(x), "log p");
      assertEquals(commons.cumulativeProbability(x), ours.upTo(x), 1e-9);
    }
  }

  /** Sums of products, and one beta-binomial that is uniform. */
  @Test
  void betaBinomialTruthHasItsMoments() {
    for (double[] ab : new double[][] {{1, 1}, {0.001, 0.001}, {3, 500}}) {
      TrueLikelihoods.Given given =
          new TrueLikelihoods.Given(
              Map.of(),
              Map.of("alpha", new double[] {ab[0]}, "beta", new double[] {ab[1]}),
              Map.of("trials", 10.0));
      TrueDistribution ours = TrueLikelihoods.of("betaBinomial", given);
      double sum = ab[0] + ab[1];
      double p = ab[0] / sum;
      near(10 * p, ours.mean(), "mean");
      near(10 * p * (1 - p) * (sum + 10) / (sum + 1), ours.variance(), "variance");
      if (sum == 2) {
        near(-Math.log(11), ours.logProb(4), "log p");
      }
    }
  }

  private static void near(double expected, double actual, String what) {
    assertEquals(expected, actual, 1e-8 * Math.max(1, Math.abs(expected)), what);
  }

  private static TrueDistribution truth(String name, Object... parameters) {
    Map<String, double[]> map = new HashMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      double value = ((Number) parameters[i + 1]).doubleValue();
      map.put((String) parameters[i], new double[] {value});
    }
    return TrueLikelihoods.of(name, new TrueLikelihoods.Given(Map.of(), map, Map.of()));
  }
}
