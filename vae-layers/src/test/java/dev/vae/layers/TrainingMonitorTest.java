package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.TrainingException;
import dev.vae.core.graph.Shape;
import dev.vae.core.model.Vae;
import dev.vae.core.optim.Optimizer;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.Schema;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.train.Trainer;
import dev.vae.core.train.TrainingEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrainingMonitorTest {
  private final List<TrainingEvent> events = new ArrayList<>();

  private <E> List<E> of(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Independent columns with these variances. */
  private static float[][] columns(double... variances) {
    Random random = new Random(5);
    float[][] rows = new float[400][variances.length];
    for (float[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) (random.nextGaussian() * Math.sqrt(variances[i]));
      }
    }
    return rows;
  }

  private Vae train(Vae vae, float[][] rows, int epochs) {
    Trainer.of(vae)
        .train(Rows.of(rows))
        .epochs(epochs)
        .batch(50)
        .optimizer(Optimizer.adam(0.02))
        .listener(events::add)
        .run();
    return vae;
  }

  private static VaeSpec fixed(double variance) {
    return VaeSpec.builder()
        .event(4)
        .latent(3)
        .posterior(Posteriors.gaussianShared())
        .likelihood(Likelihoods.gaussianFixed(variance))
        .build();
  }

  @Test
  void exactlyTheDimensionsBelowTheNoiseAreUnused() {
    // theory: a dimension is used where its variance is above that of the noise (Lucas 2019)
    train(Vae.create(fixed(1.5), 1), columns(9, 4, 0.5, 0.2), 60);
    List<TrainingEvent.LatentUse> uses = of(TrainingEvent.LatentUse.class);
    assertEquals(60, uses.size());
    TrainingEvent.LatentUse last = uses.get(59);
    assertEquals(1, last.unused().size(), last.toString());
    assertEquals(2, last.active());
    assertTrue(!last.collapsed());
    String advice =
        uses.stream().flatMap(u -> u.advice().stream()).reduce((a, b) -> b).orElseThrow();
    assertTrue(advice.startsWith("1 of 3 latent dimensions is unused"), advice);
    assertTrue(advice.contains("--set objective.warmUp=10"), advice);
    assertTrue(uses.stream().filter(u -> u.advice().isPresent()).count() < 6);
  }

  @Test
  void collapseIsCalledByItsName() {
    train(Vae.create(fixed(20), 1), columns(9, 4, 0.5, 0.2), 60);
    TrainingEvent.LatentUse last = of(TrainingEvent.LatentUse.class).get(59);
    assertTrue(last.collapsed(), last.toString());
    List<String> told =
        of(TrainingEvent.LatentUse.class).stream().flatMap(u -> u.advice().stream()).toList();
    assertTrue(told.get(told.size() - 1).startsWith("posterior collapse: all 3"), told.toString());
  }

  @Test
  void aPlainAutoEncoderHasNoUnusedDimensions() {
    VaeSpec spec = fixed(20).with("posterior=deterministic");
    train(Vae.create(spec, 1), columns(1e-4, 1e-4, 1e-4, 1e-4), 2);
    assertTrue(of(TrainingEvent.LatentUse.class).get(1).unused().isEmpty());
  }

  @Test
  void aVarianceThatVanishesIsNamedByItsColumn() {
    VaeSpec spec =
        Presets.linear(Shape.of(3)).with("likelihood.variance=perDimension").with("latent=1");
    Vae vae =
        Vae.builder(spec)
            .schema(Schema.of(Shape.of(3)).withColumns(List.of("age", "same", "height")))
            .build();
    train(vae, columns(1, 0, 2), 100);
    List<TrainingEvent.RunawayVariance> told = of(TrainingEvent.RunawayVariance.class);
    assertEquals(1, told.size(), told.toString());
    assertEquals(1, told.get(0).index());
    assertFalse(told.get(0).posterior());
    assertTrue(told.get(0).text().contains("column 1 ('same') has fallen"), told.get(0).text());
    assertTrue(told.get(0).logVariance() < 2 * Math.log(1e-3) - 1, "it began at a thousandth");
    assertEquals(1, told.get(0).usual(), 0.2, "the mean variance of all columns");
  }

  @Test
  void largeUnitsAreNoRunaway() {
    Vae vae = Vae.create(Presets.linear(Shape.of(2)).with("latent=1"), 1);
    train(vae, columns(1e6, 3e6), 5);
    // it begins at 1, far below the data's variance, but rises
    List<TrainingEvent.RunawayVariance> told = of(TrainingEvent.RunawayVariance.class);
    assertTrue(told.isEmpty(), told.toString());
  }

  @Test
  void numbersThatAreNotFiniteAreTracedToTheirRow() {
    float[][] rows = columns(1, 1, 1, 1);
    rows[77][2] = 3e38f;
    Vae vae = Vae.create(fixed(1), 1);
    float[] before = vae.variables().get("likelihood/mean/weight").values();
    assertThrows(TrainingException.class, () -> train(vae, rows, 2));
    TrainingEvent.LossNotFinite told = of(TrainingEvent.LossNotFinite.class).get(0);
    assertEquals(1, told.epoch());
    assertTrue(told.text().contains("77 of the data"), told.text());
    assertTrue(told.first().orElseThrow().row() >= 0);
    assertTrue(!told.first().orElseThrow().scope().isEmpty(), told.text());
    float[] after = vae.variables().get("likelihood/mean/weight").values();
    assertEquals(before[0], after[0]);
  }
}
