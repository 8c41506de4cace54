package dev.vae.core.internal.portable;

/** A matrix of a few numbers applied to rows of many, as {@link dev.vae.core.kernel.Winograd}. */
final class SmallMatrix {
  private SmallMatrix() {}

  /**
   * {@code y(i) = y(i) + Σ_j m(i,j)·x(j)}, a chain over j, for rows x(j) and y(i) of n numbers that
   * are so many apart.
   */
  static void addTo(
      float[][] m, float[] x, int xOffset, int xStep, float[] y, int yOffset, int yStep, int n) {
    for (int i = 0; i < m.length; i++) {
      for (int j = 0; j < m[i].length; j++) {
        for (int l = 0; m[i][j] != 0 && l < n; l++) {
          int at = yOffset + i * yStep + l;
          y[at] = Math.fma(m[i][j], x[xOffset + j * xStep + l], y[at]);
        }
      }
    }
  }
}
