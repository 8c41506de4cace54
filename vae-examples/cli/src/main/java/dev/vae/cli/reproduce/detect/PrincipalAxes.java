package dev.vae.cli.reproduce.detect;

import dev.vae.core.internal.linalg.ProbabilisticPca;

/**
 * The distance from the middle along all principal axes, each in units of its deviation (Shyu et
 * al. 2003).
 */
public final class PrincipalAxes implements Detector {

  @Override
  public String name() {
    return "PCA";
  }

  @Override
  public double[] scores(double[][] train, double[][] test, long seed) {
    ProbabilisticPca pca = ProbabilisticPca.of(train);
    double[] mean = pca.mean();
    double[] spread = pca.eigenvalues();
    double[][] axes = pca.axes();
    double[] scores = new double[test.length];
    for (int r = 0; r < test.length; r++) {
      for (int a = 0; a < axes.length; a++) {
        double along = 0;
        for (int c = 0; c < mean.length; c++) {
          along += axes[a][c] * (test[r][c] - mean[c]);
        }
        scores[r] += spread[a] > 1e-8 * spread[0] ? along * along / spread[a] : 0;
      }
    }
    return scores;
  }
}
