package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.vae.core.engine.Engine;
import dev.vae.core.engine.Program;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.model.Vae;
import dev.vae.core.optim.Optimizer;
import dev.vae.core.plugin.LikelihoodProvider;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import dev.vae.core.plugin.Support;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.trace.TracedModel;
import dev.vae.core.train.Trainer;
import dev.vae.core.train.TrainingEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the unit of a column, an untrained model says of it what is known without z. */
class HeadsStartWhereTheDataAreTest {
  private static final int ROWS = 400;
  private static final double[] SIZES = {1e-3, 1, 200, 1e6};

  /** Likelihoods of two columns. */
  private static final List<Spec> LIKELIHOODS =
      List.of(
          Spec.of("bernoulli"),
          Spec.of("gaussian"),
          Spec.of("gaussian").with("variance", "perDimension"),
          Spec.of("gaussian").with("variance", "perElement"),
          Spec.of("laplace"),
          Spec.of("logistic"),
          Spec.of("studentT"),
          Spec.of("exponential"),
          Spec.of("gamma"),
          Spec.of("logNormal"),
          Spec.of("beta"),
          Spec.of("continuousBernoulli"),
          Spec.of("poisson"),
          Spec.of("negativeBinomial"),
          Spec.of("binomial").with("trials", 300),
          Spec.of("betaBinomial").with("trials", 300),
          Spec.of("categorical").with("categories", 5),
          Spec.of("ordinal").with("categories", 5),
          Spec.of("discretizedLogistic"),
          Spec.of("discretizedLogisticMixture"),
          Likelihoods.selfMasked(Spec.of("negativeBinomial"), "high"),
          Likelihoods.composite(Likelihoods.of(Spec.of("poisson"), 1), Spec.of("gaussian")));

  @Test
  void everyLikelihoodIsTried() {
    TreeSet<String> all = new TreeSet<>(Plugins.load().all(LikelihoodProvider.class).keySet());
    assertTrue(all.remove("hurdle"), "no marginal tells how often single values are there");
    assertEquals(all, new TreeSet<>(LIKELIHOODS.stream().map(Spec::name).toList()));
  }

  @TestFactory
  Stream<DynamicTest> everyLikelihoodAtEverySize() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Spec likelihood : LIKELIHOODS) {
      for (double size : SIZES) {
        tests.add(dynamicTest(likelihood + " at " + size, () -> starts(likelihood, size)));
      }
    }
    return tests.stream();
  }

  private static void starts(Spec likelihood, double size) {
    Vae vae = vae(likelihood);
    float[][] rows = rows(vae.supports(), size);
    double[] best = entropies(vae.supports(), rows);
    if (likelihood.name().equals("continuousBernoulli")) {
      Arrays.setAll(best, c -> continuousBernoulli(moments(rows, c)[0]));
    } else if (likelihood.name().equals("exponential")) {
      Arrays.setAll(best, c -> -1 - Math.log(moments(rows, c)[0]));
    }
    List<TrainingEvent> met = new ArrayList<>();
    vae.startFrom(Rows.of(rows), 1);
    double[] logProb = logProb(vae, rows);
    // the decoder's first weights are random, and move the mean within the column's deviation
    double[] mean = mean(vae);
    for (int c = 0; c < 2; c++) {
      String where = "column " + c + ": ";
      assertEquals(best[c], logProb[c], 0.6, where + "log-density");
      double[] moments = moments(rows, c);
      if (vae.supports().get(c).kind() != Support.Kind.CATEGORY) {
        assertEquals(moments[0], mean[c], 0.75 * moments[1] + 1.0 / ROWS, where);
      }
    }
    Trainer.of(vae)
        .train(Rows.of(rows))
        .epochs(3)
        .batch(50)
        .startFromRows(false)
        .listener(
            e -> {
              if (e instanceof TrainingEvent.LimitMet) {
                met.add(e);
              }
            })
        .run();
    assertEquals(List.of(), met);
  }

  /** Only what was never trained begins anew; what was saved begins where it was. */
  @Test
  void onlyUntrainedModelsStart(@TempDir Path folder) {
    Vae vae = vae(Spec.of("poisson"));
    float[][] rows = rows(vae.supports(), 200);
    assertTrue(vae.untrained());
    Trainer.of(vae).train(Rows.of(rows)).epochs(1).run();
    assertFalse(vae.untrained());
    float[] start = vae.variables().get("likelihood/logRate.start").values();
    assertEquals(Math.log(200), start[0], 0.05);
    Trainer.of(vae).train(Rows.of(rows(vae.supports(), 1e6))).epochs(1).run();
    assertArrayEquals(start, vae.variables().get("likelihood/logRate.start").values());
    vae.save(folder);
    Vae loaded = Vae.load(folder);
    assertFalse(loaded.untrained());
    float[][] z = latents();
    float[][] means = vae.decode(z);
    float[][] again = loaded.decode(z);
    for (int i = 0; i < z.length; i++) {
      assertArrayEquals(means[i], again[i]);
    }
  }

  /** What was not observed says nothing of where a column lies. */
  @Test
  void unobservedValuesDoNotCount() {
    Vae vae = vae(Spec.of("gaussian").with("variance", "perDimension"));
    vae.startFrom(Rows.withMissing(new float[][] {{1, Float.NaN}, {3, Float.NaN}}), 1);
    assertArrayEquals(
        new float[] {2, 0}, vae.variables().get("likelihood/mean.start").values(), 1e-6f);
    assertArrayEquals(
        new float[] {1, 1}, vae.variables().get("likelihood/mean.scale").values(), 1e-6f);
  }

  /** A head that the data push against its end says so, with column and limit. */
  @Test
  void limitsThatAreMetAreTold() {
    Vae vae =
        vae(Likelihoods.composite(Likelihoods.of(Spec.of("poisson"), 1), Spec.of("gaussian")));
    float[][] rows = rows(vae.supports(), 1e6);
    List<TrainingEvent.LimitMet> met = new ArrayList<>();
    Trainer.of(vae)
        .train(Rows.of(rows))
        .startFromRows(false)
        .optimizer(Optimizer.adam(0.3))
        .epochs(20)
        .batch(50)
        .listener(
            e -> {
              if (e instanceof TrainingEvent.LimitMet limit) {
                met.add(limit);
              }
            })
        .run();
    TrainingEvent.LimitMet rate =
        met.stream().filter(m -> m.head().equals("poisson.logRate")).findFirst().orElseThrow();
    assertEquals(List.of(1), rate.columns());
    assertTrue(rate.upper());
    assertEquals(9, rate.limit());
    assertTrue(rate.text().contains("column 1"), rate.text());
  }

  /** The decoder is what is looked at: the encoder sees nothing of the size of the data. */
  private static Vae vae(Spec likelihood) {
    VaeSpec spec =
        VaeSpec.builder()
            .event(2)
            .latent(2)
            .encoder(Spec.of("layerNorm"), Layers.dense(8))
            .decoder(Layers.dense(16), Layers.relu())
            .likelihood(likelihood)
            .build();
    return Vae.create(spec, 1);
  }

  private static float[][] rows(List<Support> supports, double size) {
    SplittableRandom random = new SplittableRandom(5);
    float[][] rows = new float[ROWS][2];
    for (float[] row : rows) {
      for (int c = 0; c < 2; c++) {
        row[c] = (float) value(supports.get(c), size, random);
      }
    }
    return rows;
  }

  private static double value(Support support, double size, SplittableRandom random) {
    double small = Math.min(0.5, size * 0.3);
    return switch (support.kind()) {
      case REAL -> size * (5 + random.nextGaussian());
      case INTERVAL ->
          support.smallest() + (support.largest() - support.smallest()) * random.nextDouble();
      case CIRCLE -> 2 + 0.3 * random.nextGaussian();
      case POSITIVE -> size * Math.exp(0.5 * random.nextGaussian());
      case BINARY -> random.nextDouble() < small ? 1 : 0;
      case UNIT_INTERVAL -> {
        double inside = Math.min(1, small * Math.exp(0.1 * random.nextGaussian()));
        int steps = support.levels() - 1;
        yield steps < 0 ? inside : Math.rint(inside * steps) / steps;
      }
      case CATEGORY ->
          Math.min(support.largest(), (int) (5 * random.nextDouble() * random.nextDouble()));
      case COUNT -> {
        // sums of larger counts' terms are not exact to a nat in single precision
        double most = Math.min(Math.min(support.largest() * 0.6, size), 2e4);
        yield Math.max(0, Math.rint(most + Math.sqrt(most) * random.nextGaussian()));
      }
    };
  }

  /** −entropy of each column: of its values where they are single ones, else of a normal's. */
  private static double[] entropies(List<Support> supports, float[][] rows) {
    double[] best = new double[2];
    for (int c = 0; c < 2; c++) {
      double[] moments = moments(rows, c);
      Support support = supports.get(c);
      boolean few = support.discrete() && moments[1] < 1.5 * step(support);
      if (few) {
        int column = c;
        Map<Float, Long> counts =
            Arrays.stream(rows)
                .collect(
                    java.util.stream.Collectors.groupingBy(
                        row -> row[column], java.util.stream.Collectors.counting()));
        best[c] =
            counts.values().stream()
                .mapToDouble(n -> (double) n / ROWS * Math.log((double) n / ROWS))
                .sum();
      } else {
        double unit = support.discrete() ? step(support) : 1;
        best[c] = -0.5 * Math.log(2 * Math.PI * Math.E) - Math.log(moments[1] / unit);
      }
    }
    return best;
  }

  /** The largest log-density that one logit can give to values of a mean. */
  private static double continuousBernoulli(double mean) {
    double best = Double.NEGATIVE_INFINITY;
    for (double log = -12; log < 12; log += 1e-3) {
      double l = -Math.exp(log);
      double constant = Math.log(-l / Math.tanh(-l / 2));
      best = Math.max(best, mean * l - Math.log1p(Math.exp(l)) + constant);
    }
    return best;
  }

  private static double step(Support support) {
    return support.levels() > 0 ? 1.0 / (support.levels() - 1) : 1;
  }

  private static double[] moments(float[][] rows, int c) {
    double mean = Arrays.stream(rows).mapToDouble(r -> r[c]).average().orElseThrow();
    double variance =
        Arrays.stream(rows).mapToDouble(r -> (r[c] - mean) * (r[c] - mean)).average().orElseThrow();
    return new double[] {mean, Math.sqrt(variance)};
  }

  /** The mean over rows of log p(x | z) for z of the prior, by column. */
  private static double[] logProb(Vae vae, float[][] rows) {
    TracedModel trace = vae.graphs().inference(false);
    Tensor x = trace.graph().input(TracedModel.X, Shape.batch(2));
    Tensor each = trace.decode(trace.samplePrior()).logProb(x);
    float[] flat = new float[2 * ROWS];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = rows[i / 2][i % 2];
    }
    Computation computation = Computation.of(Map.of("each", each.mean(0)));
    try (Program program = Program.compile(computation, vae.variables(), Engine.of(1, null))) {
      program.bind(TracedModel.X, flat);
      program.run(ROWS, 1, 1, 0);
      float[] out = program.output("each");
      return new double[] {out[0], out[1]};
    }
  }

  private static float[][] latents() {
    SplittableRandom random = new SplittableRandom(9);
    float[][] z = new float[ROWS][2];
    for (float[] row : z) {
      row[0] = (float) random.nextGaussian();
      row[1] = (float) random.nextGaussian();
    }
    return z;
  }

  private static double[] mean(Vae vae) {
    double[] mean = new double[2];
    for (float[] row : vae.decode(latents())) {
      mean[0] += row[0] / ROWS;
      mean[1] += row[1] / ROWS;
    }
    return mean;
  }
}
