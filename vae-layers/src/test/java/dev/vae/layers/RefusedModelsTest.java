package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.engine.Engine;
import dev.vae.core.estimate.Estimator;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Spec;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.train.Trainer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Models that would train and be wrong, and what is done about them. */
class RefusedModelsTest {
  private static VaeSpec.Builder spec() {
    return VaeSpec.builder().event(4).latent(2).likelihood(Likelihoods.gaussian());
  }

  private static Vae vae(VaeSpec.Builder spec) {
    return Vae.builder(spec.build()).engine(Engine.of(1, null)).seed(2).build();
  }

  private static String refusal(VaeSpec.Builder spec) {
    return assertThrows(IllegalArgumentException.class, () -> vae(spec)).getMessage();
  }

  @Test
  void aConditionThatNothingReadsIsRefused() {
    for (Spec prior : List.of(Priors.standardNormal(), Priors.normal(), Priors.flow(1))) {
      String why = refusal(spec().condition(2).prior(prior).encoder(Layers.dense(3)));
      assertTrue(why.contains("condition of 2 values that none of its parts reads"), why);
      assertTrue(why.contains("layer 'condition'") && why.contains("'conditionalNormal'"), why);
    }
    // any part that reads it will do
    vae(spec().condition(2).encoder(Layers.condition()));
    vae(
        spec()
            .condition(2)
            .decoder(Layers.residual(List.of(Layers.condition(), Layers.dense(2)), List.of())));
    vae(spec().condition(2).prior(Priors.conditionalNormal()));
    vae(spec().condition(2).prior(Priors.vampPrior(2)));
  }

  @Test
  void aSpecWithoutLikelihoodIsRefused() {
    for (VaeSpec spec :
        List.of(
            VaeSpec.builder().event(4).latent(2).build(),
            VaeSpec.fromJson("{\"event\": [4], \"latent\": 2}"))) {
      var refused = assertThrows(IllegalArgumentException.class, () -> Vae.create(spec, 1));
      assertTrue(refused.getMessage().contains("has no likelihood"), refused.getMessage());
      assertTrue(refused.getMessage().contains("betaBinomial, binomial, "), refused.getMessage());
      assertEquals(spec, VaeSpec.fromJson(spec.toJson()));
      Vae.create(spec.with("likelihood=laplace"), 1);
    }
  }

  private static float[][] rows(int count) {
    SplittableRandom random = new SplittableRandom(5);
    float[][] rows = new float[count][4];
    for (float[] row : rows) {
      for (int i = 0; i < 4; i++) {
        row[i] = (float) (3 + 2 * random.nextGaussian());
      }
    }
    return rows;
  }

  /** The variance of one value is 0: running means of it would blow up all that is judged later. */
  @Test
  void batchNormSurvivesBatchesOfOneRow() {
    for (int batch : List.of(1, 8, 16)) {
      Vae vae =
          vae(
              spec()
                  .encoder(Layers.dense(6), Layers.batchNorm(), Layers.tanh())
                  .decoder(Layers.dense(6), Layers.batchNorm(), Layers.tanh()));
      Rows rows = Rows.of(rows(33)); // all but batches of 1 leave a last one of one row
      double before = Estimator.of(vae).elbo(rows).logLikelihood();
      Trainer.of(vae).train(rows).batch(batch).epochs(10).run();
      double after = Estimator.of(vae).elbo(rows).logLikelihood();
      assertTrue(after > before, "batch " + batch + ": " + before + " became " + after);
      float[] variance = vae.variables().get("encoder/1.batchNorm/runningVariance").values();
      if (batch == 1) {
        assertArrayEquals(new float[] {1, 1, 1, 1, 1, 1}, variance);
      }
    }
  }

  /** A last batch of one row leaves the running means as they were. */
  @Test
  void aRowByItselfMovesNoRunningMeans() {
    Vae vae = vae(spec().encoder(Layers.batchNorm()));
    Trainer.of(vae).train(Rows.of(rows(8))).batch(8).epochs(1).run();
    float[] before = vae.variables().get("encoder/0.batchNorm/runningMean").values();
    assertTrue(before[0] != 0);
    Trainer.of(vae).train(Rows.of(rows(1))).batch(8).epochs(1).run();
    assertArrayEquals(before, vae.variables().get("encoder/0.batchNorm/runningMean").values());
    // positions count as well as rows
    Vae image = vae(spec().encoder(Layers.unflatten(2, 2, 1), Layers.batchNorm()));
    Trainer.of(image).train(Rows.of(rows(1))).epochs(1).run();
    assertTrue(image.variables().get("encoder/1.batchNorm/runningMean").values()[0] != 0);
  }

  @Test
  void normsOfSingleValuesAreRefused() {
    List<List<Spec>> alone =
        List.of(
            List.of(Layers.dense(1), Layers.layerNorm()),
            List.of(Layers.unflatten(2, 2, 1), Layers.layerNorm()),
            List.of(Layers.groupNorm(4)),
            List.of(Layers.unflatten(4, 1), Layers.selfAttention(1)));
    for (List<Spec> layers : alone) {
      String why = refusal(spec().encoder(layers.toArray(Spec[]::new)));
      assertTrue(why.contains("encoder/") && why.contains("each value by itself"), why);
    }
    vae(spec().encoder(Layers.unflatten(2, 2, 1), Layers.groupNorm(1)));
  }

  /** Data's own shape is known: images and sequences need no unflatten. */
  @Test
  void rowsOfImagesAndSequencesNeedNoUnflatten() {
    List<Spec> images =
        List.of(
            Layers.conv2d(2, 3, 1, 1),
            Layers.convTranspose2d(2, 3, 1, 1),
            Layers.upsample(2),
            Layers.maxPool(2),
            Layers.averagePool(2));
    for (Spec layer : images) {
      same(new int[] {4, 4, 3}, layer);
    }
    List<Spec> sequences =
        List.of(
            Layers.gru(3, Layers.Returns.LAST),
            Layers.lstm(3, Layers.Returns.SEQUENCE),
            Layers.selfAttention(2),
            Layers.positionalEncoding());
    for (Spec layer : sequences) {
      same(new int[] {5, 4}, layer);
    }
  }

  /** With and without unflatten, given the same weights, rows have the same latents. */
  private static void same(int[] event, Spec layer) {
    VaeSpec.Builder with = spec().event(event).encoder(Layers.unflatten(event), layer);
    VaeSpec.Builder without = spec().event(event).encoder(layer);
    Vae a = vae(with);
    Vae b = vae(without);
    a.variables()
        .all()
        .forEach(
            (name, v) -> {
              String own = name.replace("encoder/1.", "encoder/0.");
              b.variables().get(own).set(v.values());
            });
    float[][] rows = new float[2][Arrays.stream(event).reduce(1, (x, y) -> x * y)];
    for (int i = 0; i < rows[1].length; i++) {
      rows[1][i] = i % 7;
    }
    assertArrayEquals(a.encode(rows).mean(), b.encode(rows).mean());
    String flat = refusal(spec().encoder(Layers.conv2d(2, 3, 1, 1)));
    assertTrue(flat.contains("put an 'unflatten' before it"), flat);
  }
}
