package dev.vae.cli.option;

import dev.vae.core.model.Vae;
import java.util.Arrays;

/** Places in a model's latent space. */
public final class Latents {
  private Latents() {}

  /**
   * Places, and what they are to be decoded with.
   *
   * @param conditions one for each; null where the model takes none
   */
  public record Places(float[][] z, float[][] conditions) {
    /** Returns the condition of one place, for any number of rows. */
    public float[][] condition(int place) {
      return conditions == null ? null : new float[][] {conditions[place]};
    }
  }

  /** Draws from the prior, {@code [count][latent]}, all with the same condition, if any. */
  static Places prior(Vae vae, int count, long seed, float[][] condition) {
    float[][] conditions = condition == null ? null : new float[count][];
    if (condition != null) {
      Arrays.fill(conditions, condition[0]);
    }
    return new Places(vae.drawPrior(count, seed, conditions), conditions);
  }

  /** Returns {@code steps} places on the straight line from one to another, both included. */
  public static float[][] line(float[] from, float[] to, int steps) {
    float[][] line = new float[steps][from.length];
    for (int s = 0; s < steps; s++) {
      float t = steps == 1 ? 0 : (float) s / (steps - 1);
      for (int d = 0; d < from.length; d++) {
        line[s][d] = Math.fma(t, to[d] - from[d], from[d]);
      }
    }
    return line;
  }

  /** Places that differ from a base in one dimension, which runs from −range to range. */
  public static float[][] traversal(float[] base, int dimension, int steps, float range) {
    float[] low = base.clone();
    float[] high = base.clone();
    low[dimension] = -range;
    high[dimension] = range;
    return line(low, high, steps);
  }
}
