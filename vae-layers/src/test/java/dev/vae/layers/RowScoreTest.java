package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.vae.core.engine.Engine;
import dev.vae.core.estimate.Annealing;
import dev.vae.core.estimate.Estimate;
import dev.vae.core.estimate.EstimateKind;
import dev.vae.core.estimate.Estimator;
import dev.vae.core.estimate.LatentEstimator;
import dev.vae.core.estimate.LatentMetrics;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Spec;
import dev.vae.core.rows.RowMatrix;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.VaeSpec;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A row is judged by what it is, not by its place among others. */
class RowScoreTest {
  private static final int WIDTH = 5;

  private static final List<String> LIKELIHOODS =
      List.of("gaussian", "laplace", "studentT", "logistic", "bernoulli", "poisson");

  private static Vae vae(Spec likelihood, int condition) {
    VaeSpec.Builder spec =
        VaeSpec.builder().event(WIDTH).latent(2).condition(condition).likelihood(likelihood);
    if (condition > 0) {
      spec.encoder(Layers.condition()).decoder(Layers.condition());
    }
    spec.encoder(Layers.dense(9), Layers.tanh()).decoder(Layers.dense(9), Layers.gelu());
    return Vae.builder(spec.build()).seed(5).engine(Engine.of(2, null)).build();
  }

  private static Estimator judge(Vae vae) {
    return Estimator.of(vae).samples(5).annealing(new Annealing(4, 2, Annealing.Start.PRIOR));
  }

  /** Zeros and ones, which every likelihood here allows, and some not observed. */
  private static float[][] rows(int count, boolean missing) {
    Random random = new Random(count);
    float[][] rows = new float[count][WIDTH];
    for (float[] row : rows) {
      for (int i = 0; i < WIDTH; i++) {
        row[i] = missing && random.nextInt(6) == 0 ? Float.NaN : random.nextInt(2);
      }
    }
    return rows;
  }

  private static double[] scores(String estimator, Vae vae, Rows rows) {
    return EstimatorTest.values(
        judge(vae).byRow(EstimateKind.valueOf(estimator.toUpperCase(Locale.ROOT)), rows));
  }

  @ParameterizedTest
  @ValueSource(strings = {"elbo", "iwae", "ais"})
  void aRowHasTheSameScoreAloneInAnyOrderAndAnyCompany(String estimator) {
    int count = estimator.equals("ais") ? 140 : 700;
    for (String likelihood : LIKELIHOODS) {
      Vae vae = vae(Spec.of(likelihood), 0);
      float[][] rows = rows(count, true);
      double[] all = scores(estimator, vae, Rows.withMissing(rows));
      List<Integer> order = new java.util.ArrayList<>(IntStream.range(0, count).boxed().toList());
      Collections.shuffle(order, new Random(1));
      float[][] shuffled = order.stream().map(r -> rows[r]).toArray(float[][]::new);
      double[] other = scores(estimator, vae, Rows.withMissing(shuffled));
      for (int i = 0; i < count; i++) {
        assertEquals(all[order.get(i)], other[i], likelihood);
      }
      double[] some = scores(estimator, vae, Rows.withMissing(Arrays.copyOfRange(rows, 99, 132)));
      assertArrayEquals(Arrays.copyOfRange(all, 99, 132), some, likelihood);
      for (int r = 0; r < 6; r++) {
        double[] alone = scores(estimator, vae, Rows.withMissing(new float[][] {rows[r]}));
        assertEquals(all[r], alone[0], likelihood);
      }
      assertNotEquals(all[0], scores(estimator, vae, Rows.withMissing(rows(1, false)))[0]);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"elbo", "iwae", "ais"})
  void aWholeRowHasTheSameScoreAmongRowsWithHolesAndWithout(String estimator) {
    for (String likelihood : LIKELIHOODS) {
      Vae vae = vae(Spec.of(likelihood), 0);
      float[][] whole = rows(40, false);
      float[][] holes = whole.clone();
      holes[39] = new float[] {0, Float.NaN, 1, 1, Float.NaN};
      double[] one = scores(estimator, vae, Rows.of(whole));
      double[] two = scores(estimator, vae, Rows.withMissing(holes));
      assertArrayEquals(Arrays.copyOf(one, 39), Arrays.copyOf(two, 39), likelihood);
      assertNotEquals(one[39], two[39], likelihood);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"elbo", "iwae", "ais"})
  void anotherConditionIsOtherNoiseAndAlikeRowsHaveOneScore(String estimator) {
    Vae vae = vae(Likelihoods.gaussian(), 1);
    float[][] rows = new float[3][WIDTH];
    rows[2][0] = -0f;
    float[][] conditions = {{1}, {2}, {1}};
    double[] scores = scores(estimator, vae, Rows.of(RowMatrix.of(rows), RowMatrix.of(conditions)));
    assertEquals(scores[0], scores[2]);
    assertNotEquals(scores[0], scores[1]);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 30})
  void theErrorCountsWhatRowsThatAreAlikeShare(int times) {
    Vae vae = vae(Likelihoods.gaussian(), 0);
    float[][] few = VaeTest.rows(4, WIDTH);
    float[][] rows = new float[4 * times][];
    Arrays.setAll(rows, r -> few[r % 4]);
    Estimate once = Estimator.of(vae).samples(20).iwae(Rows.of(few));
    Estimate often = Estimator.of(vae).samples(20).iwae(Rows.of(rows));
    assertEquals(once.logLikelihood(), often.logLikelihood(), 1e-9);
    assertEquals(once.monteCarloError(), often.monteCarloError(), 1e-9);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 400})
  void metricsDoNotDependOnTheOrder(int count) {
    Vae vae = vae(Likelihoods.gaussian(), 0);
    float[][] rows = rows(count, false);
    float[][] other = rows.clone();
    Collections.reverse(Arrays.asList(other));
    LatentMetrics one = LatentEstimator.of(vae).of(Rows.of(rows));
    LatentMetrics two = LatentEstimator.of(vae).of(Rows.of(other));
    assertEquals(one.rate().value(), two.rate().value(), 1e-9);
    assertEquals(one.distortion().value(), two.distortion().value(), 1e-9);
    double information = one.aggregate().orElseThrow().mutualInformation().value();
    assertEquals(information, two.aggregate().orElseThrow().mutualInformation().value(), 1e-5);
  }
}
