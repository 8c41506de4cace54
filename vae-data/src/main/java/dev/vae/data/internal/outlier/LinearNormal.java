package dev.vae.data.internal.outlier;

/**
 * What a row's observed numbers are distributed by, by Woodbury's identity with M = σ²I + WWᵀ of
 * the observed columns.
 *
 * @param weights W, {@code [q][D]}
 * @param variance σ²
 * @param seen how many numbers there are
 * @param squares of what is apart from the mean
 * @param root L, of M = LLᵀ, {@code [q][q]}
 * @param white L⁻¹W(x − μ)
 */
public record LinearNormal(
    double[][] weights,
    double variance,
    int seen,
    double squares,
    double[][] root,
    double[] white) {
  /**
   * Returns that of some numbers.
   *
   * @param apart the numbers less their means, {@code [D]}; NaN where there is none
   */
  public static LinearNormal of(double[][] weights, double variance, double[] apart) {
    int q = weights.length;
    double[] projected = new double[q];
    double[][] root = new double[q][q];
    double squares = 0;
    int seen = 0;
    for (int c = 0; c < apart.length; c++) {
      if (Double.isNaN(apart[c])) {
        continue;
      }
      seen++;
      double x = apart[c];
      squares += x * x;
      for (int i = 0; i < q; i++) {
        double own = weights[i][c];
        projected[i] += own * x;
        for (int j = 0; j <= i; j++) {
          root[i][j] += own * weights[j][c];
        }
      }
    }
    for (int i = 0; i < q; i++) {
      root[i][i] += variance;
      for (int j = 0; j <= i; j++) {
        double s = root[i][j];
        for (int k = 0; k < j; k++) {
          s -= root[i][k] * root[j][k];
        }
        root[i][j] = i == j ? Math.sqrt(s) : s / root[j][j];
      }
    }
    return new LinearNormal(weights, variance, seen, squares, root, solved(root, projected));
  }

  /** L⁻¹v. */
  private static double[] solved(double[][] root, double[] v) {
    double[] white = v.clone();
    for (int i = 0; i < white.length; i++) {
      for (int k = 0; k < i; k++) {
        white[i] -= root[i][k] * white[k];
      }
      white[i] /= root[i][i];
    }
    return white;
  }

  /** Returns −log p of all of them, in nats; 0 where there are none. */
  public double score() {
    double explained = 0;
    for (double w : white) {
      explained += w * w;
    }
    return score((squares - explained) / variance);
  }

  /** Returns the same if all of them were the mean. */
  public double atMean() {
    return score(0);
  }

  private double score(double distance) {
    if (seen == 0) {
      return 0;
    }
    double logDeterminant = (seen - white.length) * StrictMath.log(variance);
    for (int i = 0; i < white.length; i++) {
      logDeterminant += 2 * StrictMath.log(root[i][i]);
    }
    return 0.5 * (seen * StrictMath.log(2 * Math.PI) + logDeterminant + distance);
  }
}
