package dev.vae.data.tabular.draws;

import dev.vae.core.draws.LatentEvidence;
import dev.vae.core.model.Encoding;
import dev.vae.core.model.Vae;
import dev.vae.core.rows.Rows;
import java.util.SplittableRandom;

/**
 * Latents as a model's rows have them: for each row one of some draws from q(z | x), chosen by its
 * importance weight p(x, z) / q(z | x) (Rubin 1988). Trained by an importance-weighted bound, q is
 * wider than the posterior, and a density of its plain draws would blur what cells have to do with
 * each other.
 */
public final class PosteriorLatents {
  private static final int CANDIDATES = 10;

  private PosteriorLatents() {}

  /**
   * Draws one latent for each row.
   *
   * @param rows in the model's units, NaN where missing
   */
  public static float[][] of(Vae vae, double[][] rows, long seed) {
    Encoding encoding = vae.encode(Rows.withMissing(rows));
    if (encoding.logVariance().isEmpty()) {
      return vae.drawLatents(Rows.withMissing(rows), seed);
    }
    float[][] logVariance = encoding.logVariance().get();
    SplittableRandom random = new SplittableRandom(seed);
    int n = rows.length * CANDIDATES;
    float[][] z = new float[n][];
    float[][] seen = new float[n][];
    double[] weight = new double[n];
    float[] origin = new float[vae.spec().latent()];
    for (int i = 0; i < rows.length; i++) {
      float[] row = new float[rows[i].length];
      for (int c = 0; c < row.length; c++) {
        row[c] = (float) rows[i][c];
      }
      for (int k = i * CANDIDATES; k < (i + 1) * CANDIDATES; k++) {
        seen[k] = row;
        z[k] = Normals.draw(encoding.mean()[i], logVariance[i], random);
        weight[k] =
            Normals.logDensity(z[k], origin, origin)
                - Normals.logDensity(z[k], encoding.mean()[i], logVariance[i]);
      }
    }
    double[] likelihood = LatentEvidence.of(vae).judge(z, seen, seed).logLikelihood();
    float[][] chosen = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      double[] own = new double[CANDIDATES];
      for (int k = 0; k < CANDIDATES; k++) {
        own[k] = likelihood[i * CANDIDATES + k] + weight[i * CANDIDATES + k];
      }
      double[] shares = WeightedDraws.normalised(own);
      double left = random.nextDouble();
      int k = 0;
      while (k < CANDIDATES - 1 && left >= shares[k]) {
        left -= shares[k++];
      }
      chosen[i] = z[i * CANDIDATES + k];
    }
    return chosen;
  }
}
