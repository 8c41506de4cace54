package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.engine.Engine;
import dev.vae.core.engine.Program;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.model.Encoding;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Inference;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Prior;
import dev.vae.core.plugin.Spec;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.trace.TracedModel;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The VampPrior as part of a model. */
class VampPriorTest {
  private static final int LATENT = 2;

  private static Vae vae(Spec prior, Spec posterior) {
    return Vae.builder(
            VaeSpec.builder()
                .likelihood(Spec.of("bernoulli"))
                .event(3)
                .latent(LATENT)
                .encoder(Layers.dense(5), Layers.tanh())
                .posterior(posterior)
                .prior(prior)
                .build())
        .engine(Engine.of(1, null))
        .build();
  }

  /** log p(z), far from the pseudo-inputs' posteriors too, where differences must not cancel. */
  @Test
  void itsDensityIsTheMeanOfThePosteriorsOfItsPseudoInputs() {
    for (Spec prior : new Spec[] {Priors.vampPrior(4), Priors.vampPriorOfImages(4)}) {
      Vae vae = vae(prior, Posteriors.gaussian());
      float[] inputs = vae.variables().get("prior/inputs").values();
      boolean unit = prior.options().containsKey("range");
      float[][] rows = new float[4][3];
      for (int i = 0; i < 12; i++) {
        float moved = unit ? inputs[i] + 0.05f : inputs[i];
        rows[i / 3][i % 3] = unit ? Math.min(1, Math.max(0, moved)) : moved;
      }
      Encoding each = vae.encode(rows);
      Random random = new Random(1);
      float[] z = new float[2 * 3 * LATENT];
      for (int i = 0; i < z.length; i++) {
        z[i] = (float) (random.nextGaussian() * (i < 4 ? 1 : 40));
      }
      float[] got = logProb(vae, z);
      for (int r = 0; r < got.length; r++) {
        double[] logs = new double[4];
        for (int m = 0; m < 4; m++) {
          for (int i = 0; i < LATENT; i++) {
            double v = each.logVariance().orElseThrow()[m][i];
            double apart = z[r * LATENT + i] - each.mean()[m][i];
            logs[m] -= 0.5 * (Math.log(2 * Math.PI) + v + apart * apart * Math.exp(-v));
          }
        }
        assertEquals(logMeanExp(logs), got[r], 1e-5 * (1 + Math.abs(got[r])), prior + " " + r);
      }
    }
  }

  private static double logMeanExp(double[] logs) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double log : logs) {
      largest = Math.max(largest, log);
    }
    double sum = 0;
    for (double log : logs) {
      sum += Math.exp(log - largest);
    }
    return largest + Math.log(sum / logs.length);
  }

  /** Of latents {@code [2, 3, d]}. */
  private static float[] logProb(Vae vae, float[] z) {
    TracedModel trace = vae.graphs().inference(false);
    Tensor latents = trace.graph().input("latents", Shape.of(Dim.of(2), Dim.N, Dim.of(LATENT)));
    Tensor log = trace.terms(1).logPrior(latents);
    try (Program program =
        Program.compile(Computation.of(Map.of("log", log)), vae.variables(), vae.engine())) {
      program.bind("latents", z);
      program.run(3);
      return program.output("log");
    }
  }

  /** Σ wₘ(c) N(z; uₘ + cₘ, 1) with w a softmax of a linear function of the row's condition. */
  @Test
  void aConditionWeighsTheComponents() {
    TracedLayer part = new TracedLayer(false, 2);
    Tensor condition = part.input("condition", Shape.batch(3));
    part.conditioned(condition, (rows, theirs) -> new UnitVariance(rows.add(theirs.orElseThrow())));
    Prior prior = Plugins.load().prior(Priors.vampPrior(4));
    double[] got = part.value(prior.logProb(part.input("z", Shape.batch(3)), part));
    double[] z = part.leaves.get("z");
    double[] c = part.leaves.get("condition");
    for (int r = 0; r < 2; r++) {
      double[] logits = part.leaves.get("weights/bias").clone();
      double[] logs = new double[4];
      double sum = 0;
      for (int m = 0; m < 4; m++) {
        for (int i = 0; i < 3; i++) {
          logits[m] += c[3 * r + i] * part.leaves.get("weights/weight")[4 * i + m];
          double mean = part.leaves.get("inputs")[3 * m + i];
          double apart = z[3 * r + i] - mean - part.leaves.get("conditions")[3 * m + i];
          logs[m] -= 0.5 * (Math.log(2 * Math.PI) + apart * apart);
        }
        sum += Math.exp(logits[m]);
      }
      double density = 0;
      for (int m = 0; m < 4; m++) {
        density += Math.exp(logs[m] + logits[m]) / sum;
      }
      assertEquals(Math.log(density), got[r], 1e-10);
    }
    assertEquals(6, part.value(prior.sample(3, part)).length);
  }

  private record UnitVariance(Tensor mean) implements Inference {
    @Override
    public Optional<Tensor> logVariance() {
      return Optional.of(mean.mul(0));
    }

    @Override
    public Draw draw(int samples) {
      Tensor z = mean.reshape(mean.shape().withLeading(Dim.of(samples)));
      return new Draw(z, z.sum(-1));
    }
  }

  @Test
  void aFullCovarianceServesToo() {
    Vae vae = vae(Priors.vampPrior(4), Posteriors.fullCovariance());
    assertTrue(Float.isFinite(logProb(vae, new float[2 * 3 * LATENT])[0]));
    assertEquals(5, vae.sample(5, 1).length);
  }

  @Test
  void aPosteriorWithoutDensityIsRefusedWithTheReason() {
    for (Spec posterior :
        new Spec[] {
          Posteriors.planar(2), Posteriors.inverseAutoregressive(2), Posteriors.deterministic()
        }) {
      var thrown =
          assertThrows(IllegalArgumentException.class, () -> vae(Priors.vampPrior(4), posterior));
      assertTrue(thrown.getMessage().contains("mixture of posteriors"), thrown.getMessage());
    }
  }
}
