package dev.vae.core.internal.linalg;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/** Double-precision linear algebra through EJML; matrices are plain row-major arrays. */
public final class Matrices {
  private Matrices() {}

  /**
   * Returns the product {@code [m, k] · [k, n]}.
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

  /**
   * Returns the eigenvalues of a symmetric matrix, the largest first.
   *
   * @param matrix {@code [size, size]}
   * @throws IllegalArgumentException if they cannot be found
   */
  public static double[] symmetricEigenvalues(double[] matrix, int size) {
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(size, false, true);
    if (!eigen.decompose(DMatrixRMaj.wrap(size, size, matrix.clone()))) {
      throw new IllegalArgumentException("the matrix has no eigenvalues that could be found");
    }
    double[] ascending = new double[size];
    for (int i = 0; i < size; i++) {
      ascending[i] = eigen.getEigenvalue(i).getReal();
    }
    Arrays.sort(ascending);
    double[] descending = new double[size];
    for (int i = 0; i < size; i++) {
      descending[i] = ascending[size - 1 - i];
    }
    return descending;
  }

  /**
   * Returns the eigenvectors of a symmetric matrix, that of the largest eigenvalue first, each of
   * length 1 and with its largest entry above 0.
   *
   * @param matrix {@code [size, size]}
   * @return {@code [size][size]}, a row each
   * @throws IllegalArgumentException if they cannot be found
   */
  public static double[][] symmetricEigenvectors(double[] matrix, int size) {
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(size, true, true);
    if (!eigen.decompose(DMatrixRMaj.wrap(size, size, matrix.clone()))) {
      throw new IllegalArgumentException("the matrix has no eigenvectors that could be found");
    }
    Integer[] order = new Integer[size];
    Arrays.setAll(order, i -> i);
    Arrays.sort(
        order,
        (a, b) ->
            Double.compare(eigen.getEigenvalue(b).getReal(), eigen.getEigenvalue(a).getReal()));
    double[][] vectors = new double[size][size];
    for (int i = 0; i < size; i++) {
      DMatrixRMaj vector = eigen.getEigenVector(order[i]);
      double largest = 0;
      for (int j = 0; j < size; j++) {
        largest = Math.abs(vector.get(j)) > Math.abs(largest) ? vector.get(j) : largest;
      }
      for (int j = 0; j < size; j++) {
        vectors[i][j] = largest < 0 ? -vector.get(j) : vector.get(j);
      }
    }
    return vectors;
  }

  /**
   * Returns the mean over rows of log N(row; 0, covariance) in nats.
   *
   * @param rows {@code [rows, size]}
   * @param covariance {@code [size, size]}
   * @throws IllegalArgumentException if the covariance is not positive definite
   */
  public static double meanLogNormal(double[] rows, double[] covariance, int size) {
    CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(size, true);
    if (!cholesky.decompose(DMatrixRMaj.wrap(size, size, covariance.clone()))) {
      throw new IllegalArgumentException("the covariance is not positive definite");
    }
    DMatrixRMaj lower = cholesky.getT(null);
    double logDeterminant = 0;
    for (int i = 0; i < size; i++) {
      logDeterminant += 2 * Math.log(lower.get(i, i));
    }
    double quadratic = 0;
    double[] white = new double[size];
    for (int at = 0; at < rows.length; at += size) {
      for (int i = 0; i < size; i++) {
        double rest = rows[at + i];
        for (int j = 0; j < i; j++) {
          rest -= lower.get(i, j) * white[j];
        }
        white[i] = rest / lower.get(i, i);
        quadratic += white[i] * white[i];
      }
    }
    double squares = quadratic / (rows.length / size);
    return -0.5 * (size * Math.log(2 * Math.PI) + logDeterminant + squares);
  }
}
