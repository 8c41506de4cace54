package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.vae.core.engine.Engine;
import dev.vae.core.graph.Shape;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.LikelihoodProvider;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.train.Trainer;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every preset fits every likelihood, on grey and on coloured pictures. */
class PresetsTest {
  private static final Plugins PLUGINS = Plugins.load();

  private static final List<Spec> LIKELIHOODS =
      List.of(
          Likelihoods.bernoulli(),
          Likelihoods.gaussian(),
          Likelihoods.gaussian(Likelihoods.Variance.PER_DIMENSION),
          Likelihoods.gaussian(Likelihoods.Variance.PER_ELEMENT),
          Likelihoods.laplace(),
          Likelihoods.logistic(),
          Likelihoods.studentT(),
          Likelihoods.exponential(),
          Likelihoods.gamma(),
          Likelihoods.logNormal(),
          Likelihoods.beta(),
          Likelihoods.continuousBernoulli(),
          Likelihoods.composite(Likelihoods.of(Likelihoods.laplace(), "0-4"), Spec.of("gaussian")),
          Likelihoods.poisson(),
          Likelihoods.negativeBinomial(),
          Likelihoods.binomial(5),
          Likelihoods.betaBinomial(5),
          Likelihoods.categorical(3),
          Likelihoods.ordinal(3),
          Likelihoods.discretizedLogistic(),
          Likelihoods.discretizedLogisticMixture(2),
          Likelihoods.hurdle(Likelihoods.laplace(), 0),
          Likelihoods.selfMasked(Likelihoods.laplace(), "low"));

  @Test
  void everyLikelihoodIsTried() {
    assertEquals(
        new TreeSet<>(PLUGINS.all(LikelihoodProvider.class).keySet()),
        LIKELIHOODS.stream().map(Spec::name).collect(Collectors.toCollection(TreeSet::new)));
  }

  @TestFactory
  Stream<DynamicTest> everyPresetTakesEveryLikelihood() {
    return Presets.names().stream()
        .flatMap(
            preset ->
                Stream.of(1, 3)
                    .map(
                        channels ->
                            dynamicTest(
                                preset + " of " + channels + " channels",
                                () -> {
                                  for (Spec likelihood : LIKELIHOODS) {
                                    trains(
                                        Presets.of(preset, Shape.of(4, 4, channels), likelihood));
                                  }
                                })));
  }

  private static void trains(VaeSpec spec) {
    Vae vae = Vae.builder(spec).plugins(PLUGINS).engine(Engine.of(1, null)).build();
    float[][] rows = new float[2][spec.width()];
    for (float[] row : rows) {
      // in every likelihood's support but that of values above 0
      boolean positive =
          vae.supports().get(0).inside() > 0 && vae.supports().get(0).inside() != 0.5;
      java.util.Arrays.fill(row, positive ? 1 : 0);
    }
    double elbo =
        Trainer.of(vae).train(Rows.of(rows)).epochs(1).batch(2).run().last().train().elbo();
    assertTrue(Double.isFinite(elbo), spec.likelihood() + ": " + elbo);
    assertEquals(spec.width(), vae.sample(1, 2)[0].length);
  }

  /** Each place's values are those of its own pixel: the picture is not torn apart into heads. */
  @Test
  void lastFiltersAreOfTheirOwnPixel() {
    VaeSpec spec = Presets.of("conv", Shape.of(8, 8, 3), Likelihoods.discretizedLogisticMixture(2));
    Vae vae = Vae.builder(spec).plugins(PLUGINS).engine(Engine.of(1, null)).build();
    int last = spec.decoder().size() - 1;
    var bias = vae.variables().get("decoder/" + last + ".convTranspose2d/bias");
    assertEquals(3 * 2 * 3, bias.size());
    float[] values = new float[bias.size()];
    values[6 + 2 * 1 + 1] = 100; // location of the second component of green
    bias.set(values);
    float[] location = vae.decodeAll(new float[1][32]).get("location")[0];
    assertEquals(8 * 8 * 3 * 2, location.length);
    for (int i = 0; i < location.length; i++) {
      assertEquals(i % 6 == 3, location[i] > 50, "at " + i);
    }
  }

  @Test
  void whatSomebodyElseWroteIsNotFitted() {
    VaeSpec conv = Presets.conv(Shape.of(8, 8, 1));
    assertSame(conv, Presets.fitted(conv, PLUGINS));
    VaeSpec other = conv.with("likelihood=laplace").with("decoder.5.filters=2");
    assertSame(other, Presets.fitted(other, PLUGINS));
  }
}
