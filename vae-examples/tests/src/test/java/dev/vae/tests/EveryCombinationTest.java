package dev.vae.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.vae.core.engine.Engine;
import dev.vae.core.estimate.Estimator;
import dev.vae.core.model.Vae;
import dev.vae.core.optim.Optimizer;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import dev.vae.core.plugin.Support;
import dev.vae.core.rows.RowMatrix;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.train.Trainer;
import dev.vae.export.ParityReport;
import dev.vae.export.VaeExporter;
import dev.vae.export.runtime.OnnxSession;
import dev.vae.layers.Layers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every posterior with every prior, and every likelihood with each of them: twenty steps of
 * training make the bound better, and what is exported gives in onnxruntime what the engine gives.
 * Of all three together only as many as that takes; {@code -Dvae.combinations=all} tries all.
 */
class EveryCombinationTest {
  private static final int WIDTH = 4;
  private static final int ROWS = 40;
  private static final int STEPS = 20;

  /** What cannot be, as {@code posterior × prior}, and the words that say why. */
  private static final Map<String, String> IMPOSSIBLE =
      Map.of(
          "planar × vampPrior", "needs log q(z | x) of any latents",
          "inverseAutoregressive × vampPrior", "needs log q(z | x) of any latents",
          "deterministic × vampPrior", "needs log q(z | x) of any latents");

  private static final boolean ALL = "all".equals(System.getProperty("vae.combinations"));

  private static final Plugins PLUGINS = Plugins.load();
  private static final Engine ENGINE = Engine.of(1, null);

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> trainsAndExports() {
    return ExportEveryPartTest.POSTERIORS.stream()
        .flatMap(
            posterior ->
                ExportEveryPartTest.PRIORS.stream()
                    .map(
                        prior ->
                            dynamicTest(
                                posterior + " × " + prior,
                                () -> withEveryLikelihood(posterior, prior))));
  }

  private void withEveryLikelihood(Spec posterior, Spec prior) throws Exception {
    String why = IMPOSSIBLE.get(posterior.name() + " × " + prior.name());
    List<String> failures = new ArrayList<>();
    for (Spec likelihood : ExportEveryPartTest.LIKELIHOODS) {
      if (why == null && !ALL && !posteriors(likelihood).get(prior).equals(posterior)) {
        continue;
      }
      VaeSpec spec =
          VaeSpec.builder()
              .event(WIDTH)
              .latent(2)
              .encoder(Layers.dense(8), Layers.tanh())
              .decoder(Layers.dense(8), Layers.tanh())
              .posterior(posterior)
              .prior(prior)
              .condition(condition(prior))
              .likelihood(likelihood)
              .build();
      if (why != null) {
        var refused = assertThrows(IllegalArgumentException.class, () -> vae(spec));
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
        continue;
      }
      Vae vae = vae(spec);
      String failure = trains(vae) + exports(vae);
      if (!failure.isEmpty()) {
        failures.add(likelihood + ": " + failure);
      }
    }
    assertEquals(List.of(), failures);
  }

  private static boolean canBe(Spec posterior, Spec prior) {
    return !IMPOSSIBLE.containsKey(posterior.name() + " × " + prior.name());
  }

  /** For each prior the posterior that a likelihood is tried with: in turn, and another each. */
  private static Map<Spec, Spec> posteriors(Spec likelihood) {
    int turn = ExportEveryPartTest.LIKELIHOODS.indexOf(likelihood);
    Map<Spec, Spec> found = new LinkedHashMap<>();
    for (Spec prior : ExportEveryPartTest.PRIORS) {
      List<Spec> all = ExportEveryPartTest.POSTERIORS;
      List<Spec> can = all.stream().filter(posterior -> canBe(posterior, prior)).toList();
      found.put(prior, can.get(turn % can.size()));
      turn += can.size() == all.size() ? 1 : 0;
    }
    return found;
  }

  @Test
  void everyTwoPartsMeet() {
    Set<List<Spec>> posteriorAndPrior = new HashSet<>();
    for (Spec likelihood : ExportEveryPartTest.LIKELIHOODS) {
      Map<Spec, Spec> met = posteriors(likelihood);
      assertEquals(Set.copyOf(ExportEveryPartTest.PRIORS), met.keySet());
      assertEquals(Set.copyOf(ExportEveryPartTest.POSTERIORS), Set.copyOf(met.values()));
      met.forEach((prior, posterior) -> posteriorAndPrior.add(List.of(posterior, prior)));
    }
    int all = ExportEveryPartTest.POSTERIORS.size() * ExportEveryPartTest.PRIORS.size();
    assertEquals(all - IMPOSSIBLE.size(), posteriorAndPrior.size());
  }

  private static int condition(Spec prior) {
    return prior.name().equals("conditionalNormal") ? 2 : 0;
  }

  private static Vae vae(VaeSpec spec) {
    return Vae.builder(spec).plugins(PLUGINS).engine(ENGINE).seed(5).build();
  }

  /** The validation bound, over draws of its own, before and after. */
  private static String trains(Vae vae) {
    float[][] values = rows(vae.supports());
    float[][] conditions = new float[ROWS][2];
    for (int r = 0; r < ROWS; r++) {
      conditions[r][r % 2] = 1;
    }
    Rows rows =
        vae.spec().condition() == 0
            ? Rows.of(values)
            : Rows.of(RowMatrix.of(values), RowMatrix.of(conditions));
    double before = bound(vae, rows);
    Trainer.of(vae).train(rows).batch(ROWS).epochs(STEPS).optimizer(Optimizer.adam(3e-3)).run();
    double after = bound(vae, rows);
    boolean rose = Double.isFinite(before) && Double.isFinite(after) && after > before;
    return rose ? "" : "the bound went from " + before + " to " + after + "; ";
  }

  private static double bound(Vae vae, Rows rows) {
    return Estimator.of(vae).samples(64).seed(9).elbo(rows).logLikelihood();
  }

  private String exports(Vae vae) throws Exception {
    Path out = Files.createTempDirectory(folder, "model");
    VaeExporter exporter = VaeExporter.of(vae);
    exporter.write(out);
    ParityReport report = exporter.check(out, OnnxSession.Device.CPU);
    return report.passed() ? "" : report.toJson();
  }

  /** Rows of two kinds, large and small values, such as the likelihood gives a density to. */
  private static float[][] rows(List<Support> supports) {
    SplittableRandom random = new SplittableRandom(7);
    float[][] rows = new float[ROWS][WIDTH];
    for (float[] row : rows) {
      boolean large = random.nextBoolean();
      for (int i = 0; i < WIDTH; i++) {
        row[i] = (float) value(supports.get(i), large == (i % 2 == 0), random);
      }
    }
    return rows;
  }

  private static double value(Support support, boolean large, SplittableRandom random) {
    return switch (support.kind()) {
      case REAL -> (large ? 1 : -1) + 0.3 * random.nextGaussian();
      case BINARY, CATEGORY -> random.nextDouble() < (large ? 0.9 : 0.1) ? 1 : 0;
      case UNIT_INTERVAL -> {
        double inside = (large ? 0.6 : 0.1) + 0.3 * random.nextDouble();
        int steps = Math.max(1, support.levels() - 1);
        yield support.levels() == 0 ? inside : Math.rint(inside * steps) / steps;
      }
      case INTERVAL ->
          support.smallest() + (support.largest() - support.smallest()) * (large ? 0.9 : 0.1);
      case CIRCLE -> (large ? 1 : -1) + 0.3 * random.nextGaussian();
      case POSITIVE -> Math.exp((large ? 1 : -1) + 0.3 * random.nextGaussian());
      case COUNT -> (large ? 3 : 0) + random.nextInt(2);
    };
  }
}
