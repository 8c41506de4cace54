package dev.vae.core.sampler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.mixture.GaussianMixture;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GaussianMixtureTest {
  private static final double[][] CENTRES = {{-4, 0}, {3, 3}, {2, -5}};

  /** Half of the points around the first centre, and a covariance of 0.8 in all. */
  private static float[][] points(int count) {
    Random random = new Random(1);
    float[][] points = new float[count][2];
    for (float[] p : points) {
      int c = random.nextInt(4);
      double[] centre = CENTRES[c == 3 ? 0 : c];
      double first = random.nextGaussian();
      p[0] = (float) (centre[0] + first);
      p[1] = (float) (centre[1] + 0.8 * first + 0.6 * random.nextGaussian());
    }
    return points;
  }

  @Test
  void aSingleGaussianHasTheMeanAndCovarianceOfThePointsAndPseudoPoints() {
    float[][] points = points(50);
    var settings = new GaussianMixture.Settings(1, 5, 0, 3, 1);
    GaussianMixture fitted = GaussianMixture.fit(points, settings);
    double[] mean = new double[2];
    for (float[] p : points) {
      mean[0] += p[0] / 50.0;
      mean[1] += p[1] / 50.0;
    }
    double[][] sums = new double[2][2];
    for (float[] p : points) {
      for (int i = 0; i < 4; i++) {
        sums[i / 2][i % 2] += (p[i / 2] - mean[i / 2]) * (p[i % 2] - mean[i % 2]);
      }
    }
    double variance = (sums[0][0] + sums[1][1]) / 100;
    double[] l = fitted.factors();
    assertArrayEquals(mean, fitted.means(), 1e-12);
    assertEquals((sums[0][0] + 3 * variance) / 53, l[0] * l[0], 1e-10);
    assertEquals(sums[1][0] / 53, l[2] * l[0], 1e-10);
    assertEquals((sums[1][1] + 3 * variance) / 53, l[2] * l[2] + l[3] * l[3], 1e-10);
    assertEquals(0, l[1]);
    assertEquals(1, fitted.weights()[0], 1e-12);
  }

  @Test
  void findsGroupsAndNeverGetsWorse() {
    GaussianMixture fitted =
        GaussianMixture.fit(points(3000), new GaussianMixture.Settings(3, 100, 1e-7, 0.01, 4));
    int[] order = {0, 1, 2};
    for (int c = 0; c < 3; c++) {
      double[] centre = CENTRES[c];
      for (int k = 0; k < 3; k++) {
        double x = fitted.means()[2 * k] - centre[0];
        double y = fitted.means()[2 * k + 1] - centre[1];
        order[c] = Math.hypot(x, y) < 0.3 ? k : order[c];
      }
      int k = order[c];
      double[] l = Arrays.copyOfRange(fitted.factors(), 4 * k, 4 * k + 4);
      assertEquals(centre[0], fitted.means()[2 * k], 0.15);
      assertEquals(centre[1], fitted.means()[2 * k + 1], 0.15);
      assertEquals(c == 0 ? 0.5 : 0.25, fitted.weights()[k], 0.03);
      assertEquals(1, l[0] * l[0], 0.15);
      assertEquals(0.8, l[2] * l[0], 0.15);
      assertEquals(1, l[2] * l[2] + l[3] * l[3], 0.15);
    }
    List<Double> course = fitted.logLikelihoods();
    assertTrue(course.size() > 2, course.toString());
    for (int i = 1; i < course.size(); i++) {
      // what rises exactly is the likelihood times a prior that is nearly flat here
      assertTrue(course.get(i) >= course.get(i - 1) - 1e-7, course.toString());
    }
    // −∫ p log p of well separated groups: entropy of the weights and of the Gaussians
    double entropy = 1.5 * Math.log(2) + 1 + Math.log(2 * Math.PI) + Math.log(0.6);
    assertEquals(-entropy, fitted.logLikelihood(), 0.05);
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    var settings = GaussianMixture.Settings.of(4, 7);
    GaussianMixture one = GaussianMixture.fit(points(300), settings);
    GaussianMixture two = GaussianMixture.fit(points(300), settings);
    assertArrayEquals(one.factors(), two.factors());
    assertEquals(one.logLikelihoods(), two.logLikelihoods());
  }

  @Test
  void pointsThatAreAllTheSameOrFewAreNoTrouble() {
    float[][] same = new float[20][3];
    GaussianMixture fitted = GaussianMixture.fit(same, GaussianMixture.Settings.of(5, 1));
    assertTrue(Arrays.stream(fitted.factors()).allMatch(Double::isFinite));
    GaussianMixture six = GaussianMixture.fit(points(6), GaussianMixture.Settings.of(5, 1));
    assertTrue(Double.isFinite(six.logLikelihood()));
    var few =
        assertThrows(
            IllegalArgumentException.class,
            () -> GaussianMixture.fit(points(5), GaussianMixture.Settings.of(5, 1)));
    assertTrue(few.getMessage().contains("more than 5 points, not 5"), few.getMessage());
    float[][] broken = points(9);
    broken[4][1] = Float.NaN;
    var wrong =
        assertThrows(
            IllegalArgumentException.class,
            () -> GaussianMixture.fit(broken, GaussianMixture.Settings.of(2, 1)));
    assertTrue(wrong.getMessage().contains("point 4 is NaN in dimension 1"), wrong.getMessage());
  }
}
