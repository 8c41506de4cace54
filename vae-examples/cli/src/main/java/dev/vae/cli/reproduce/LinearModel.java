package dev.vae.cli.reproduce;

import dev.vae.core.internal.linalg.ProbabilisticPca;
import dev.vae.core.model.Vae;
import dev.vae.core.spec.Scaling;
import java.util.List;
import java.util.Map;

/**
 * A linear decoder, read off what it makes of latents, in standardised units.
 *
 * @param mean of rows at z = 0
 * @param weights {@code [latent][columns]}: what a unit of each latent adds
 * @param variance σ²
 */
record LinearModel(double[] mean, double[][] weights, double variance) {

  static LinearModel of(Vae vae, Scaling scaling) {
    int latent = vae.spec().latent();
    float[][] probes = new float[latent + 1][latent];
    for (int i = 0; i < latent; i++) {
      probes[i + 1][i] = 1;
    }
    Map<String, float[][]> said = vae.decodeAll(probes);
    double[][] rows = new double[latent + 1][];
    for (int p = 0; p <= latent; p++) {
      rows[p] = scaled(said.get("mean")[p], scaling);
    }
    double[][] weights = new double[latent][];
    for (int i = 0; i < latent; i++) {
      weights[i] = rows[i + 1].clone();
      for (int c = 0; c < weights[i].length; c++) {
        weights[i][c] -= rows[0][c];
      }
    }
    return new LinearModel(rows[0], weights, said.get("variance")[0][0]);
  }

  private static double[] scaled(float[] raw, Scaling scaling) {
    List<Double> mean = scaling.mean();
    double[] scaled = new double[raw.length];
    for (int c = 0; c < raw.length; c++) {
      scaled[c] = (raw[c] - mean.get(c)) / scaling.standardDeviation().get(c);
    }
    return scaled;
  }

  /** The exact likelihood of rows, nats a row. */
  double logLikelihood(double[][] rows) {
    return ProbabilisticPca.logLikelihood(rows, mean, weights, variance);
  }
}
