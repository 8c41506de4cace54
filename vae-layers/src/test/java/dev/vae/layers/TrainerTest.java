package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.engine.Engine;
import dev.vae.core.estimate.Estimator;
import dev.vae.core.graph.Shape;
import dev.vae.core.model.Vae;
import dev.vae.core.optim.LearningRateSchedule;
import dev.vae.core.optim.Optimizer;
import dev.vae.core.plugin.Spec;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.train.EpochReport;
import dev.vae.core.train.Trainer;
import dev.vae.core.train.TrainingEvent;
import dev.vae.core.train.TrainingResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
  /** Dropout, batch normalisation, warm-up and a clip: all that could break a resume. */
  static final VaeSpec SPEC =
      VaeSpec.builder()
          .event(6)
          .latent(2)
          .encoder(Layers.dense(7), Layers.batchNorm(), Layers.relu(), Layers.dropout(0.2))
          .decoder(Layers.dense(5), Layers.tanh())
          .likelihood(Likelihoods.gaussian())
          .objective(Objectives.elbo().with("warmUp", 2).with("samples", 2))
          .build();

  private static final float[][] ROWS = VaeTest.rows(50, 6);

  static Vae vae(Engine engine) {
    return Vae.builder(SPEC).seed(11).engine(engine).build();
  }

  static Trainer trainer(Vae vae) {
    return Trainer.of(vae)
        .train(Rows.of(ROWS))
        .epochs(4)
        .batch(16)
        .optimizer(Optimizer.adam(1e-2))
        .schedule(LearningRateSchedule.exponential(0.9).warmUp(0.5))
        .clip(5);
  }

  static Map<String, float[]> numbers(Vae vae) {
    Map<String, float[]> numbers = new LinkedHashMap<>();
    vae.variables().all().forEach((name, v) -> numbers.put(name, v.values()));
    return numbers;
  }

  static void assertSame(Map<String, float[]> expected, Map<String, float[]> actual) {
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach((name, v) -> assertArrayEquals(v, actual.get(name), name));
  }

  @Test
  void theBoundRises() {
    Vae vae = vae(Engine.defaults());
    TrainingResult result =
        trainer(vae).validation(Rows.of(ROWS)).startFromRows(false).epochs(30).run();
    assertEquals(TrainingResult.Status.COMPLETED, result.status());
    double first = result.epochs().get(0).validation().orElseThrow().logLikelihood();
    double last = result.last().validation().orElseThrow().logLikelihood();
    assertTrue(last > first + 1, first + " to " + last);
    assertEquals(50, result.last().train().rows(), "the last, smaller batch counts");
  }

  @Test
  void sameBitsWithOtherThreadsAndKernels() {
    VaeSpec images =
        VaeSpec.builder()
            .likelihood(Spec.of("bernoulli"))
            .event(4, 4, 2)
            .latent(3)
            .encoder(Layers.unflatten(4, 4, 2), Layers.conv2d(5, 3, 2, 1), Layers.batchNorm())
            .encoder(Layers.gelu(), Layers.averagePool(2), Layers.flatten())
            .decoder(Layers.dense(20), Layers.unflatten(2, 2, 5), Layers.groupNorm(5))
            .decoder(Layers.silu(), Layers.convTranspose2d(2, 4, 2, 1))
            .output(VaeSpec.Output.DIRECT)
            .build();
    for (VaeSpec spec : List.of(SPEC, images)) {
      Map<String, float[]> one = trained(spec, Engine.of(1, null));
      assertSame(one, trained(spec, Engine.of(2, null)));
      assertSame(one, trained(spec, Engine.of(1, "portable")));
    }
  }

  private static Map<String, float[]> trained(VaeSpec spec, Engine engine) {
    Vae vae = Vae.builder(spec).seed(11).engine(engine).build();
    trainer(vae).train(Rows.of(VaeTest.rows(50, spec.width()))).run();
    return numbers(vae);
  }

  @Test
  void aLinearModelReachesPrincipalComponents() {
    // correlated pairs: the covariance has eigenvalues l1 > l2, one latent explains l1
    java.util.Random random = new java.util.Random(8);
    float[][] rows = new float[512][2];
    double[][] s = new double[2][2];
    for (float[] row : rows) {
      double z = 2 * random.nextGaussian();
      row[0] = (float) (z + 0.7 * random.nextGaussian());
      row[1] = (float) (0.5 * z + 0.7 * random.nextGaussian());
    }
    double m0 = java.util.Arrays.stream(rows).mapToDouble(r -> r[0]).average().orElseThrow();
    double m1 = java.util.Arrays.stream(rows).mapToDouble(r -> r[1]).average().orElseThrow();
    for (float[] row : rows) {
      s[0][0] += (row[0] - m0) * (row[0] - m0) / rows.length;
      s[0][1] += (row[0] - m0) * (row[1] - m1) / rows.length;
      s[1][1] += (row[1] - m1) * (row[1] - m1) / rows.length;
    }
    // Tipping and Bishop (1999): with one latent of two dimensions the fit is the covariance itself
    double determinant = s[0][0] * s[1][1] - s[0][1] * s[0][1];
    double exact = -Math.log(2 * Math.PI) - 0.5 * Math.log(determinant) - 1;
    Vae vae = Vae.create(Presets.linear(Shape.of(2)).with("latent=1"), 3);
    Trainer.of(vae)
        .train(Rows.of(rows))
        .epochs(150)
        .batch(64)
        .optimizer(Optimizer.adam(0.03))
        .schedule(LearningRateSchedule.cosine(0.001))
        .run();
    double bound = Estimator.of(vae).samples(200).elbo(Rows.of(rows)).logLikelihood();
    assertEquals(exact, bound, 0.01);
  }

  @Test
  void aResumedRunGivesTheSameBits(@TempDir Path folder) {
    Vae whole = vae(Engine.defaults());
    TrainingResult expected = trainer(whole).run();
    Path file = folder.resolve("checkpoint.safetensors");
    Vae first = vae(Engine.defaults());
    Trainer stopped = trainer(first).checkpoint(file);
    // three steps into the second epoch
    stopped.listener(e -> cancelAfter(e, stopped));
    TrainingResult cut = stopped.run();
    assertEquals(TrainingResult.Status.CANCELLED, cut.status());
    assertEquals(1, cut.epochs().size());
    Vae second = vae(Engine.defaults());
    TrainingResult rest = trainer(second).checkpoint(file).resume(true).run();
    assertSame(numbers(whole), numbers(second));
    assertEquals(4, rest.epochs().size());
    assertEquals(expected.last().train().elbo(), rest.last().train().elbo());
    for (int e = 0; e < 4; e++) {
      var reported = expected.epochs().get(e).train().reported();
      assertEquals(Set.of("beta"), reported.keySet());
      assertEquals(reported, rest.epochs().get(e).train().reported());
    }
    assertEquals(1, rest.last().train().reported().get("beta"));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> trainer(vae(Engine.defaults())).batch(8).checkpoint(file).resume(true).run())
            .getMessage();
    assertTrue(message.contains("batch was 16, now it is 8"), message);
  }

  private static void cancelAfter(TrainingEvent event, Trainer trainer) {
    if (event instanceof EpochReport) {
      trainer.cancel();
    }
  }

  @Test
  void stopsEarlyAndGoesBackToTheBestWeights() {
    Vae vae = vae(Engine.defaults());
    Rows others = Rows.of(VaeTest.rows(8, 6));
    List<Map<String, float[]>> after = new ArrayList<>();
    TrainingResult result =
        trainer(vae)
            .validation(others)
            .optimizer(Optimizer.sgd(0.05, 0.9))
            .patience(2)
            .epochs(500)
            .listener(
                e -> {
                  if (e instanceof EpochReport) {
                    after.add(numbers(vae));
                  }
                })
            .run();
    assertEquals(TrainingResult.Status.STOPPED_EARLY, result.status());
    assertEquals(result.bestEpoch() + 2, result.epochs().size());
    assertTrue(result.epochs().get(result.bestEpoch() - 1).best());
    assertSame(after.get(result.bestEpoch() - 1), numbers(vae));
  }
}
