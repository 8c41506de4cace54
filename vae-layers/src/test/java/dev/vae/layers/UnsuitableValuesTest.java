package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.vae.core.engine.Engine;
import dev.vae.core.engine.Program;
import dev.vae.core.estimate.EstimateKind;
import dev.vae.core.estimate.Estimator;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Shape;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.LikelihoodProvider;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import dev.vae.core.plugin.Support;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.Schema;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.trace.TracedModel;
import dev.vae.core.train.Trainer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Values without a density are refused wherever rows are judged, and never those unobserved. */
class UnsuitableValuesTest {
  private static final Map<Spec, float[]> WRONG = new LinkedHashMap<>();

  static {
    wrong(Spec.of("bernoulli"), -0.1f, 1.5f);
    for (String real : new String[] {"gaussian", "laplace", "logistic", "studentT", "hurdle"}) {
      wrong(Spec.of(real), Float.NaN, Float.POSITIVE_INFINITY);
    }
    for (String positive : new String[] {"exponential", "gamma", "logNormal"}) {
      wrong(Spec.of(positive), 0, -1);
    }
    wrong(Spec.of("beta"), -0.1f, 1.01f);
    wrong(Spec.of("continuousBernoulli"), -0.1f, 1.01f);
    wrong(Spec.of("poisson"), -1, 0.5f);
    wrong(Spec.of("negativeBinomial"), -1, 0.5f);
    wrong(Spec.of("binomial").with("trials", 4), -1, 0.5f, 5, 1000);
    wrong(Spec.of("betaBinomial").with("trials", 4), -1, 0.5f, 5, 1000);
    wrong(Spec.of("categorical").with("categories", 4), -1, 0.5f, 4, 7);
    wrong(Spec.of("ordinal").with("categories", 4), -1, 0.5f, 4, 7);
    wrong(Spec.of("discretizedLogistic"), -1 / 255f, 0.5f, 256 / 255f, 0.1f);
    wrong(Spec.of("discretizedLogistic").with("levels", 2), 0.5f, 0.01f);
    wrong(Spec.of("discretizedLogistic").with("levels", 65536), 0.5f / 65535);
    wrong(Spec.of("discretizedLogisticMixture").with("levels", 16), 0.5f, 1 / 16f);
    wrong(Likelihoods.selfMasked(Spec.of("poisson"), "high"), -1, 0.5f);
    wrong(
        Likelihoods.composite(
            Likelihoods.of(Spec.of("categorical").with("categories", 3), 1), Spec.of("gaussian")),
        3,
        -1);
  }

  private static void wrong(Spec likelihood, float... values) {
    WRONG.put(likelihood, values);
  }

  @Test
  void everyLikelihoodIsTried() {
    assertEquals(
        new TreeSet<>(Plugins.load().all(LikelihoodProvider.class).keySet()),
        new TreeSet<>(WRONG.keySet().stream().map(Spec::name).toList()));
  }

  @TestFactory
  Stream<DynamicTest> theyAreRefused() {
    return WRONG.entrySet().stream()
        .map(
            e ->
                dynamicTest(e.getKey().toString(), () -> theyAreRefused(e.getKey(), e.getValue())));
  }

  private static void theyAreRefused(Spec likelihood, float[] values) {
    Vae vae = vae(likelihood);
    Rows right = Rows.of(inside(vae, 3));
    for (float value : values) {
      float[][] rows = inside(vae, 3);
      rows[2][1] = value;
      if (!Float.isFinite(value)) {
        assertThrows(IllegalArgumentException.class, () -> Rows.of(rows));
        rows[2][1] = Float.NaN;
        assertTrue(Double.isFinite(Estimator.of(vae).elbo(Rows.withMissing(rows)).logLikelihood()));
        continue;
      }
      Rows wrong = Rows.of(rows);
      refused(() -> Trainer.of(vae).train(wrong).epochs(1).run());
      refused(() -> Trainer.of(vae).train(right).validation(wrong).epochs(1).run());
      try (Estimator estimator = Estimator.of(vae).samples(2)) {
        for (EstimateKind kind : EstimateKind.values()) {
          refused(() -> estimator.estimate(kind, wrong));
          refused(() -> estimator.byRow(kind, wrong));
        }
      }
    }
  }

  /** A value is told as its sender has it, who does not divide. */
  @Test
  void valuesAreToldBeforeTheyAreDivided() {
    VaeSpec spec = VaeSpec.builder().event(2).latent(1).likelihood(Spec.of("bernoulli")).build();
    Vae vae = Vae.builder(spec).schema(Schema.of(Shape.of(2)).withDivisor(255)).build();
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Estimator.of(vae).elbo(Rows.of(new float[][] {{255, 0}, {256, 3}})))
            .getMessage();
    assertTrue(
        message.startsWith("row 1, column 0 is 256 (1.0039216 after division by 255); "), message);
  }

  private static void refused(Runnable judging) {
    String message = assertThrows(IllegalArgumentException.class, judging::run).getMessage();
    assertTrue(message.startsWith("row 2, column 1 is "), message);
  }

  private static Vae vae(Spec likelihood) {
    VaeSpec spec = VaeSpec.builder().event(2).latent(1).likelihood(likelihood).build();
    return Vae.create(spec, 1);
  }

  private static float[][] inside(Vae vae, int count) {
    float[][] rows = new float[count][2];
    for (float[] row : rows) {
      for (int i = 0; i < 2; i++) {
        row[i] = (float) vae.supports().get(i).inside();
      }
    }
    return rows;
  }

  /** Values are looked at in the model's units, once and not twice divided. */
  @Test
  void valuesAreLookedAtAsTheModelSeesThem() {
    VaeSpec spec =
        VaeSpec.builder().event(2).latent(1).likelihood(Spec.of("discretizedLogistic")).build();
    Schema schema = Schema.of(Shape.of(2)).withDivisor(255);
    Vae vae = Vae.builder(spec).schema(schema).build();
    Rows grey = Rows.of(new float[][] {{0, 3}, {255, 152}});
    Trainer.of(vae).train(grey).validation(grey).epochs(1).run();
    Rows wrong = Rows.of(new float[][] {{0, 3}, {255, 152}, {7, 300}});
    refused(() -> Trainer.of(vae).train(wrong).epochs(1).run());
    refused(() -> Trainer.of(vae).train(grey).validation(wrong).epochs(1).run());
    refused(() -> Estimator.of(vae).elbo(wrong));
  }

  /** What lies beyond the last category or the last count has no probability. */
  @TestFactory
  Stream<DynamicTest> beyondTheLastIsImpossible() {
    return WRONG.keySet().stream()
        .filter(s -> s.options().containsKey("categories") || s.options().containsKey("trials"))
        .map(s -> dynamicTest(s.toString(), () -> beyondTheLastIsImpossible(s)));
  }

  private static void beyondTheLastIsImpossible(Spec likelihood) {
    Vae vae = vae(likelihood);
    TracedModel trace = vae.graphs().inference(false);
    var z = trace.graph().input("z", Shape.batch(1));
    var x = trace.graph().input(TracedModel.X, Shape.batch(2));
    var each = Computation.of(Map.of("each", trace.decode(z).logProb(x)));
    Support support = vae.supports().get(0);
    float last = (float) support.largest();
    try (Program program = Program.compile(each, vae.variables(), Engine.of(1, null))) {
      program.bind("z", new float[] {0, 0});
      program.bind(TracedModel.X, new float[] {last, last + 1, 0, 2 * last + 7});
      program.run(2);
      float[] found = program.output("each");
      assertTrue(Float.isFinite(found[0]) && Float.isFinite(found[2]));
      assertEquals(Float.NEGATIVE_INFINITY, found[1]);
      assertEquals(Float.NEGATIVE_INFINITY, found[3]);
    }
  }

  /** Levels as single precision makes them, by division or by multiplication. */
  @Test
  void levelsAreKnownByTheirFloats() {
    for (int count : new int[] {2, 3, 11, 256, 1024, 65536}) {
      Support levels = Support.levels(count);
      for (int i = 0; i < count; i++) {
        assertTrue(levels.contains(i / (float) (count - 1)), i + " of " + count);
        assertTrue(levels.contains(Math.min(1, i * (1 / (float) (count - 1)))), i + " of " + count);
      }
      for (int i = 0; i < count - 1; i++) {
        assertTrue(!levels.contains((float) ((i + 0.5) / (count - 1))), i + " of " + count);
      }
      assertTrue(levels.contains(levels.inside()));
      assertEquals(count, levels.values().length);
    }
  }
}
