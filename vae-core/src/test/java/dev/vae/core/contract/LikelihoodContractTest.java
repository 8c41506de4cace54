package dev.vae.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Distribution;
import dev.vae.core.plugin.Likelihood;
import dev.vae.core.plugin.LikelihoodProvider;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import dev.vae.core.plugin.Support;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Good likelihoods on every support, and a deliberately broken one for every rule. */
class LikelihoodContractTest {
  private static Distribution of(UnaryOperator<Tensor> density, Tensor mean, Tensor sample) {
    return Distribution.of(density, mean, sample, Map.of());
  }

  private static LikelihoodContract contract(OneHead likelihood) {
    return LikelihoodContract.of(Spec.of("tested")).plugins(Plugins.load().with(likelihood));
  }

  private static List<Rule> broken(LikelihoodContract contract) {
    return contract.violations().stream().map(Violation::rule).toList();
  }

  private static OneHead on(Support support, BiFunction<Tensor, Context, Distribution> maker) {
    return new OneHead(support, maker);
  }

  private static Tensor normal(Tensor like, Context pass) {
    return pass.noise(Noise.Distribution.NORMAL, like.shape());
  }

  private static Tensor uniform(Tensor like, Context pass) {
    return pass.noise(Noise.Distribution.UNIFORM, like.shape());
  }

  private static Tensor logNormal(Tensor x, Tensor mean) {
    return x.sub(mean).square().add(Math.log(2 * Math.PI)).mul(-0.5);
  }

  private static Distribution gaussian(Tensor h, Context pass) {
    return of(x -> logNormal(x, h), h, h.add(normal(h, pass)));
  }

  private static Distribution bernoulli(Tensor h, Context pass) {
    return of(x -> x.mul(h).sub(h.softplus()), h.sigmoid(), uniform(h, pass).less(h.sigmoid()));
  }

  private static Distribution exponential(Tensor h, Context pass) {
    Tensor log = Functions.softLimit(h, 20);
    Tensor mean = log.exp();
    return of(x -> x.div(mean).add(log).neg(), mean, uniform(h, pass).log().neg().mul(mean));
  }

  private static Distribution power(Tensor h, Context pass) {
    Tensor a = Functions.softLimit(h, 3).exp();
    return of(
        x -> a.log().add(a.sub(1).mul(x.log())),
        a.div(a.add(1)),
        uniform(h, pass).log().div(a).exp());
  }

  private static Distribution geometric(Tensor h, Context pass) {
    Tensor draw = uniform(h, pass).log().div(h.softplus().neg()).floor();
    Tensor failure = h.softplus().neg();
    return of(x -> x.mul(failure).add(Functions.logSigmoid(h)), h.neg().exp(), draw);
  }

  private static Distribution categorical(Tensor h, Context pass) {
    Tensor two = h.mul(2).softplus();
    Tensor u = uniform(h, pass);
    return of(x -> x.mul(h.mul(2)).sub(two), h.mul(2).sigmoid(), u.less(h.mul(2).sigmoid()));
  }

  @Test
  void goodOnesPassOnEverySupport() {
    contract(on(Support.REAL, LikelihoodContractTest::gaussian)).check();
    contract(on(Support.BINARY, LikelihoodContractTest::bernoulli)).check();
    contract(on(Support.POSITIVE, LikelihoodContractTest::exponential)).check();
    contract(on(Support.UNIT_INTERVAL, LikelihoodContractTest::power)).check();
    contract(on(Support.CATEGORY, LikelihoodContractTest::categorical)).values(0, 1).check();
    // its mean overflows for h of -10000; the rest is right
    contract(on(Support.COUNT, LikelihoodContractTest::geometric)).except(Rule.FINITE).check();
  }

  @Test
  void jointOnesPassWithAllTheirRows() {
    double[][] rows = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    contract(on(Support.CATEGORY, LikelihoodContractTest::oneHot)).joint(rows).check();
    double[][] incomplete = {{1, 0, 0}, {0, 1, 0}};
    LikelihoodContract lacking =
        contract(on(Support.CATEGORY, LikelihoodContractTest::oneHot)).joint(incomplete);
    assertEquals(List.of(Rule.NORMALISED), broken(lacking));
  }

  private static Distribution oneHot(Tensor h, Context pass) {
    Tensor first = h.graph().constant(Shape.of(3), 1, 0, 0);
    Tensor logs = Functions.logSoftmax(h, -1);
    Tensor scores = logs.sub(uniform(h, pass).log().neg().log());
    Tensor draw = scores.equalTo(scores.reduce(Op.REDUCE_MAX, true, -1));
    return of(x -> x.mul(logs).reduce(Op.SUM, true, -1).mul(first), logs.exp(), draw);
  }

  private static void breaks(Rule rule, OneHead likelihood) {
    assertEquals(List.of(rule), broken(contract(likelihood)));
  }

  private static OneHead gaussianWith(BiFunction<Tensor, Context, Distribution> maker) {
    return on(Support.REAL, maker);
  }

  /** A normal likelihood with two heads whose order is left to chance. */
  private record TwoHeads() implements Likelihood, LikelihoodProvider {
    @Override
    public String name() {
      return "tested";
    }

    @Override
    public Likelihood create(Options options) {
      return this;
    }

    @Override
    public Support support() {
      return Support.REAL;
    }

    @Override
    public Map<String, Shape> heads(Shape event) {
      return Map.of("one", event, "other", event);
    }

    @Override
    public Distribution distribution(Map<String, Tensor> heads, Shape event, Context pass) {
      return gaussian(heads.get("one").add(heads.get("other")), pass);
    }
  }

  @Test
  void headsInAnyOrder() {
    LikelihoodContract contract = LikelihoodContract.of(Spec.of("tested"));
    contract.plugins(Plugins.load().with(new TwoHeads()));
    assertEquals(List.of(Rule.REPEATABLE), broken(contract));
    assertTrue(contract.violations().get(0).found().startsWith("heads() is made by Map.of"));
  }

  @Test
  void aDensityThatDoesNotAddUp() {
    breaks(
        Rule.NORMALISED,
        gaussianWith((h, pass) -> of(x -> x.sub(h).square().mul(-0.5), h, h.add(normal(h, pass)))));
  }

  @Test
  void drawsOfAnotherScale() {
    breaks(
        Rule.DRAWS,
        gaussianWith((h, pass) -> of(x -> logNormal(x, h), h, h.add(normal(h, pass).mul(1.2)))));
    breaks(
        Rule.SUPPORT,
        on(
            Support.COUNT,
            (h, pass) -> {
              Tensor log = Functions.softLimit(h, 4);
              Tensor rate = log.exp();
              return of(
                  x -> x.mul(log).sub(rate).sub(x.add(1).lgamma()),
                  rate,
                  rate.add(normal(h, pass).mul(rate.sqrt())));
            }));
  }

  @Test
  void aMeanThatIsNone() {
    breaks(
        Rule.MEAN,
        on(
            Support.BINARY,
            (h, pass) ->
                of(x -> x.mul(h).sub(h.softplus()), h.tanh(), uniform(h, pass).less(h.sigmoid()))));
  }

  @Test
  void aMeanThatIsOffByLittle() {
    breaks(
        Rule.MEAN,
        on(
            Support.POSITIVE,
            (h, pass) -> {
              Distribution right = exponential(h, pass);
              return of(right::logProb, right.mean().mul(1.002), right.sample());
            }));
  }

  @Test
  void elementsThatSeeOneAnother() {
    breaks(
        Rule.ELEMENTS,
        gaussianWith(
            (h, pass) ->
                of(
                    x -> {
                      Tensor sum = x.reduce(Op.SUM, true, -1);
                      return logNormal(x, h.add(sum.sub(x).mul(1e-4)));
                    },
                    h,
                    h.add(normal(h, pass)))));
  }

  @Test
  void theSumInsteadOfElements() {
    breaks(
        Rule.SHAPES,
        gaussianWith((h, pass) -> of(x -> logNormal(x, h).sum(1), h, h.add(normal(h, pass)))));
  }

  @Test
  void aVarianceThatOverflows() {
    breaks(
        Rule.FINITE,
        gaussianWith(
            (h, pass) ->
                of(
                    x -> x.square().mul(h.exp()).sub(h).add(Math.log(2 * Math.PI)).mul(-0.5),
                    h.mul(0),
                    normal(h, pass).mul(h.mul(-0.5).exp()))));
  }
}
