package dev.vae.core.graph;

/**
 * The length of one axis: a constant {@code c}, or {@code c·N} where {@code N} is the number of
 * rows in the batch.
 *
 * <p>{@code N} is never a Java number while a model is traced, so no trace can depend on the batch
 * it was made with.
 *
 * @param factor the constant, or the multiple of {@code N}; not negative
 * @param batch whether the length is a multiple of {@code N}
 */
public record Dim(int factor, boolean batch) {

  /** One row of the batch: {@code N}. */
  public static final Dim N = new Dim(1, true);

  /** Checks the factor. */
  public Dim {
    if (factor < 0 || batch && factor == 0) {
      throw new IllegalArgumentException(
          "an axis cannot have length " + factor + (batch ? "N" : ""));
    }
  }

  /** Returns a constant length. */
  public static Dim of(int length) {
    return new Dim(length, false);
  }

  /** Returns {@code factor·N}, as when several noise samples are drawn for each row. */
  public static Dim rows(int factor) {
    return new Dim(factor, true);
  }

  /** Whether this is the constant 1, which broadcasts against any length. */
  public boolean isOne() {
    return factor == 1 && !batch;
  }

  /** Returns the length when the batch has {@code rows} rows. */
  public long at(long rows) {
    return batch ? Math.multiplyExact(factor, rows) : factor;
  }

  @Override
  public String toString() {
    return !batch ? Integer.toString(factor) : factor == 1 ? "N" : factor + "N";
  }
}
