package dev.vae.data.read.sparse;

import dev.vae.core.internal.text.Messages;
import dev.vae.core.rows.SparseRowMatrix;
import dev.vae.data.internal.file.FileHashes;
import dev.vae.data.internal.rows.SparseSource;
import dev.vae.data.rows.DataException;
import dev.vae.data.rows.Labels;
import dev.vae.data.rows.RowSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a sparse matrix in a file has beside its values.
 *
 * @param kind the kind of source, such as {@code npz}
 * @param file the file
 * @param labels a file of labels; null for none
 * @param columns the columns' names; none if they have none
 * @param others further files that were read
 * @param notes what the user should know
 */
record SparseFiles(
    String kind,
    Path file,
    @Nullable Path labels,
    List<String> columns,
    List<Path> others,
    List<String> notes) {

  /** Returns the rows with all of it. */
  RowSource source(SparseRowMatrix matrix) {
    return source(matrix, labels == null ? null : LabelFile.read(labels));
  }

  /** Returns the rows with labels of the same file. */
  RowSource source(SparseRowMatrix matrix, @Nullable Labels known) {
    if (known != null && known.size() != matrix.rows()) {
      throw new DataException(
          file
              + " has "
              + Messages.count(matrix.rows(), "row")
              + ", but "
              + labels
              + " has "
              + Messages.count(known.size(), "label")
              + "; give the labels that belong to these rows");
    }
    List<Path> read = new ArrayList<>(List.of(file));
    Stream.concat(others.stream(), Stream.ofNullable(labels)).forEach(read::add);
    return SparseSource.of(
        matrix,
        kind + ":" + file,
        () -> FileHashes.of(read.toArray(Path[]::new)),
        columns,
        known,
        notes);
  }
}
