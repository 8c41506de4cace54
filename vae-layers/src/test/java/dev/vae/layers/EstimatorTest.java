package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.engine.Engine;
import dev.vae.core.estimate.Estimate;
import dev.vae.core.estimate.Estimator;
import dev.vae.core.model.Rows;
import dev.vae.core.model.Vae;
import dev.vae.core.model.VaeSpec;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EstimatorTest {
  private static final VaeSpec LINEAR =
      VaeSpec.builder()
          .event(3)
          .latent(1)
          .posterior(Posteriors.gaussianShared())
          .likelihood(Likelihoods.gaussianFixed(0.5))
          .build();

  /** x = w z + noise of variance 0.5: the exact marginal is Gaussian, and so is the posterior. */
  private static Vae exact(double shrink) {
    Vae vae = Vae.create(LINEAR, 1);
    float[] w = {1, -2, 0.5f};
    double precision = 1 + (1 + 4 + 0.25) / 0.5;
    vae.variables().get("likelihood/mean/weight").set(w);
    vae.variables().get("likelihood/mean/bias").set(new float[3]);
    float[] encoder = new float[3];
    for (int i = 0; i < 3; i++) {
      encoder[i] = (float) (w[i] / 0.5 / precision);
    }
    vae.variables().get("posterior/mean/weight").set(encoder);
    vae.variables().get("posterior/mean/bias").set(new float[1]);
    double logVariance = -Math.log(precision) * shrink;
    double free = 15 * 0.5 * Math.log((1 + logVariance / 15) / (1 - logVariance / 15));
    vae.variables().get("posterior/logVariance").set(new float[] {(float) free});
    return vae;
  }

  /** log N(x; 0, w wᵀ + 0.5 I), by the matrix determinant and inversion lemmas. */
  private static double logDensity(float[] x) {
    double dot = x[0] - 2 * x[1] + 0.5 * x[2];
    double square = x[0] * x[0] + x[1] * x[1] + x[2] * x[2];
    double quadratic = square / 0.5 - dot * dot / 0.25 / (1 + 5.25 / 0.5);
    double logDeterminant = 3 * Math.log(0.5) + Math.log(1 + 5.25 / 0.5);
    return -0.5 * (3 * Math.log(2 * Math.PI) + logDeterminant + quadratic);
  }

  @Test
  void bothBoundsMeetTheExactLikelihood() {
    float[][] rows = VaeTest.rows(400, 3);
    double expected =
        Arrays.stream(rows).mapToDouble(EstimatorTest::logDensity).average().orElseThrow();
    // at the exact posterior every weight is p(x), so one draw is enough and exact
    Estimate iwae = Estimator.of(exact(1)).samples(1).iwae(Rows.of(rows));
    assertEquals(expected, iwae.logLikelihood(), 1e-4);
    Estimate elbo = Estimator.of(exact(1)).samples(50).elbo(Rows.of(rows));
    assertEquals(expected, elbo.logLikelihood(), 0.01);
    assertEquals(-elbo.logLikelihood() / 3 / Math.log(2), elbo.bitsPerDim(), 1e-12);
    assertEquals(elbo.reconstruction() - elbo.kl(), elbo.logLikelihood(), 1e-6);
    // with a posterior that is too wide the bounds are apart, the importance-weighted one nearer
    Vae wide = exact(0.5);
    double loose = Estimator.of(wide).samples(150).elbo(Rows.of(rows)).logLikelihood();
    double tight = Estimator.of(wide).samples(150).iwae(Rows.of(rows)).logLikelihood();
    assertTrue(loose < expected - 0.1 && Math.abs(tight - expected) < 0.02, loose + ", " + tight);
  }

  @Test
  void aRowsNoiseIsItsOwn() {
    float[][] rows = VaeTest.rows(70, 3);
    Vae vae = Vae.create(LINEAR, 2);
    double[] all = Estimator.of(vae).samples(70).iwaeByRow(Rows.of(rows));
    // other rows beside it, and another place in its batch, change nothing
    double[] fewer = Estimator.of(vae).samples(70).iwaeByRow(Rows.of(Arrays.copyOf(rows, 33)));
    assertArrayEquals(Arrays.copyOf(all, 33), fewer);
    Vae portable = Vae.builder(LINEAR).seed(2).engine(Engine.of(1, "portable")).build();
    assertArrayEquals(all, Estimator.of(portable).samples(70).iwaeByRow(Rows.of(rows)));
    Estimate whole = Estimator.of(vae).samples(70).iwae(Rows.of(rows));
    double mean = Arrays.stream(all).average().orElseThrow();
    double square = Arrays.stream(all).map(x -> (x - mean) * (x - mean)).sum();
    assertEquals(mean, whole.logLikelihood(), 1e-12);
    assertEquals(Math.sqrt(square / 69 / 70), whole.standardError(), 1e-12);
  }
}
