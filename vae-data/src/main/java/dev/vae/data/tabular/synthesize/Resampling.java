package dev.vae.data.tabular.synthesize;

import dev.vae.data.tabular.draws.Shuffles;
import java.util.SplittableRandom;

/** Draws by weight. */
final class Resampling {
  private final double[] weights;

  /**
   * Of draws with these weights.
   *
   * @param logWeights in nats, up to a constant
   */
  Resampling(double[] logWeights) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double log : logWeights) {
      largest = Math.max(largest, log);
    }
    weights = new double[logWeights.length];
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      weights[k] = Double.isInfinite(largest) ? 0 : StrictMath.exp(logWeights[k] - largest);
      sum += weights[k];
    }
    for (int k = 0; k < weights.length; k++) {
      weights[k] = sum > 0 ? weights[k] / sum : 0;
    }
  }

  /** How many equally weighted draws these are worth, (Σ w)² / Σ w²; 0 where all weights vanish. */
  double effectiveSamples() {
    double squares = 0;
    for (double w : weights) {
      squares += w * w;
    }
    return squares > 0 ? 1 / squares : 0;
  }

  /**
   * Numbers of draws, each as often as its weight says, in random order: systematic resampling
   * (Carpenter et al. 1999), whose shares vary least.
   */
  int[] draw(int count, SplittableRandom random) {
    int[] chosen = new int[count];
    double at = random.nextDouble() / count;
    double below = 0;
    int k = -1;
    for (int i = 0; i < count; i++) {
      while (k < weights.length - 1 && below <= at) {
        below += weights[++k];
      }
      chosen[i] = k;
      at += 1.0 / count;
    }
    int[] order = Shuffles.order(count, random);
    int[] mixed = new int[count];
    for (int i = 0; i < count; i++) {
      mixed[i] = chosen[order[i]];
    }
    return mixed;
  }
}
