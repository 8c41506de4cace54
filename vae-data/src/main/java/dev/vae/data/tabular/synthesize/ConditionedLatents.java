package dev.vae.data.tabular.synthesize;

import dev.vae.core.draws.LatentEvidence;
import dev.vae.core.model.Encoding;
import dev.vae.core.model.Vae;
import dev.vae.core.rows.Rows;
import dev.vae.data.tabular.draws.Generator;
import dev.vae.data.tabular.draws.Normals;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.NullUnmarked;

/**
 * Latents of rows that fulfil a condition. They are drawn by halves from the density that all rows
 * have and from what the encoder makes of the condition, and weighted by p(condition | z) · p(z) /
 * proposal(z) (importance resampling, Rubin 1988), so that rare conditions need no rejection.
 */
@NullUnmarked // no null leaves it
final class ConditionedLatents {
  private static final int FIRST = 4096;
  private static final int MOST = 1 << 18;
  private static final double ENOUGH = 1000;

  private final float[][] latents;
  private final Resampling weights;

  /**
   * Draws until they are worth enough, or too many.
   *
   * @param row the condition in the model's units, NaN where nothing is asked
   */
  ConditionedLatents(Generator generator, double[] row, long seed) {
    Vae vae = generator.vae();
    float[][] condition = new float[1][row.length];
    for (int c = 0; c < row.length; c++) {
      condition[0][c] = (float) row[c];
    }
    Encoding encoding = vae.encode(Rows.withMissing(new double[][] {row}));
    LatentEvidence evidence = LatentEvidence.ofCells(vae);
    float[][] all = new float[0][];
    double[] logs = new double[0];
    Resampling made = null;
    for (int size = FIRST; size <= MOST; size *= 4) {
      int from = all.length;
      all = Arrays.copyOf(all, size);
      logs = Arrays.copyOf(logs, size);
      float[][] some = new float[size - from][];
      double[] weight = new double[some.length];
      draw(generator, encoding, new SplittableRandom(seed + size), some, weight);
      double[] likelihood = evidence.judge(some, condition, seed).logLikelihood();
      for (int i = 0; i < some.length; i++) {
        all[from + i] = some[i];
        logs[from + i] = likelihood[i] + weight[i];
      }
      made = new Resampling(logs);
      if (made.effectiveSamples() >= ENOUGH) {
        break;
      }
    }
    latents = all;
    weights = made;
  }

  /** Latents from the proposal, and log p(z) − log proposal(z). */
  private static void draw(
      Generator generator,
      Encoding encoding,
      SplittableRandom random,
      float[][] latents,
      double[] weight) {
    float[] mean = encoding.mean()[0];
    float[] logVariance = encoding.logVariance().map(v -> v[0]).orElse(null);
    for (int i = 0; i < latents.length; i++) {
      boolean encoded = logVariance != null && i % 2 == 1;
      float[] z =
          encoded ? Normals.draw(mean, logVariance, random) : generator.latents().draw(random);
      latents[i] = z;
      if (logVariance != null) {
        double p = generator.latents().logDensity(z);
        double q = Normals.logDensity(z, mean, logVariance);
        double larger = Math.max(p, q);
        weight[i] =
            p
                - larger
                - StrictMath.log((StrictMath.exp(p - larger) + StrictMath.exp(q - larger)) / 2);
      }
    }
  }

  double effectiveSamples() {
    return weights.effectiveSamples();
  }

  /** Latents by weight. */
  float[][] draw(int count, SplittableRandom random) {
    int[] chosen = weights.draw(count, random);
    float[][] drawn = new float[count][];
    Arrays.setAll(drawn, i -> latents[chosen[i]]);
    return drawn;
  }
}
