package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.ModelFileException;
import dev.vae.core.engine.Engine;
import dev.vae.core.model.Encoding;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Spec;
import dev.vae.core.rows.Rows;
import dev.vae.core.sampler.LatentSampler;
import dev.vae.core.sampler.Samplers;
import dev.vae.core.spec.VaeSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Samplers of a model's latents, from fitting to the file and back. */
class SamplersTest {
  private static final Spec SMALL_FLOW = Priors.flow(4).with("units", 16);

  @TempDir private Path folder;

  private static Vae vae(Engine engine) {
    return Vae.builder(
            VaeSpec.builder().likelihood(Spec.of("bernoulli")).event(3).latent(2).build())
        .seed(4)
        .engine(engine)
        .build();
  }

  /** A correlated pair beside a ring's arc: nothing a standard normal looks like. */
  private static float[][] latents(int count) {
    Random random = new Random(2);
    float[][] latents = new float[count][2];
    for (float[] z : latents) {
      double t = random.nextGaussian();
      z[0] = (float) (3 + t);
      z[1] = (float) (-2 + 0.9 * t + 0.2 * random.nextGaussian());
    }
    return latents;
  }

  /** Mean and covariance: mean 0, mean 1, variance 0, variance 1, covariance. */
  private static double[] moments(float[][] rows) {
    double[] m = new double[5];
    for (float[] z : rows) {
      m[0] += z[0] / rows.length;
      m[1] += z[1] / rows.length;
    }
    for (float[] z : rows) {
      m[2] += (z[0] - m[0]) * (z[0] - m[0]) / rows.length;
      m[3] += (z[1] - m[1]) * (z[1] - m[1]) / rows.length;
      m[4] += (z[0] - m[0]) * (z[1] - m[1]) / rows.length;
    }
    return m;
  }

  @Test
  void drawsLookLikeTheLatentsTheyWereFittedTo() {
    Vae vae = vae(Engine.of(1, null));
    float[][] latents = latents(2000);
    double[] expected = moments(latents);
    LatentSampler gmm = Samplers.mixture(vae, latents, 3, 1);
    assertArrayEquals(expected, moments(gmm.draw(4000, 5)), 0.1);
    LatentSampler flow = Samplers.flow(vae, latents, SMALL_FLOW, 60, 1);
    assertArrayEquals(expected, moments(flow.draw(4000, 5)), 0.15);
    // the density's own entropy: 1 + log 2π + log (1 · 0.2)
    double best = -(1 + Math.log(2 * Math.PI) + Math.log(0.2));
    assertEquals(best, (double) gmm.facts().get("logLikelihood"), 0.1);
    assertEquals(best, (double) flow.facts().get("logLikelihood"), 0.25);
  }

  @Test
  void aFileGivesTheSameDraws() {
    Vae vae = vae(Engine.of(1, null));
    for (LatentSampler sampler :
        new LatentSampler[] {
          Samplers.mixture(vae, latents(200), 3, 1),
          Samplers.flow(vae, latents(200), SMALL_FLOW, 2, 1)
        }) {
      Path file = Samplers.save(sampler, vae, folder);
      assertTrue(Files.exists(file));
      LatentSampler read = Samplers.load(vae, folder, sampler.name());
      float[][] expected = sampler.draw(300, 9);
      assertArrayEquals(expected, read.draw(300, 9));
      assertEquals(sampler.facts(), read.facts());
      // other threads and kernels, and fewer rows
      Vae other = vae(Engine.of(2, "portable"));
      float[][] fewer = Samplers.load(other, folder, sampler.name()).draw(7, 9);
      for (int r = 0; r < 7; r++) {
        assertArrayEquals(expected[r], fewer[r]);
      }
    }
    assertEquals("prior", Samplers.load(vae, folder, "prior").name());
  }

  @Test
  void whatDoesNotFitIsRefused() throws Exception {
    Vae vae = vae(Engine.of(1, null));
    damaged("fit-sampler", () -> Samplers.load(vae, folder, "gmm"));
    refused("there is no sampler 'gnm'; ", () -> Samplers.load(vae, folder, "gnm"));
    Path file = Samplers.save(Samplers.mixture(vae, latents(50), 2, 1), vae, folder);
    Vae trained = vae(Engine.of(1, null));
    trained.variables().get("likelihood/logits/bias").set(new float[] {1, 2, 3});
    damaged("other weights; fit it again", () -> Samplers.load(trained, folder, "gmm"));
    refused("2 dimensions", () -> Samplers.mixture(vae, new float[9][3], 2, 1));
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 5));
    damaged(file.toString(), () -> Samplers.load(vae, folder, "gmm"));
    refused("only a fitted sampler", () -> Samplers.save(Samplers.prior(vae), vae, folder));
  }

  private static void damaged(String words, Executable what) {
    var thrown = assertThrows(ModelFileException.class, what);
    assertTrue(thrown.getMessage().contains(words), thrown.getMessage());
  }

  private static void refused(String words, Executable what) {
    var thrown = assertThrows(IllegalArgumentException.class, what);
    assertTrue(thrown.getMessage().contains(words), thrown.getMessage());
  }

  @Test
  void latentsOfRowsAreDrawsOfTheirPosteriors() {
    Vae vae = vae(Engine.of(1, null));
    float[][] rows = new float[3000][];
    Arrays.fill(rows, new float[] {1, 0, 1});
    float[][] drawn = vae.drawLatents(Rows.of(rows), 3);
    Encoding one = vae.encode(new float[][] {rows[0]});
    double[] m = moments(drawn);
    for (int i = 0; i < 2; i++) {
      assertEquals(one.mean()[0][i], m[i], 0.08);
      assertEquals(Math.exp(one.logVariance().orElseThrow()[0][i]), m[2 + i], 0.15);
    }
    assertArrayEquals(drawn, vae.drawLatents(Rows.of(rows), 3));
  }
}
