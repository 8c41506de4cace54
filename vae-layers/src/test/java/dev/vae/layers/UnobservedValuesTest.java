package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.vae.core.engine.Engine;
import dev.vae.core.engine.Program;
import dev.vae.core.grad.Gradients;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.LikelihoodProvider;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import dev.vae.core.plugin.Support;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.trace.TracedModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Whatever stands in the cell of an unobserved value, it adds nothing to value or gradient. */
class UnobservedValuesTest {
  private static final int ROWS = 3;
  private static final int WIDTH = 4;
  private static final float[] MASK = {1, 0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1};

  private static final List<Spec> LIKELIHOODS =
      List.of(
          Spec.of("bernoulli"),
          Spec.of("continuousBernoulli"),
          Spec.of("gaussian"),
          Spec.of("gaussian").with("variance", "perElement"),
          Spec.of("laplace"),
          Spec.of("logistic"),
          Spec.of("studentT"),
          Spec.of("exponential"),
          Spec.of("gamma"),
          Spec.of("hurdle").with("at", List.of(0.0, 0.5)),
          Spec.of("logNormal"),
          Spec.of("beta"),
          Spec.of("poisson"),
          Spec.of("negativeBinomial"),
          Spec.of("binomial").with("trials", 5),
          Spec.of("betaBinomial").with("trials", 5),
          Spec.of("categorical").with("categories", 4),
          Spec.of("ordinal").with("categories", 4),
          Spec.of("discretizedLogistic"),
          Spec.of("discretizedLogisticMixture"),
          Likelihoods.composite(
              Likelihoods.of(Spec.of("logNormal"), 0),
              Likelihoods.of(Spec.of("categorical").with("categories", 3), 2, 1),
              Spec.of("gamma")));

  @Test
  void everyLikelihoodIsTried() {
    TreeSet<String> all = new TreeSet<>(Plugins.load().all(LikelihoodProvider.class).keySet());
    assertTrue(all.remove("selfMasked"), "of which holes say something; see SelfMaskedTest");
    assertEquals(all, new TreeSet<>(LIKELIHOODS.stream().map(Spec::name).toList()));
  }

  @TestFactory
  Stream<DynamicTest> theyAddNothing() {
    return LIKELIHOODS.stream().map(s -> dynamicTest(s.toString(), () -> theyAddNothing(s)));
  }

  private static void theyAddNothing(Spec likelihood) {
    VaeSpec spec = VaeSpec.builder().event(WIDTH).latent(2).likelihood(likelihood).build();
    Vae vae = Vae.create(spec, 1);
    Map<String, float[]> clean = run(vae, values(vae.supports(), Float.NaN, false));
    clean.forEach(
        (name, numbers) -> {
          for (float number : numbers) {
            assertTrue(Float.isFinite(number), name + " is " + number);
          }
        });
    for (float garbage : new float[] {Float.NaN, 1e30f, -1, 0, Float.NEGATIVE_INFINITY}) {
      Map<String, float[]> same = run(vae, values(vae.supports(), garbage, true));
      clean.forEach((name, numbers) -> assertArrayEquals(numbers, same.get(name), name));
    }
    float[] each = clean.get("each");
    float[] masked = clean.get("masked");
    for (int r = 0; r < ROWS; r++) {
      double sum = 0;
      for (int i = r * WIDTH; i < (r + 1) * WIDTH; i++) {
        sum += MASK[i] * each[i];
      }
      assertEquals(sum, masked[r], 1e-5 * (1 + Math.abs(sum)), "row " + r);
    }
  }

  /** Rows a likelihood allows, with garbage where nothing was observed. */
  private static float[] values(List<Support> supports, float garbage, boolean put) {
    float[] x = new float[ROWS * WIDTH];
    for (int i = 0; i < x.length; i++) {
      x[i] = supports.get(i % WIDTH).kind() == Support.Kind.UNIT_INTERVAL ? 0.3f : 1;
      x[i] = put && MASK[i] == 0 ? garbage : x[i];
    }
    return x;
  }

  /** The masked sums, the elements at observed places, the loss, and all its gradients. */
  private static Map<String, float[]> run(Vae vae, float[] x) {
    TracedModel trace = vae.graphs().training(true);
    Tensor z = trace.graph().input("z", Shape.of(Dim.of(1), Dim.N, Dim.of(2)));
    var terms = trace.terms(1);
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    outputs.put("masked", terms.logLikelihood(z));
    Tensor raw = trace.graph().input(TracedModel.X, Shape.batch(WIDTH));
    Tensor each = trace.decode(z.reshape(Shape.batch(2))).logProb(raw);
    Tensor zero = trace.graph().constant(0);
    outputs.put("each", trace.mask().orElseThrow().where(each, zero));
    Tensor loss = trace.loss(terms).value();
    outputs.put("loss", loss);
    List<Tensor> weights = new ArrayList<>(trace.parameters().values());
    List<Tensor> gradients = Gradients.of(loss, weights);
    for (int i = 0; i < weights.size(); i++) {
      outputs.put("gradient of " + weights.get(i).name(), gradients.get(i));
    }
    Map<String, float[]> results = new LinkedHashMap<>();
    Computation computation = Computation.of(outputs);
    try (Program program = Program.compile(computation, vae.variables(), Engine.of(1, null))) {
      program
          .bind(TracedModel.X, x)
          .bind(TracedModel.MASK, MASK)
          .bind("z", new float[] {1, -1, 2, 0, 0, 1});
      program.run(ROWS, 1, 1, 0);
      outputs.keySet().forEach(name -> results.put(name, program.output(name).clone()));
    }
    return results;
  }
}
