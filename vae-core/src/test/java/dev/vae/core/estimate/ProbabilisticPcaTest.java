package dev.vae.core.estimate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.vae.core.internal.linalg.ProbabilisticPca;
import org.junit.jupiter.api.Test;

class ProbabilisticPcaTest {
  /** Covariance diag(8, 2, 0.5) in rotated axes: (a ± b)/√2 for the first two. */
  private static double[][] rows() {
    double[][] rows = new double[6][];
    double[] scale = {Math.sqrt(24), Math.sqrt(6), Math.sqrt(1.5)};
    for (int i = 0; i < 6; i++) {
      double[] axes = new double[3];
      axes[i / 2] = (i % 2 == 0 ? 1 : -1) * scale[i / 2];
      double h = Math.sqrt(0.5);
      rows[i] = new double[] {1 + h * (axes[0] + axes[1]), h * (axes[0] - axes[1]), axes[2] - 2};
    }
    return rows;
  }

  @Test
  void eigenvaluesAndLikelihood() {
    ProbabilisticPca pca = ProbabilisticPca.of(rows());
    assertArrayEquals(new double[] {8, 2, 0.5}, pca.eigenvalues(), 1e-12);
    assertArrayEquals(new double[] {1, 0, -2}, pca.mean(), 1e-12);
    assertEquals(1.25, pca.variance(1), 1e-12);
    double expected = -0.5 * (3 * Math.log(2 * Math.PI) + Math.log(8 * 1.25 * 1.25) + 3);
    assertEquals(expected, pca.logLikelihood(1), 1e-12);
    // the same, from weights along the first axis of length √(λ − σ²)
    double w = Math.sqrt((8 - 1.25) / 2);
    double[][] weights = {{w, w, 0}};
    assertEquals(
        expected, ProbabilisticPca.logLikelihood(rows(), pca.mean(), weights, 1.25), 1e-12);
  }

  @Test
  void dimensionsBelowTheNoiseCollapse() {
    ProbabilisticPca pca = ProbabilisticPca.of(rows());
    assertEquals(1, pca.used(2, 3));
    assertEquals(2, pca.used(3, 1));
    assertEquals(0, pca.used(2, 9));
    assertEquals(2, pca.used(2, 0.1));
    double expected =
        -0.5 * (3 * Math.log(2 * Math.PI) + Math.log(8 * 3 * 3) + 1 + 2 / 3.0 + 0.5 / 3);
    assertEquals(expected, pca.logLikelihood(2, 3), 1e-12);
  }

  @Test
  void whatCannotBe() {
    assertThrows(IllegalArgumentException.class, () -> ProbabilisticPca.of(new double[0][]));
    assertThrows(
        IllegalArgumentException.class,
        () -> ProbabilisticPca.of(new double[][] {{1, Double.NaN}, {2, 3}}));
  }
}
