package dev.vae.data.internal.outlier;

/** Linear regression, a little drawn to 0. */
public final class LeastSquares {
  private static final double RIDGE = 1e-2;

  private LeastSquares() {}

  /**
   * Returns the weights of features that give targets best in the least squares.
   *
   * @param features {@code [rows][n]}
   */
  public static double[] fit(double[][] features, double[] targets) {
    int width = features[0].length;
    double[] normal = new double[width * width];
    double[] right = new double[width];
    for (int r = 0; r < features.length; r++) {
      for (int i = 0; i < width; i++) {
        right[i] += features[r][i] * targets[r];
        for (int j = 0; j <= i; j++) {
          normal[i * width + j] += features[r][i] * features[r][j];
        }
      }
    }
    for (int i = 0; i < width; i++) {
      normal[i * width + i] += RIDGE * (1 + features.length * 1e-6);
    }
    return solve(normal, right);
  }

  /** By Cholesky's decomposition of the lower triangle. */
  private static double[] solve(double[] matrix, double[] right) {
    int n = right.length;
    double[] x = right.clone();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double s = matrix[i * n + j];
        for (int k = 0; k < j; k++) {
          s -= matrix[i * n + k] * matrix[j * n + k];
        }
        matrix[i * n + j] = i == j ? Math.sqrt(s) : s / matrix[j * n + j];
      }
      for (int k = 0; k < i; k++) {
        x[i] -= matrix[i * n + k] * x[k];
      }
      x[i] /= matrix[i * n + i];
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) {
        x[i] -= matrix[k * n + i] * x[k];
      }
      x[i] /= matrix[i * n + i];
    }
    return x;
  }
}
