package dev.vae.data.tabular.synthesize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.data.tabular.draws.LatentMixture;
import dev.vae.data.tabular.draws.Normals;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ResamplingTest {

  @Test
  void sharesFollowWeights() {
    Resampling weights = new Resampling(new double[] {Math.log(1), Math.log(3), Math.log(6)});
    int[] counts = new int[3];
    for (int k : weights.draw(1000, new SplittableRandom(1))) {
      counts[k]++;
    }
    assertEquals(100, counts[0], 1);
    assertEquals(300, counts[1], 1);
    assertEquals(600, counts[2], 1);
    assertEquals(1 / (.01 + .09 + .36), weights.effectiveSamples(), 1e-9);
  }

  @Test
  void weightsThatVanishAreWorthNothing() {
    double none = Double.NEGATIVE_INFINITY;
    assertEquals(0, new Resampling(new double[] {none, none}).effectiveSamples());
    int[] drawn = new Resampling(new double[] {none, 0}).draw(20, new SplittableRandom(2));
    for (int k : drawn) {
      assertEquals(1, k);
    }
  }

  /** Two clouds far apart: the fitted density is the true one to within sampling error. */
  @Test
  void theMixtureHasTheDensityThatItsPointsHave() {
    SplittableRandom random = new SplittableRandom(3);
    float[][] points = new float[4000][];
    for (int i = 0; i < points.length; i++) {
      double x = Normals.next(random);
      double at = i % 4 == 0 ? 6 : -2;
      points[i] = new float[] {(float) (at + x), (float) (0.8 * x + 0.6 * Normals.next(random))};
    }
    LatentMixture mixture = LatentMixture.fit(points, 1);
    double apart = 0;
    for (int i = 0; i < 1000; i++) {
      double x = Normals.next(random);
      double y = 0.8 * x + 0.6 * Normals.next(random);
      double log = Math.log((i % 4 == 0 ? 0.25 : 0.75) / (2 * Math.PI * 0.6));
      log -= (x * x - 1.6 * x * y + y * y) / (2 * 0.36);
      float[] z = {(float) ((i % 4 == 0 ? 6 : -2) + x), (float) y};
      apart += (log - mixture.logDensity(z)) / 1000;
    }
    assertEquals(0, apart, 0.03); // nats, as Kullback and Leibler have it
    int right = 0;
    double product = 0;
    for (int i = 0; i < 4000; i++) {
      float[] z = mixture.draw(random);
      right += z[0] > 2 ? 1 : 0;
      product += (z[0] - (z[0] > 2 ? 6 : -2)) * z[1] / 4000;
    }
    assertEquals(1000, right, 120);
    assertEquals(0.8, product, 0.06);
    assertTrue(mixture.mixture().components() > 1);
  }
}
