package dev.vae.export.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScoreSumTest {
  private static final int DRAWS = 50;
  private static final int RUNS = 7;

  /** −log of the mean weight, and its relative standard error. */
  private static double[] whole(double[] logs) {
    double largest = Arrays.stream(logs).max().orElseThrow();
    double[] weights = Arrays.stream(logs).map(l -> Math.exp(l - largest)).toArray();
    int n = weights.length;
    double mean = Arrays.stream(weights).sum() / n;
    double squares = Arrays.stream(weights).map(w -> (w / mean - 1) * (w / mean - 1)).sum();
    return new double[] {-largest - Math.log(mean), Math.sqrt(squares / (n * (n - 1.0)))};
  }

  @Test
  void runsTogetherAreOneRunOfAllDraws() {
    Random random = new Random(4);
    for (double spread : new double[] {0, 0.5, 5}) {
      double[] logs = new double[DRAWS * RUNS];
      Arrays.setAll(logs, i -> -700 + spread * random.nextGaussian());
      ScoreSum sum = new ScoreSum(DRAWS);
      for (int run = 0; run < RUNS; run++) {
        double[] one = whole(Arrays.copyOfRange(logs, run * DRAWS, (run + 1) * DRAWS));
        sum.add(one[0], one[1]);
      }
      double[] right = whole(logs);
      assertEquals(right[0], sum.score(), 1e-9);
      assertEquals(right[1], sum.error(), 1e-7);
    }
  }
}
