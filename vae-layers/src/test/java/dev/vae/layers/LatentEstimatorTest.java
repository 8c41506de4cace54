package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.estimate.Annealing;
import dev.vae.core.estimate.BitsPerDimension;
import dev.vae.core.estimate.Estimator;
import dev.vae.core.estimate.LatentEstimator;
import dev.vae.core.estimate.LatentMetrics;
import dev.vae.core.graph.Shape;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Spec;
import dev.vae.core.rows.RowMatrix;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.Scaling;
import dev.vae.core.spec.Schema;
import dev.vae.core.spec.VaeSpec;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatentEstimatorTest {
  /** Rows of the linear model x = w z + noise of variance 0.5 itself. */
  private static float[][] rows(int count) {
    Random random = new Random(8);
    float[][] rows = new float[count][3];
    for (float[] row : rows) {
      double z = random.nextGaussian();
      for (int i = 0; i < 3; i++) {
        double w = new double[] {1, -2, 0.5}[i];
        row[i] = (float) (w * z + Math.sqrt(0.5) * random.nextGaussian());
      }
    }
    return rows;
  }

  @Test
  void theExactModelHasTheAnalyticInformation() {
    // I(x; z) = ½ log det(1 + wᵀw / σ²); q(z) is the prior, and one dimension correlates with none
    double information = 0.5 * Math.log(1 + 5.25 / 0.5);
    LatentMetrics m =
        LatentEstimator.of(EstimatorTest.exact(1)).aggregateRows(1500).of(Rows.of(rows(3000)));
    LatentMetrics.Aggregate a = m.aggregate().orElseThrow();
    assertEquals(1500, a.rows());
    assertEquals(
        information,
        a.mutualInformation().value(),
        4 * a.mutualInformation().standardError() + 0.02);
    assertEquals(0, a.totalCorrelation().value(), 1e-4);
    assertEquals(0, a.dimensionWiseKl().value(), 0.03);
    assertEquals(information, m.rate().value(), 4 * m.rate().standardError());
    assertEquals(m.rate().value(), m.klByDimension().orElseThrow().get(0), 1e-6);
    // the variance of the posterior's mean is what the prior's has besides the posterior's
    assertEquals(1 - 1 / 11.5, m.varianceOfMean().get(0), 0.05);
    assertEquals(1, m.activeUnits());
    assertEquals(1.5 * Math.log(2 * Math.PI * Math.E * 0.5), m.distortion().value(), 0.1);
    assertTrue(m.unknown().isEmpty());
  }

  @Test
  void thePartsAddUpForDependentDimensions() {
    VaeSpec spec =
        VaeSpec.builder()
            .event(3)
            .latent(2)
            .posterior(Spec.of("fullCovariance"))
            .likelihood(Likelihoods.gaussian())
            .build();
    float[][] rows = rows(4000);
    rows[3][1] = Float.NaN;
    LatentMetrics m = LatentEstimator.of(Vae.create(spec, 3)).of(Rows.withMissing(rows));
    LatentMetrics.Aggregate a = m.aggregate().orElseThrow();
    double sum =
        a.mutualInformation().value() + a.totalCorrelation().value() + a.dimensionWiseKl().value();
    assertEquals(m.rate().value(), sum, 0.1 * m.rate().value());
    assertTrue(a.mutualInformation().value() <= a.ceiling());
  }

  @Test
  void conditionsGoWithTheirRows() {
    VaeSpec spec =
        VaeSpec.builder()
            .event(3)
            .latent(2)
            .condition(1)
            .encoder(Layers.condition())
            .decoder(Layers.condition())
            .prior(Priors.conditionalNormal())
            .likelihood(Likelihoods.gaussian())
            .build();
    Vae vae = Vae.create(spec, 3);
    float[][] rows = rows(300);
    float[][] same = new float[300][1];
    float[][] apart = new float[300][1];
    for (int r = 0; r < 300; r++) {
      apart[r][0] = r % 2 == 0 ? 6 : -6;
    }
    LatentMetrics one =
        LatentEstimator.of(vae)
            .aggregateRows(150)
            .of(Rows.of(RowMatrix.of(rows), RowMatrix.of(same)));
    LatentMetrics two =
        LatentEstimator.of(vae)
            .aggregateRows(300)
            .of(Rows.of(RowMatrix.of(rows), RowMatrix.of(apart)));
    assertTrue(two.varianceOfMean().get(0) > 2 * one.varianceOfMean().get(0), one + "\n" + two);
    assertTrue(
        two.aggregate().orElseThrow().mutualInformation().value()
            > one.aggregate().orElseThrow().mutualInformation().value() + 0.1,
        one + "\n" + two);
    assertThrows(IllegalArgumentException.class, () -> LatentEstimator.of(vae).of(Rows.of(rows)));
    Rows few =
        Rows.of(
            RowMatrix.of(java.util.Arrays.copyOf(rows, 40)),
            RowMatrix.of(java.util.Arrays.copyOf(apart, 40)));
    Estimator estimator =
        Estimator.of(vae).samples(64).annealing(new Annealing(40, 5, Annealing.Start.PRIOR));
    double given = estimator.ais(few).logLikelihood();
    Rows others =
        Rows.of(
            RowMatrix.of(java.util.Arrays.copyOf(rows, 40)),
            RowMatrix.of(java.util.Arrays.copyOf(same, 40)));
    assertTrue(Math.abs(given - estimator.ais(others).logLikelihood()) > 0.5, "" + given);
  }

  @Test
  void whatIsNotKnownIsSaid() {
    VaeSpec spec =
        VaeSpec.builder()
            .event(3)
            .latent(2)
            .posterior(Spec.of("planar"))
            .likelihood(Likelihoods.gaussian())
            .build();
    LatentMetrics m = LatentEstimator.of(Vae.create(spec, 3)).of(Rows.of(rows(20)));
    assertTrue(m.aggregate().isEmpty() && m.klByDimension().isEmpty());
    assertEquals(2, m.unknown().size());
    assertTrue(m.unknown().get(1).contains("not known for posterior 'planar'"), m.toString());
    assertTrue(Double.isFinite(m.rate().value()));
  }

  @Test
  void bitsSayWhatTheyAreOf() {
    Rows binary = Rows.of(new float[][] {{0, 1, 1, 0}});
    Rows grey = Rows.of(new float[][] {{0, 51 / 255f, 1, 0}});
    Vae bernoulli = Vae.create(image(Likelihoods.bernoulli()), 1);
    Vae levels = Vae.create(image(Spec.of("discretizedLogistic")), 1);
    Vae gaussian = Vae.create(image(Likelihoods.gaussian()), 1);
    assertEquals(BitsPerDimension.Kind.PROBABILITY, BitsPerDimension.of(bernoulli, binary).kind());
    assertEquals(BitsPerDimension.Kind.NEITHER, BitsPerDimension.of(bernoulli, grey).kind());
    assertEquals(BitsPerDimension.Kind.PROBABILITY, BitsPerDimension.of(levels, grey).kind());
    BitsPerDimension density = BitsPerDimension.of(gaussian, grey);
    assertEquals(BitsPerDimension.Kind.DENSITY, density.kind());
    assertEquals(Math.log(255) / Math.log(2), density.toUnits(), 1e-12);
    assertTrue(density.description().contains("7.9944 bits more"), density.description());
    Schema scaled =
        Schema.of(Shape.of(2)).withScaling(new Scaling(List.of(0., 0.), List.of(2., 8.)));
    Vae table = Vae.builder(Presets.linear(Shape.of(2)).with("latent=1")).schema(scaled).build();
    assertEquals(2, BitsPerDimension.of(table, Rows.of(new float[][] {{3, 4}})).toUnits(), 1e-12);
  }

  private static VaeSpec image(Spec likelihood) {
    return VaeSpec.builder().event(2, 2, 1).latent(1).likelihood(likelihood).build();
  }
}
