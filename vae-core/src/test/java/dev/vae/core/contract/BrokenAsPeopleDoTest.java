package dev.vae.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.vae.core.contract.BrokenParts.Sharing;
import dev.vae.core.graph.Noise;
import dev.vae.core.plugin.Distribution;
import dev.vae.core.plugin.Support;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Mistakes that are made in practice: told by one rule, with what to do, for any random numbers.
 */
class BrokenAsPeopleDoTest {
  private static final int SEEDS = 3;

  /**
   * What is to be said.
   *
   * @param found words of the finding
   * @param hint words of the hint
   */
  private record Told(Contract<?> contract, Rule rule, String found, String hint) {}

  private static final Map<String, Told> MISTAKES = new LinkedHashMap<>();

  private static void mistake(
      String name, Contract<?> contract, Rule rule, String found, String hint) {
    MISTAKES.put(name, new Told(contract, rule, found, hint));
  }

  static {
    shared();
    draws();
    layers();
    objectives();
  }

  private static void shared() {
    String batch = "first axis of pass.noise's shape is the batch";
    String whole = "whole shape";
    String rows = "of 4 rows, limit 1";
    mistake("prior, noise of rows", BrokenParts.prior(Sharing.ROWS), Rule.OWN_NOISE, rows, batch);
    mistake(
        "posterior, noise of rows",
        BrokenParts.posterior(Sharing.ROWS),
        Rule.OWN_NOISE,
        rows,
        batch);
    mistake(
        "likelihood, noise of rows",
        BrokenParts.likelihood(Sharing.ROWS),
        Rule.OWN_NOISE,
        rows,
        batch);
    mistake(
        "posterior, noise of draws",
        BrokenParts.posterior(Sharing.DRAWS),
        Rule.OWN_DRAW,
        "moves draws [0, 1, 2] of a row",
        "[K, N, d]");
    mistake(
        "prior, noise of dimensions",
        BrokenParts.prior(Sharing.ELEMENTS),
        Rule.OWN_ELEMENT,
        "lie in fewer",
        whole);
    mistake(
        "posterior, noise of dimensions",
        BrokenParts.posterior(Sharing.ELEMENTS),
        Rule.OWN_ELEMENT,
        "lie in fewer",
        whole);
    mistake(
        "likelihood, noise of elements",
        BrokenParts.likelihood(Sharing.ELEMENTS),
        Rule.OWN_ELEMENT,
        "moves elements [0, 1, 2] of a row",
        whole);
    mistake(
        "likelihood, right margins, elements correlated",
        BrokenParts.likelihood(Sharing.ELEMENTS_SOME),
        Rule.OWN_ELEMENT,
        "moves elements [0, 1, 2] of a row",
        whole);
    String share = "dimensions that share noise";
    mistake(
        "prior, right margins, dimensions correlated",
        BrokenParts.prior(Sharing.ELEMENTS_SOME),
        Rule.DRAWS,
        "",
        share);
    mistake(
        "posterior, right margins, dimensions correlated",
        BrokenParts.posterior(Sharing.ELEMENTS_SOME),
        Rule.DRAWS,
        "",
        share);
  }

  private static void draws() {
    Map<String, double[]> off = new LinkedHashMap<>();
    off.put("10 % too wide", new double[] {1.1, 0});
    off.put("10 % too narrow", new double[] {0.9, 0});
    off.put("a tenth of a deviation too high", new double[] {1, 0.1});
    String scale = "compare sample (or draw) with logProb: scale";
    List<String> words = List.of("wider", "narrower", "higher");
    int at = 0;
    for (String how : off.keySet()) {
      double[] by = off.get(how);
      mistake(
          "likelihood, draws " + how,
          BrokenParts.gaussian((h, e) -> h.add(e.mul(by[0])).add(by[1])),
          Rule.DRAWS,
          "draws are " + words.get(at++) + " than the density says",
          scale);
      mistake(
          "prior, draws " + how,
          BrokenParts.prior(Sharing.NONE, by[0], by[1], 1),
          Rule.DRAWS,
          "by draws of p",
          scale);
      mistake(
          "posterior, draws " + how,
          BrokenParts.posterior(Sharing.NONE, by[0], by[1], 0),
          Rule.DRAWS,
          "by draws of p",
          scale);
    }
    mistake(
        "likelihood, exponential draws 10 % too long",
        BrokenParts.likelihood(
            Support.POSITIVE, (h, pass) -> BrokenParts.exponentialOfScale(h, pass, 1.1)),
        Rule.DRAWS,
        "draws are higher",
        scale);
    mistake(
        "likelihood, draws that ignore the heads",
        BrokenParts.gaussian((h, e) -> e),
        Rule.DRAWS,
        "than the density says",
        scale);
    mistake(
        "likelihood, the mean of another parameterisation",
        BrokenParts.likelihood(
            Support.POSITIVE,
            (h, pass) -> {
              Distribution right = BrokenParts.exponentialOfScale(h, pass, 1);
              return Distribution.of(
                  right::logProb, right.mean().pow(-1), right.sample(), Map.of());
            }),
        Rule.MEAN,
        "the integral of x p(x)",
        "expectation under the density");
    mistake(
        "likelihood, some draws below zero",
        BrokenParts.likelihood(Support.POSITIVE, BrokenParts::belowZero),
        Rule.SUPPORT,
        "are not above 0",
        "clamp draws into the support");
    mistake(
        "likelihood, draws between 0 and 1 for binary values",
        BrokenParts.likelihood(
            Support.BINARY,
            (h, pass) ->
                Distribution.of(
                    x -> x.mul(h).sub(h.softplus()),
                    h.sigmoid(),
                    pass.noise(Noise.Distribution.UNIFORM, h.shape()),
                    Map.of())),
        Rule.SUPPORT,
        "are not 0 or 1",
        "round or clamp draws");
    mistake(
        "posterior, log-density of draws off by a tenth of a nat",
        BrokenParts.posterior(Sharing.NONE, 1, 0, 0.1),
        Rule.DRAWS,
        "where ∫ h = 1",
        "normalising constant");
    mistake(
        "prior, a kl of its own",
        BrokenParts.prior(Sharing.NONE, 1, 0, 1.02),
        Rule.KL,
        "log q − log p",
        "(m² + v − 1 − log v) / 2");
    mistake(
        "likelihood, a logarithm of 0, compared with another runtime",
        BrokenParts.likelihood(Support.BINARY, BrokenParts::logOfZero).runtime(new WrongRuntime(0)),
        Rule.FINITE,
        "-Infinity for",
        "guard the argument");
  }

  private static void layers() {
    mistake(
        "layer, noisy outside training",
        BrokenParts.layer(BrokenParts::noisy),
        Rule.QUIET,
        "limit 0",
        "only where pass.training()");
    mistake(
        "layer, another parameter outside training",
        BrokenParts.layer(BrokenParts::ofAnotherParameter),
        Rule.TRAINED,
        "'wieght'",
        "same parameters, by the same names");
    mistake(
        "layer, keeps a tensor between traces",
        BrokenParts.layerOf(BrokenParts::remembering),
        Rule.REPEATABLE,
        "Exception",
        "keep no state between calls");
    mistake(
        "layer, mixes rows outside training",
        BrokenParts.layer((x, pass) -> x.sub(x.mean(0))),
        Rule.ROWS,
        "alone and",
        "reduce over axis 0 in training only");
    mistake(
        "layer, reads the size of the batch",
        BrokenParts.layer((x, pass) -> x.div(pass.graph().rows())),
        Rule.ROWS,
        "in a batch of 3",
        "");
  }

  private static void objectives() {
    String mean = "take mean() or mean(0) over rows";
    String apart = "reduce over draws (axis 0 of [K, N]) before rows";
    String nats = "divide by what was summed over";
    mistake(
        "objective, a sum over rows",
        BrokenParts.objective(1, BrokenParts::summed),
        Rule.AVERAGE,
        "for these twice over",
        mean);
    mistake(
        "objective, a sum of KLs",
        BrokenParts.objective(1, BrokenParts::summedKl),
        Rule.AVERAGE,
        "without log-likelihoods",
        mean);
    mistake(
        "objective, a sum of KLs where rows meet",
        BrokenParts.objective(1, BrokenParts::summedKl).rowsMeet(),
        Rule.AVERAGE,
        "without log-likelihoods",
        mean);
    mistake(
        "objective, rows in a logMeanExp",
        BrokenParts.objective(3, BrokenParts::pooled),
        Rule.ROWS_APART,
        "log-likelihood of row 0 counts",
        apart);
    mistake(
        "objective, rows in a logMeanExp where rows meet",
        BrokenParts.objective(3, BrokenParts::pooled).rowsMeet(),
        Rule.ROWS_APART,
        "log-likelihood of row 0 counts",
        apart);
    mistake(
        "objective, rows that meet unsaid",
        BrokenParts.objective(1, BrokenParts::mixing),
        Rule.ROWS_APART,
        "the mean of their losses",
        "rowsMeet()");
    mistake(
        "objective, the KL with the wrong sign",
        BrokenParts.objective(1, BrokenParts::wrongSign),
        Rule.DIVERGENCE,
        "two deviations away",
        "added to the loss");
    mistake(
        "objective, the KL of draws with the wrong sign",
        BrokenParts.objective(3, BrokenParts::wrongSignOfDraws),
        Rule.DIVERGENCE,
        "two deviations away",
        "added to the loss");
    mistake(
        "objective, a sum over draws",
        BrokenParts.objective(3, BrokenParts::overDraws),
        Rule.NATS,
        "by -3.00000, limit -1",
        nats);
    mistake(
        "objective, divided by draws twice",
        BrokenParts.objective(3, BrokenParts::overDrawsTwice),
        Rule.NATS,
        "by -0.333333, limit -1",
        nats);
    mistake(
        "objective, draws weighted thrice",
        BrokenParts.objective(3, BrokenParts::logSum),
        Rule.NATS,
        "by -3.00000, limit -1",
        nats);
    mistake(
        "objective, sees rows past the mask",
        BrokenParts.objective(1, BrokenParts::ofRows),
        Rule.OBSERVED,
        "other rows x",
        "use logLikelihood()");
  }

  @TestFactory
  Stream<DynamicTest> eachIsToldWithWhatToDo() {
    return MISTAKES.entrySet().stream()
        .map(entry -> dynamicTest(entry.getKey(), () -> told(entry.getValue())));
  }

  private static void told(Told expected) {
    for (long seed = 0; seed < SEEDS; seed++) {
      List<Violation> violations = expected.contract.seed(seed).progress(null).violations();
      assertEquals(
          List.of(expected.rule),
          violations.stream().map(Violation::rule).toList(),
          violations::toString);
      Violation violation = violations.get(0);
      assertTrue(violation.found().contains(expected.found), violation::toString);
      assertTrue(violation.rule().hint().contains(expected.hint), violation::toString);
      assertTrue(violation.toString().lines().count() == 1, violation::toString);
    }
  }

  @TestFactory
  Stream<DynamicTest> theSamePartsWithoutTheMistakePass() {
    return Map.<String, Contract<?>>of(
            "likelihood", BrokenParts.likelihood(Sharing.NONE),
            "posterior", BrokenParts.posterior(Sharing.NONE),
            "prior", BrokenParts.prior(Sharing.NONE),
            "mixing", BrokenParts.objective(1, BrokenParts::mixing).rowsMeet())
        .entrySet()
        .stream()
        .map(
            entry ->
                dynamicTest(
                    entry.getKey(),
                    () -> {
                      for (long seed = 0; seed < SEEDS; seed++) {
                        entry.getValue().seed(seed).check();
                      }
                    }));
  }
}
