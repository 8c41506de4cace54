package dev.vae.core.internal.linalg;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** Double-precision matrix products through EJML; matrices are plain row-major arrays. */
public final class Matrices {
  private Matrices() {}

  /**
   * The product {@code [m, k] · [k, n]}.
   *
   * @param a m×k, or k×m if transposed
   * @param b k×n, or n×k if transposed
   * @return m×n; zeros if k is 0
   */
  public static double[] multiply(
      double[] a, boolean transposeA, double[] b, boolean transposeB, int m, int k, int n) {
    double[] c = new double[Math.multiplyExact(m, n)];
    if (m == 0 || n == 0 || k == 0) {
      return c;
    }
    DMatrixRMaj left = transposeA ? DMatrixRMaj.wrap(k, m, a) : DMatrixRMaj.wrap(m, k, a);
    DMatrixRMaj right = transposeB ? DMatrixRMaj.wrap(n, k, b) : DMatrixRMaj.wrap(k, n, b);
    DMatrixRMaj out = DMatrixRMaj.wrap(m, n, c);
    if (transposeA && transposeB) {
      CommonOps_DDRM.multTransAB(left, right, out);
    } else if (transposeA) {
      CommonOps_DDRM.multTransA(left, right, out);
    } else if (transposeB) {
      CommonOps_DDRM.multTransB(left, right, out);
    } else {
      CommonOps_DDRM.mult(left, right, out);
    }
    return c;
  }
}
