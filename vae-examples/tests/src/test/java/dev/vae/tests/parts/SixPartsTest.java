package dev.vae.tests.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.contract.LayerContract;
import dev.vae.core.contract.LikelihoodContract;
import dev.vae.core.contract.ObjectiveContract;
import dev.vae.core.contract.PosteriorContract;
import dev.vae.core.contract.PriorContract;
import dev.vae.core.estimate.Estimator;
import dev.vae.core.graph.Shape;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.train.Trainer;
import dev.vae.export.VaeExporter;
import dev.vae.export.runtime.OnnxSession;
import dev.vae.layers.Layers;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts as somebody else writes them, against vae-core alone. */
class SixPartsTest {
  private static final Plugins KNOWN =
      Plugins.load()
          .with(
              new ZeroInflatedNegativeBinomial(),
              new VonMises(),
              new SqueezeExcitation(),
              new HouseholderFlow(),
              new StudentTMixture(),
              new RenyiBound());

  @Test
  void zeroInflatedNegativeBinomial() {
    LikelihoodContract.of(Spec.of("zeroInflatedNegativeBinomial"))
        .plugins(KNOWN)
        .event(Shape.of(2))
        .check();
  }

  @Test
  void vonMises() {
    LikelihoodContract.of(Spec.of("vonMises")).plugins(KNOWN).check();
  }

  @Test
  void squeezeExcitation() {
    LayerContract.of(Spec.of("squeezeExcitation")).plugins(KNOWN).input(Shape.of(3, 2, 8)).check();
  }

  @Test
  void householderFlow() {
    PosteriorContract.of(Spec.of("householderFlow")).plugins(KNOWN).check();
  }

  @Test
  void studentTMixture() {
    PriorContract.of(Spec.of("studentTMixture").with("components", 3)).plugins(KNOWN).check();
  }

  @Test
  void renyi() {
    ObjectiveContract.of(Spec.of("renyi")).plugins(KNOWN).check();
    ObjectiveContract.of(Spec.of("renyi").with("alpha", -1)).plugins(KNOWN).check();
  }

  /** Angles on both sides of ±π, which are near to each other. */
  @Test
  void anglesAreLearnedAndExported(@TempDir Path folder) throws Exception {
    Random random = new Random(1);
    float[][] angles = new float[400][2];
    for (float[] row : angles) {
      double first = Math.PI + 0.3 * random.nextGaussian();
      row[0] = (float) Math.IEEEremainder(first, 2 * Math.PI);
      row[1] = (float) Math.IEEEremainder(first + 1 + 0.3 * random.nextGaussian(), 2 * Math.PI);
    }
    VaeSpec spec =
        VaeSpec.builder()
            .event(2)
            .latent(2)
            .encoder(Layers.dense(16), Layers.tanh())
            .decoder(Layers.dense(16), Layers.tanh())
            .likelihood(Spec.of("vonMises"))
            .posterior(Spec.of("householderFlow"))
            .prior(Spec.of("studentTMixture").with("components", 3))
            .objective(Spec.of("renyi"))
            .build();
    Vae vae = Vae.builder(spec).plugins(KNOWN).seed(1).build();
    Rows rows = Rows.of(angles);
    Trainer.of(vae).train(rows).epochs(15).run();
    // a uniform angle has −log 2π nats, one of deviation 0.3 about 1.8 more
    double nats = Estimator.of(vae).elbo(rows).logLikelihood();
    assertTrue(nats > -2 * Math.log(2 * Math.PI) + 2, nats + " nats");
    double[] drawn = new double[2];
    for (float[] row : vae.sample(500, 3)) {
      assertTrue(Math.abs(row[0]) <= 3.1415929f && Math.abs(row[1]) <= 3.1415929f);
      drawn[0] += Math.sin(row[0]);
      drawn[1] += Math.cos(row[0]);
    }
    double direction = Math.atan2(drawn[0], drawn[1]);
    assertEquals(0, Math.IEEEremainder(direction - Math.PI, 2 * Math.PI), 0.3);
    VaeExporter.of(vae).write(folder);
    assertTrue(VaeExporter.of(vae).check(folder, OnnxSession.Device.CPU).passed());
    IllegalArgumentException degrees =
        assertThrows(
            IllegalArgumentException.class,
            () -> Trainer.of(vae).train(Rows.of(new float[][] {{90, 1}})).run());
    assertTrue(degrees.getMessage().contains("angle in radians"), degrees.getMessage());
    assertTrue(degrees.getMessage().contains("degrees times π / 180"), degrees.getMessage());
  }
}
