package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.engine.Engine;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Spec;
import dev.vae.core.plugin.Support;
import dev.vae.core.sampler.Samplers;
import dev.vae.core.spec.Scaling;
import dev.vae.core.spec.Schema;
import dev.vae.core.spec.VaeSpec;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** New rows are draws of the likelihood, not its means. */
class DrawsTest {
  private static final int WIDTH = 3;
  private static final int MANY = 4000;
  private static final List<Support.Kind> WHOLE =
      List.of(Support.Kind.BINARY, Support.Kind.COUNT, Support.Kind.CATEGORY);

  static List<Spec> likelihoods() {
    return List.of(
        Likelihoods.bernoulli(),
        Likelihoods.gaussian(),
        Spec.of("laplace"),
        Spec.of("logistic"),
        Spec.of("poisson"),
        Spec.of("negativeBinomial"),
        Spec.of("exponential"),
        Spec.of("beta"),
        Spec.of("continuousBernoulli"),
        Spec.of("binomial").with("trials", 9),
        Spec.of("categorical").with("categories", 4),
        Spec.of("ordinal").with("categories", 4));
  }

  private static Vae vae(Spec likelihood, Scaling scaling) {
    VaeSpec spec =
        VaeSpec.builder()
            .event(WIDTH)
            .latent(2)
            .decoder(Layers.dense(6), Layers.tanh())
            .likelihood(likelihood)
            .build();
    Schema schema = Schema.of(spec.event());
    return Vae.builder(spec)
        .schema(scaling == null ? schema : schema.withScaling(scaling))
        .seed(4)
        .engine(Engine.of(2, null))
        .build();
  }

  @ParameterizedTest
  @MethodSource("likelihoods")
  void drawsVaryAboutTheMeansAndAreWhatDataCanBe(Spec likelihood) {
    Vae vae = vae(likelihood, null);
    float[][] latents = new float[MANY][];
    Arrays.fill(latents, new float[] {0.7f, -1.1f});
    float[][] draws = vae.drawRows(latents, 5);
    List<Support> supports = vae.supports();
    boolean varies = false;
    for (int c = 0; c < WIDTH; c++) {
      double sum = 0;
      double squares = 0;
      for (float[] row : draws) {
        sum += row[c];
        squares += row[c] * (double) row[c];
        boolean whole = WHOLE.contains(supports.get(c).kind());
        assertTrue(!whole || row[c] == Math.rint(row[c]) && row[c] >= 0, "whole: " + row[c]);
      }
      double deviation = Math.sqrt(squares / MANY - sum / MANY * (sum / MANY));
      varies |= deviation > 0.1;
      if (supports.get(c).kind() != Support.Kind.CATEGORY) {
        double mean = vae.decode(latents)[0][c];
        assertEquals(mean, sum / MANY, 5 * deviation / Math.sqrt(MANY), "mean of " + c);
      }
    }
    assertTrue(varies);
  }

  @ParameterizedTest
  @MethodSource("likelihoods")
  void aRowOfASeedIsTheSameHoweverManyAreDrawn(Spec likelihood) {
    Vae vae = vae(likelihood, null);
    float[][] many = vae.sample(300, 8);
    assertArrayEquals(Arrays.copyOf(many, 3), vae.sample(3, 8));
    assertArrayEquals(many, vae.sample(300, 8));
    float[][] latents = VaeTest.rows(300, 2);
    float[][] rows = vae.drawRows(latents, 8);
    assertArrayEquals(Arrays.copyOf(rows, 3), vae.drawRows(Arrays.copyOf(latents, 3), 8));
    assertTrue(!Arrays.deepEquals(rows, vae.drawRows(latents, 9)), "another seed");
  }

  @Test
  void drawsAreOfTheSameLatentsAsMeansAndInRawUnits() {
    Scaling scaling =
        new Scaling(Collections.nCopies(WIDTH, 1000.0), Collections.nCopies(WIDTH, 50.0));
    Vae sharp = vae(Likelihoods.gaussianFixed(1e-6), scaling);
    float[][] means = sharp.sampleMeans(200, 3);
    float[][] draws = sharp.sample(200, 3);
    double apart = 0;
    for (int r = 0; r < 200; r++) {
      for (int c = 0; c < WIDTH; c++) {
        assertEquals(means[r][c], draws[r][c], 50 * 1e-3 * 5);
        apart = Math.max(apart, Math.abs(means[r][c] - means[0][c]));
      }
    }
    assertTrue(apart > 5, "rows differ: " + apart);
    double squares = 0;
    Vae wide = vae(Likelihoods.gaussianFixed(4), scaling);
    float[][] latents = new float[MANY][2];
    for (float[] row : wide.drawRows(latents, 1)) {
      double from = row[1] - wide.decode(new float[1][2])[0][1];
      squares += from * from / MANY;
    }
    assertEquals(100, Math.sqrt(squares), 6);
  }

  @Test
  void whatIsDrawnOfLatentsDoesNotDependOnHowTheyWereDrawn() {
    Vae vae = vae(Likelihoods.gaussianFixed(1), null);
    float[][] fitted = Samplers.mixture(vae, VaeTest.rows(300, 2), 1, 1).draw(MANY, 6);
    for (float[][] z : List.of(vae.drawPrior(MANY, 6, null), fitted)) {
      float[][] means = vae.decode(z);
      float[][] draws = vae.drawRows(z, 6);
      for (int d = 0; d < 2; d++) {
        for (int c = 0; c < WIDTH; c++) {
          double together = 0;
          double own = 0;
          for (int r = 0; r < MANY; r++) {
            together += z[r][d] * (draws[r][c] - means[r][c]);
            own += z[r][d] * (double) z[r][d];
          }
          assertEquals(0, together / Math.sqrt(own), 4.5, "a standard normal number");
        }
      }
    }
  }
}
