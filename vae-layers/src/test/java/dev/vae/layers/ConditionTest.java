package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.estimate.Estimator;
import dev.vae.core.graph.Shape;
import dev.vae.core.model.Vae;
import dev.vae.core.optim.Optimizer;
import dev.vae.core.plugin.Spec;
import dev.vae.core.rows.RowMatrix;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.Condition;
import dev.vae.core.spec.Condition.Factor;
import dev.vae.core.spec.Schema;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.train.Trainer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Models whose rows are conditioned on something. */
class ConditionTest {
  private static final Condition MEANING =
      new Condition(
          List.of(
              Factor.of("sex", false, List.of("f", "m")),
              new Factor("age", false, List.of(), 40, 10)));

  private static final VaeSpec SPEC =
      VaeSpec.builder()
          .event(2)
          .latent(1)
          .condition(3)
          .encoder(Layers.condition(), Layers.dense(16), Layers.tanh())
          .decoder(Layers.condition(), Layers.dense(16), Layers.tanh())
          .prior(Priors.conditionalNormal())
          .likelihood(Likelihoods.gaussian())
          .build();

  private static Vae vae(VaeSpec spec) {
    Schema schema = Schema.of(spec.event()).withCondition(MEANING);
    return Vae.builder(spec).schema(schema).seed(3).build();
  }

  @Test
  void rowsAreDrawnAsTheConditionSays() {
    float[][] rows = new float[300][];
    float[][] conditions = new float[300][];
    Random random = new Random(1);
    for (int r = 0; r < rows.length; r++) {
      float sex = random.nextInt(2);
      float age = (float) (40 + 10 * random.nextGaussian());
      conditions[r] = new float[] {1 - sex, sex, age};
      float noise = (float) (0.1 * random.nextGaussian());
      rows[r] = new float[] {sex == 0 ? 2 : -2, (age - 40) / 10 + noise};
    }
    Vae vae = vae(SPEC);
    Rows all = Rows.of(RowMatrix.of(rows), RowMatrix.of(conditions));
    Trainer.of(vae).train(all).validation(all).epochs(60).optimizer(Optimizer.adam(1e-2)).run();
    float[] old = mean(vae.sample(200, 1, vae.condition("sex=f,age=60")));
    float[] young = mean(vae.sample(200, 1, vae.condition("age=30, sex=m")));
    assertEquals(2, old[0], 0.3);
    assertEquals(-2, young[0], 0.3);
    assertEquals(2, old[1], 0.4);
    assertEquals(-1, young[1], 0.4);
    Estimator judge = Estimator.of(vae).samples(8).seed(1);
    float[][] wrong = conditions.clone();
    Arrays.setAll(wrong, r -> new float[] {conditions[r][1], conditions[r][0], conditions[r][2]});
    double right = judge.elbo(all).logLikelihood();
    assertTrue(
        right > judge.elbo(Rows.of(RowMatrix.of(rows), RowMatrix.of(wrong))).logLikelihood() + 5,
        "it uses them");
  }

  private static float[] mean(float[][] rows) {
    float[] mean = new float[rows[0].length];
    for (float[] row : rows) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += row[i] / rows.length;
      }
    }
    return mean;
  }

  @Test
  void allWaysToGiveConditionsAgree(@TempDir Path folder) {
    Vae vae = vae(SPEC);
    vae.save(folder);
    Vae back = Vae.load(folder);
    assertEquals(vae.spec(), back.spec());
    assertEquals(vae.schema(), back.schema());
    float[][] rows = {{1, 2}, {3, 4}};
    float[][] conditions = {{1, 0, 33}, {0, 1, 44}};
    float[][] means = vae.encode(rows, conditions).mean();
    assertArrayEquals(
        means, back.encode(Rows.of(RowMatrix.of(rows), RowMatrix.of(conditions))).mean());
    assertArrayEquals(
        means[1], vae.encode(new float[][] {rows[1]}, vae.condition("sex=m,age=44")).mean()[0]);
    float[][] again = vae.reconstruct(rows, conditions);
    assertArrayEquals(
        again, vae.reconstruct(Rows.of(RowMatrix.of(rows), RowMatrix.of(conditions))));
    assertArrayEquals(again, vae.decode(means, conditions));
    assertFalse(Arrays.equals(again[0], vae.decode(means, vae.condition("sex=m,age=33"))[0]));
    assertArrayEquals(
        vae.sample(300, 5, vae.condition("sex=f,age=1"))[2],
        vae.sample(3, 5, vae.condition("sex=f,age=1"))[2]);
  }

  @Test
  void whatIsMissingOrWrongIsNamed() {
    Vae vae = vae(SPEC);
    float[][] row = {{1, 2}};
    String takes = "sex (one of f, m), age (a number)";
    refused("conditioned on " + takes + ": give a condition", () -> vae.encode(row));
    refused("conditioned on " + takes, () -> vae.sample(3, 1));
    refused("2 conditions for 3 rows", () -> vae.sample(3, 1, new float[2][3]));
    refused("has 2 values, not 3", () -> vae.sample(3, 1, new float[1][2]));
    refused("'sex' has no class 'x'; did you mean 'f'", () -> vae.condition("sex=x,age=3"));
    refused("'age' is a number, not 'old'", () -> vae.condition("sex=f,age=old"));
    refused("says nothing of 'age': the model takes " + takes, () -> vae.condition("sex=f"));
    refused("has no condition 'size'", () -> vae.condition("sex=f,age=3,size=4"));
    refused("is not a condition such as name=value", () -> vae.condition("sex=f,sex=f,age=3"));
    refused("is not a condition such as name=value", () -> vae.condition("7"));
    refused("but its rows have none", () -> Trainer.of(vae).train(Rows.of(row)).run());
    refused("but its rows have none", () -> Estimator.of(vae).elbo(Rows.of(row)));
    refused(
        "one of 2 values",
        () -> vae.encode(Rows.of(RowMatrix.of(row), RowMatrix.of(new float[1][2]))));
    float[][] hole = {{1, 0, Float.NaN}};
    refused(
        "condition of row 0 is NaN in column 2",
        () -> Trainer.of(vae).train(Rows.of(RowMatrix.of(row), RowMatrix.of(hole))).run());
    refused(
        "2 conditions for 1 row", () -> Rows.of(RowMatrix.of(row), RowMatrix.of(new float[2][3])));
    Vae plain =
        Vae.create(
            VaeSpec.builder().likelihood(Spec.of("bernoulli")).event(2).latent(1).build(), 1);
    refused("takes no condition", () -> plain.sample(1, 1, new float[1][1]));
    refused("takes no condition", () -> plain.condition("7"));
    refused(
        "takes no condition",
        () -> plain.encode(Rows.of(RowMatrix.of(row), RowMatrix.of(new float[1][3]))));
    refused("\"condition\" is 4, but the data's is sex", () -> vae(SPEC.withCondition(4)));
    refused(
        "layer encoder/0.condition needs a condition",
        () -> Vae.create(SPEC.withCondition(0).with("prior=normal"), 1));
    VaeSpec prior =
        VaeSpec.builder()
            .likelihood(Spec.of("bernoulli"))
            .event(2)
            .latent(1)
            .prior(Priors.conditionalNormal())
            .build();
    refused("'conditionalNormal' needs a condition", () -> Vae.create(prior, 1));
  }

  private static void refused(String words, Executable action) {
    Exception e = assertThrows(IllegalArgumentException.class, action);
    assertTrue(e.getMessage().contains(words), e.getMessage());
  }

  @Test
  void imagesGetPlanesAndEveryPriorGoesAlong() {
    VaeSpec conv = Presets.conv(Shape.of(8, 8, 1));
    VaeSpec conditional =
        conv.withCondition(3)
            .withLayers(after(conv.encoder(), 1), after(conv.decoder(), 0))
            .with("latent=2");
    float[][] rows = new float[6][64];
    float[][] conditions = {{1, 0, 30}, {0, 1, 40}, {1, 0, 50}, {0, 1, 60}, {1, 0, 70}, {0, 1, 80}};
    for (Spec prior :
        List.of(
            Priors.standardNormal(),
            Priors.conditionalNormal(),
            Spec.of("vampPrior").with("components", 3))) {
      VaeSpec spec =
          VaeSpec.builder()
              .likelihood(Spec.of("bernoulli"))
              .event(conditional.event())
              .latent(2)
              .condition(3)
              .encoder(conditional.encoder().toArray(Spec[]::new))
              .decoder(conditional.decoder().toArray(Spec[]::new))
              .output(VaeSpec.Output.DIRECT)
              .prior(prior)
              .objective(Spec.of("iwae").with("samples", 3))
              .build();
      Vae vae = vae(spec);
      Trainer.of(vae).train(Rows.of(RowMatrix.of(rows), RowMatrix.of(conditions))).epochs(2).run();
      float[][] drawn = vae.sample(2, 1, new float[][] {conditions[0], conditions[1]});
      assertFalse(Arrays.equals(drawn[0], drawn[1]));
      assertTrue(Float.isFinite(drawn[1][63]));
    }
  }

  private static List<Spec> after(List<Spec> layers, int place) {
    List<Spec> more = new java.util.ArrayList<>(layers);
    more.add(place, Layers.condition());
    return more;
  }

  @Test
  void everyObjectiveTakesConditionsAlong() {
    float[][] rows = {{1, 2}, {0, 1}, {2, 2}, {1, 0}, {0, 0}};
    float[][] conditions = {{1, 0, 30}, {0, 1, 40}, {1, 0, 50}, {0, 1, 60}, {1, 0, 70}};
    Spec mixed =
        Likelihoods.composite(Likelihoods.of(Likelihoods.poisson(), 1), Likelihoods.gaussian());
    for (Spec objective :
        List.of(
            Objectives.elbo(),
            Objectives.iwae(3),
            Objectives.doublyReparameterizedIwae(3),
            Spec.of("betaTc"),
            Spec.of("infoVae"),
            Spec.of("waeMmd"),
            Spec.of("masked"),
            Spec.of("dip"))) {
      for (Spec prior : List.of(Priors.conditionalNormal(), Priors.vampPrior(3))) {
        VaeSpec spec =
            VaeSpec.builder()
                .event(2)
                .latent(2)
                .condition(3)
                .encoder(Layers.condition(), Layers.dense(4))
                .decoder(Layers.condition())
                .prior(prior)
                .objective(objective)
                .likelihood(mixed)
                .build();
        Vae vae = vae(spec);
        Trainer.of(vae)
            .train(Rows.of(RowMatrix.of(rows), RowMatrix.of(conditions)))
            .epochs(2)
            .run();
        assertTrue(Float.isFinite(vae.sample(1, 1, vae.condition("sex=f,age=20"))[0][1]));
      }
    }
  }

  @Test
  void specsKeepTheirCondition() {
    assertEquals(SPEC, VaeSpec.fromJson(SPEC.toJson()));
    assertEquals(5, SPEC.with("condition=5").condition());
    assertFalse(SPEC.withCondition(0).toJson().contains("\"condition\": 0"));
    assertThrows(IllegalArgumentException.class, () -> SPEC.with("condition=-1"));
  }
}
