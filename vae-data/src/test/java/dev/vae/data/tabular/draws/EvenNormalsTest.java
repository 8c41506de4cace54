package dev.vae.data.tabular.draws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EvenNormalsTest {
  @Test
  void everyNumberHasItsMirrorImageAndFewAreTheFirstOfMany() {
    float[][] many = QuasiNormals.of(64, 5);
    float[][] few = QuasiNormals.of(16, 5);
    for (int k = 0; k < 64; k++) {
      for (int i = 0; i < 5; i++) {
        assertEquals(-many[k][i], many[k ^ 1][i]);
      }
      if (k < 16) {
        assertArrayEquals(many[k], few[k]);
      }
    }
    assertEquals(3, QuasiNormals.of(3, 4).length);
  }

  /** The mean of exp(z) along any direction is √e; of as many draws by chance it is farther off. */
  @Test
  void fewTellMoreThanAsManyByChance() {
    SplittableRandom random = new SplittableRandom(1);
    for (int latent : new int[] {4, 8, 16}) {
      double even = error(QuasiNormals.of(64, latent), random);
      double chance = 0;
      for (int i = 0; i < 20; i++) {
        chance += error(drawn(64, latent, random), random) / 20;
      }
      assertTrue(even < 0.7 * chance, latent + ": " + even + " and " + chance);
    }
  }

  private static float[][] drawn(int draws, int latent, SplittableRandom random) {
    float[][] drawn = new float[draws][latent];
    for (float[] draw : drawn) {
      for (int i = 0; i < latent; i++) {
        draw[i] = (float) Normals.next(random);
      }
    }
    return drawn;
  }

  private static double error(float[][] draws, SplittableRandom random) {
    double squares = 0;
    for (float[] axis : drawn(200, draws[0].length, random)) {
      double length = 0;
      for (float a : axis) {
        length += a * a;
      }
      double sum = 0;
      for (float[] draw : draws) {
        double z = 0;
        for (int i = 0; i < axis.length; i++) {
          z += draw[i] * axis[i] / Math.sqrt(length);
        }
        sum += Math.exp(z);
      }
      double apart = sum / draws.length - Math.exp(0.5);
      squares += apart * apart / 200;
    }
    return Math.sqrt(squares);
  }
}
