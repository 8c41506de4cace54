package dev.vae.data.internal.rows;

import dev.vae.core.graph.Shape;
import dev.vae.core.internal.text.Messages;
import dev.vae.core.rows.SparseRowMatrix;
import dev.vae.data.internal.Digests;
import dev.vae.data.rows.DataException;
import dev.vae.data.rows.Labels;
import dev.vae.data.rows.RowSource;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Rows most of whose values are 0, in memory without these.
 *
 * @param matrix the rows
 * @param event the shape of a row
 * @param description what this is, for people
 * @param hash gives the hash of what it was read from
 * @param columns the columns' names; none if they have none
 * @param known the labels; null if there are none
 * @param notes what the user should know
 */
public record SparseSource(
    SparseRowMatrix matrix,
    Shape event,
    String description,
    Supplier<String> hash,
    List<String> columns,
    @Nullable Labels known,
    List<String> notes)
    implements RowSource {

  /** Checks that there are values, and a name for each column or none. */
  public SparseSource {
    if (matrix.rows() == 0) {
      throw new DataException(description + ": there are no rows");
    }
    columns = List.copyOf(columns);
    notes = List.copyOf(notes);
  }

  /** Returns rows of a file. */
  public static SparseSource of(
      SparseRowMatrix matrix,
      String description,
      Supplier<String> hash,
      List<String> columns,
      @Nullable Labels labels,
      List<String> notes) {
    Shape event = Shape.of(matrix.width());
    return new SparseSource(matrix, event, description, hash, columns, labels, notes);
  }

  /** Returns rows that a program has. */
  public static SparseSource of(SparseRowMatrix matrix) {
    Objects.requireNonNull(matrix, "rows");
    String what = "a sparse matrix of " + Messages.count(matrix.rows(), "row");
    return of(matrix, what, () -> hash(matrix), List.of(), null, List.of());
  }

  /** Returns some columns in another order. */
  public SparseSource pick(int[] kept) {
    List<String> names =
        columns.isEmpty() ? columns : Arrays.stream(kept).mapToObj(columns::get).toList();
    return of(matrix.pick(kept), description, hash, names, known, notes);
  }

  private static String hash(SparseRowMatrix matrix) {
    MessageDigest digest = Digests.sha256();
    ByteBuffer entry = ByteBuffer.allocate(Long.BYTES + Integer.BYTES);
    for (int r = 0; r < matrix.rows(); r++) {
      matrix.forEachStored(
          r,
          (column, value) -> {
            if (value != 0) {
              digest.update(entry.clear().putInt(column).putDouble(value).flip());
            }
          });
      digest.update(entry.clear().putInt(-1).putInt(matrix.width()).flip());
    }
    return Digests.hex(digest);
  }

  @Override
  public long size() {
    return matrix.rows();
  }

  @Override
  public void read(long row, double[] into) {
    matrix.copyRow((int) row, into);
  }

  @Override
  public String sha256() {
    return hash.get();
  }

  @Override
  public Optional<Labels> labels() {
    return Optional.ofNullable(known);
  }

  @Override
  public String toString() {
    return description;
  }
}
