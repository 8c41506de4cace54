package dev.vae.core.kernel;

/**
 * A batch of matrix products {@code C[b] = A[b]·B[b]} with A m×k, B k×n and C m×n, all row-major
 * and dense, where A or B may be stored transposed (as k×m, n×k) and may be one for all of the
 * batch.
 *
 * @param batch how many products
 * @param sharedA whether all use one and the same A
 * @param sharedB whether all use one and the same B
 */
public record ProductSpec(
    int batch,
    int m,
    int n,
    int k,
    boolean transposeA,
    boolean transposeB,
    boolean sharedA,
    boolean sharedB) {

  /** Returns a single product. */
  public static ProductSpec of(int m, int n, int k, boolean transposeA, boolean transposeB) {
    return new ProductSpec(1, m, n, k, transposeA, transposeB, false, false);
  }
}
