package dev.vae.core.rows;

import dev.vae.core.graph.Shape;
import dev.vae.core.internal.rows.PassBatch;
import dev.vae.core.plugin.Support;
import dev.vae.core.spec.Scaling;
import dev.vae.core.spec.Schema;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Rows of numbers to train on or to judge, handed out in batches. What is read, how it is shuffled
 * and how it is made binary is the source's business; the order depends on seed and epoch alone.
 */
public interface Rows {

  /**
   * Returns rows that lie in memory; all values count as observed. Arrays are kept, not copied.
   * Values such as times that a float cannot hold are best given as doubles: they are rounded only
   * after a model's {@link Scaling}.
   *
   * @throws IllegalArgumentException if there is no row, or a value is NaN or infinite; the message
   *     names row and column
   */
  static Rows of(RowMatrix rows) {
    return new ArrayRows(Objects.requireNonNull(rows, "rows"), null, false);
  }

  /**
   * Returns the same, each with what it is conditioned on.
   *
   * @param conditions as many as rows
   */
  static Rows of(RowMatrix rows, RowMatrix conditions) {
    Objects.requireNonNull(rows, "rows");
    return new ArrayRows(rows, Objects.requireNonNull(conditions, "conditions"), false);
  }

  /** Returns the same for rows of an array each, which must not differ in length. */
  static Rows of(float[][] rows) {
    return of(RowMatrix.of(Objects.requireNonNull(rows, "rows")));
  }

  /** Returns the same for rows of an array each, which must not differ in length. */
  static Rows of(double[][] rows) {
    return of(RowMatrix.of(Objects.requireNonNull(rows, "rows")));
  }

  /** Returns the same for rows most of whose values are 0; each is filled up as it is used. */
  static Rows of(SparseRowMatrix rows) {
    return of(RowMatrix.of(Objects.requireNonNull(rows, "rows")));
  }

  /**
   * Returns the same as {@link #of(RowMatrix)}, where NaN stands for a value that was not observed.
   */
  static Rows withMissing(RowMatrix rows) {
    return new ArrayRows(Objects.requireNonNull(rows, "rows"), null, true);
  }

  /** Returns the same, each with what it is conditioned on, of which nothing may be missing. */
  static Rows withMissing(RowMatrix rows, RowMatrix conditions) {
    Objects.requireNonNull(rows, "rows");
    return new ArrayRows(rows, Objects.requireNonNull(conditions, "conditions"), true);
  }

  /** Returns the same for rows of an array each, which must not differ in length. */
  static Rows withMissing(float[][] rows) {
    return withMissing(RowMatrix.of(Objects.requireNonNull(rows, "rows")));
  }

  /** Returns the same for rows of an array each, which must not differ in length. */
  static Rows withMissing(double[][] rows) {
    return withMissing(RowMatrix.of(Objects.requireNonNull(rows, "rows")));
  }

  /** Returns the number of rows. */
  long size();

  /**
   * Returns the shape of one row without the batch axis, such as {@code [28, 28, 1]}; its product
   * is the row's width.
   */
  Shape event();

  /** Returns how many values a row's condition has; 0 where rows have none. */
  default int condition() {
    return 0;
  }

  /**
   * Returns one pass over all rows in an order that depends on seed and epoch alone; the last batch
   * may be smaller.
   */
  Batches shuffled(int batch, long seed, int epoch);

  /**
   * Returns one pass over all rows in their own order; random transforms draw by seed and epoch 0.
   */
  Batches inOrder(int batch, long seed);

  /**
   * Visits all rows in their own order in double precision, as {@link #scaling} takes its
   * statistics. Here the values come from batches of floats; sources that hold more digits give
   * them.
   */
  default void forEachRow(RowVisitor visitor) {
    int width = event().elements();
    double[] row = new double[width];
    try (Batches batches = inOrder(PassBatch.rows(width), 0)) {
      for (Batch b = batches.next(); b != null; b = batches.next()) {
        for (int r = 0; r < b.rows(); r++) {
          for (int c = 0; c < width; c++) {
            int at = r * width + c;
            row[c] = b.mask() != null && b.mask()[at] == 0 ? Double.NaN : b.values()[at];
          }
          visitor.row(b.index() == null ? r : b.index()[r], row);
        }
      }
    }
  }

  /** Sees rows one by one. */
  interface RowVisitor {
    /**
     * Takes a row.
     *
     * @param number its number in the source
     * @param values raw, NaN where not observed; valid until the method returns
     */
    void row(long number, double[] values);
  }

  /**
   * Returns these rows with the columns that a model has, in the model's order, where columns are
   * known by name; here the rows themselves.
   *
   * @param schema what the model's rows are
   * @param supports what each of the model's columns may hold
   * @throws IllegalArgumentException if a column of the model is not there
   */
  default Rows matching(Schema schema, List<Support> supports) {
    Objects.requireNonNull(schema, "schema");
    Objects.requireNonNull(supports, "supports");
    return this;
  }

  /**
   * Returns what raw values were divided by before they are handed out, such as 255 for grey levels
   * between 0 and 1; 1 where they are as they are stored.
   */
  default double divisor() {
    return 1;
  }

  /**
   * Returns the scaling by which every column has mean 0 and standard deviation 1: the mean and
   * population standard deviation of its observed values, in double precision. A column that never
   * varies keeps deviation 1, and one never observed mean 0.
   */
  default Scaling scaling() {
    return scaling(Collections.nCopies(event().elements(), Support.REAL));
  }

  /**
   * Returns the same for the columns that may hold any number. Those above 0 are divided by their
   * mean, and so stay above 0; the others, such as counts and categories, stay as they are.
   *
   * @param supports what each column may hold
   */
  default Scaling scaling(List<Support> supports) {
    return Scalings.of(this, supports);
  }

  /**
   * Returns these rows in other units: {@code (value − mean) / deviation}, computed in double
   * before values become float. Values that were not observed are 0 then.
   *
   * @param values how values are scaled; empty for not at all
   * @param condition the same for conditions
   */
  default Rows scaled(Optional<Scaling> values, Optional<Scaling> condition) {
    return values.isEmpty() && condition.isEmpty()
        ? this
        : mapped(() -> new BatchScaling(this, values.orElse(null), condition.orElse(null)));
  }

  /**
   * Returns these rows, each batch of which is changed on its way.
   *
   * @param eachPass gives what changes the batches of one pass; it may keep arrays from batch to
   *     batch
   */
  default Rows mapped(Supplier<UnaryOperator<Batch>> eachPass) {
    return new MappedRows(this, Objects.requireNonNull(eachPass, "eachPass"));
  }

  /** One pass. Not safe for use by several threads. */
  interface Batches extends AutoCloseable {
    /** Returns the next batch, valid until the next call; null at the end. */
    @Nullable Batch next();

    @Override
    void close();
  }

  /**
   * Some rows, one after the other.
   *
   * @param rows how many
   * @param values {@code rows × width} numbers; the array may be longer
   * @param mask 1 where a value was observed, else 0; null if all were
   * @param condition what the model is conditioned on, a fixed number of values a row; null if
   *     nothing
   * @param index for each row its number in the source; the array may be longer; null if they have
   *     none
   */
  record Batch(
      int rows,
      float[] values,
      float @Nullable [] mask,
      float @Nullable [] condition,
      long @Nullable [] index) {}
}
