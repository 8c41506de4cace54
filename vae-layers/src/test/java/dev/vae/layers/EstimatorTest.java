package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.engine.Engine;
import dev.vae.core.estimate.Annealing;
import dev.vae.core.estimate.Estimate;
import dev.vae.core.estimate.EstimateKind;
import dev.vae.core.estimate.EstimateProgress;
import dev.vae.core.estimate.Estimator;
import dev.vae.core.estimate.RowLikelihood;
import dev.vae.core.model.Vae;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.VaeSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
  static Vae exact(double shrink) {
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
    double expected = mean(rows);
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

  static double[] values(List<RowLikelihood> rows) {
    return rows.stream().mapToDouble(RowLikelihood::logLikelihood).toArray();
  }

  private static double[] iwae(Vae vae, float[][] rows) {
    return values(Estimator.of(vae).samples(70).byRow(EstimateKind.IWAE, Rows.of(rows)));
  }

  @Test
  void aRowsNoiseIsItsOwn() {
    float[][] rows = VaeTest.rows(70, 3);
    Vae vae = Vae.create(LINEAR, 2);
    double[] all = iwae(vae, rows);
    // other rows beside it, and another place in its batch, change nothing
    double[] fewer = iwae(vae, Arrays.copyOf(rows, 33));
    assertArrayEquals(Arrays.copyOf(all, 33), fewer);
    Vae portable = Vae.builder(LINEAR).seed(2).engine(Engine.of(1, "portable")).build();
    assertArrayEquals(all, iwae(portable, rows));
    Estimate whole = Estimator.of(vae).samples(70).iwae(Rows.of(rows));
    double mean = Arrays.stream(all).average().orElseThrow();
    double square = Arrays.stream(all).map(x -> (x - mean) * (x - mean)).sum();
    assertEquals(mean, whole.logLikelihood(), 1e-12);
    assertEquals(Math.sqrt(square / 69 / 70), whole.standardError(), 1e-12);
  }

  @Test
  void errorsAndEffectiveSamplesTellWhatTheyShould() {
    float[][] rows = VaeTest.rows(300, 3);
    double expected = mean(rows);
    Vae wide = exact(0.5);
    Estimate few = Estimator.of(wide).samples(50).logLikelihood(Rows.of(rows));
    Estimate many = Estimator.of(wide).samples(1300).logLikelihood(Rows.of(rows));
    assertEquals(EstimateKind.IS, many.kind());
    assertEquals(expected, many.logLikelihood(), 3 * many.monteCarloError());
    assertEquals(Math.sqrt(1300 / 50.0), few.monteCarloError() / many.monteCarloError(), 1);
    double effective = many.effective().orElseThrow().mean();
    assertTrue(effective > 300 && effective < 1300, "" + effective);
    assertTrue(many.effective().orElseThrow().min() < effective);
    // all weights are equal at the exact posterior
    Estimate exact = Estimator.of(exact(1)).samples(50).iwae(Rows.of(rows));
    assertEquals(50, exact.effective().orElseThrow().min(), 1e-3);
    assertTrue(Double.isNaN(Estimator.of(wide).samples(1).elbo(Rows.of(rows)).monteCarloError()));
  }

  /**
   * At posteriors of a share of the exact deviation the weights' tail has the shape 1 − share²: at
   * 0.9, a variance; at 0.4, none. Whether the error is said to be trusted is whether it is true.
   */
  @Test
  void errorsThatCannotBeTrustedAreSaid() {
    float[][] rows = VaeTest.rows(30, 3);
    for (double share : new double[] {0.9, 0.4}) {
      Vae vae = exact(1 - 2 * Math.log(share) / Math.log(11.5));
      double sum = 0;
      double squares = 0;
      double told = 0;
      boolean trusted = true;
      int times = 30;
      for (int seed = 1; seed <= times; seed++) {
        Estimate e = Estimator.of(vae).samples(1000).seed(seed).logLikelihood(Rows.of(rows));
        double off = e.logLikelihood() - mean(rows);
        sum += off;
        squares += off * off;
        told += e.monteCarloError() * e.monteCarloError() / times;
        trusted &= e.effective().orElseThrow().errorTrusted();
      }
      double spread = Math.sqrt(squares / times - sum / times * sum / times);
      String words = share + ": " + Math.sqrt(told) + " told, " + spread + " true";
      assertEquals(share == 0.9, trusted, words);
      assertEquals(share == 0.9, spread < 1.3 * Math.sqrt(told), words);
    }
  }

  @Test
  void annealingMeetsTheExactLikelihoodFromBothEnds() {
    float[][] rows = VaeTest.rows(60, 3);
    double expected = mean(rows);
    for (Annealing.Start start : Annealing.Start.values()) {
      Estimate ais =
          Estimator.of(exact(0.3))
              .samples(70)
              .annealing(new Annealing(60, 4, start))
              .ais(Rows.of(rows));
      double error = ais.monteCarloError();
      assertTrue(error > 0 && error < 0.02, "" + error);
      assertEquals(expected, ais.logLikelihood(), 3 * error, start.toString());
      assertTrue(Double.isNaN(ais.kl()));
    }
    // far better than as many draws of the prior without annealing
    Estimator plain = Estimator.of(exact(1)).samples(70);
    Estimate prior = plain.annealing(new Annealing(1, 4, Annealing.Start.PRIOR)).ais(Rows.of(rows));
    assertTrue(prior.effective().orElseThrow().mean() < 40, prior.toString());
  }

  @Test
  void aChainsNoiseIsItsOwn() {
    float[][] rows = VaeTest.rows(70, 3);
    Annealing annealing = new Annealing(10, 3, Annealing.Start.PRIOR);
    Estimator judge = Estimator.of(exact(0.4)).samples(20).annealing(annealing);
    double[] all = values(judge.byRow(EstimateKind.AIS, Rows.of(rows)));
    double[] fewer = values(judge.byRow(EstimateKind.AIS, Rows.of(Arrays.copyOf(rows, 33))));
    assertArrayEquals(Arrays.copyOf(all, 33), fewer);
  }

  @Test
  void whatWasNotObservedIsNotJudged() {
    float[][] rows = VaeTest.rows(60, 3);
    double expected = 0;
    for (float[] row : rows) {
      // one column of three: N(x; 0, w² + 0.5)
      double variance = 1 + 0.5;
      expected -= 0.5 * (Math.log(2 * Math.PI * variance) + row[0] * row[0] / variance);
      row[1] = Float.NaN;
      row[2] = Float.NaN;
    }
    Estimator estimator =
        Estimator.of(exact(0.1)).annealing(new Annealing(60, 4, Annealing.Start.AUTO));
    Rows masked = Rows.withMissing(rows);
    Estimate is = estimator.samples(3000).logLikelihood(masked);
    assertEquals(expected / 60, is.logLikelihood(), 0.01);
    assertEquals(expected / 60, estimator.samples(64).ais(masked).logLikelihood(), 0.01);
  }

  @Test
  void aPlainAutoEncoderHasNoWeights() {
    Vae vae = Vae.create(LINEAR.with("posterior=deterministic"), 1);
    Rows rows = Rows.of(VaeTest.rows(10, 3));
    Estimator estimator = Estimator.of(vae).samples(4);
    String said =
        assertThrows(IllegalArgumentException.class, () -> estimator.logLikelihood(rows))
            .getMessage();
    assertTrue(said.contains("'deterministic'") && said.contains("'ais'"), said);
    assertTrue(Double.isFinite(estimator.ais(rows).logLikelihood()));
    assertTrue(Double.isFinite(estimator.elbo(rows).logLikelihood()));
  }

  @Test
  void progressIsTold() {
    List<EstimateProgress> told = new ArrayList<>();
    Estimator.of(exact(1)).samples(2000).listener(told::add).iwae(Rows.of(VaeTest.rows(50, 3)));
    assertTrue(told.stream().allMatch(p -> p.rows() == 50 && p.rowsDone() <= 50), "" + told);
    assertTrue(!told.isEmpty());
  }

  private static double mean(float[][] rows) {
    return Arrays.stream(rows).mapToDouble(EstimatorTest::logDensity).average().orElseThrow();
  }
}
