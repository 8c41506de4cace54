package dev.vae.core.internal.linalg;

import java.util.Arrays;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.TriangularSolver_DDRM;
import org.ejml.dense.row.decomposition.chol.CholeskyDecompositionInner_DDRM;

/** Roots of symmetric positive definite matrices through EJML, as plain row-major arrays. */
public final class Cholesky {
  private Cholesky() {}

  /**
   * Returns the lower triangular L with L·Lᵀ = a; empty where a is not positive definite.
   *
   * @param a d×d, symmetric
   */
  public static Optional<double[]> lower(double[] a, int d) {
    var decomposition = new CholeskyDecompositionInner_DDRM(true);
    DMatrixRMaj matrix = DMatrixRMaj.wrap(d, d, Arrays.copyOf(a, d * d));
    return decomposition.decompose(matrix)
        ? Optional.of(decomposition.getT(null).getData())
        : Optional.empty();
  }

  /** Returns the inverse of a lower triangular matrix, lower triangular too. */
  public static double[] inverseOfLower(double[] lower, int d) {
    double[] inverse = Arrays.copyOf(lower, d * d);
    TriangularSolver_DDRM.invertLower(inverse, d);
    return inverse;
  }
}
