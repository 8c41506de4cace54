package dev.vae.data.read;

import dev.vae.core.graph.Shape;
import dev.vae.core.internal.text.Messages;
import dev.vae.data.internal.file.FileHashes;
import dev.vae.data.internal.rows.ByteRowSource;
import dev.vae.data.rows.DataException;
import dev.vae.data.rows.Labels;
import dev.vae.data.rows.RowSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the rows of an array file have beside their numbers.
 *
 * @param kind the kind of file, such as {@code idx}
 * @param files the files, the array's first
 * @param labels the labels, or null
 */
record ArrayFileSource(String kind, List<Path> files, Labels labels) {

  /** These rows as a source; unsigned bytes are kept as such. */
  RowSource source(StoredRows shape, RowBytes bytes) {
    if (labels != null && labels.size() != shape.rows()) {
      throw new DataException(
          files.get(0)
              + " has "
              + Messages.count(shape.rows(), "row")
              + ", but "
              + files.get(files.size() - 1)
              + " has "
              + labels.size()
              + " labels; give the labels that belong to these rows");
    }
    return shape.type() == ArrayElementType.U8
        ? new Bytes(this, shape, bytes)
        : new Numbers(this, shape, bytes);
  }

  private String description() {
    return kind + ":" + files.get(0);
  }

  private String sha256() {
    return FileHashes.of(files.toArray(Path[]::new));
  }

  /** What is known of the rows without reading them. */
  private interface Described extends RowSource {
    ArrayFileSource of();

    StoredRows shape();

    @Override
    default long size() {
      return shape().rows();
    }

    @Override
    default Optional<Labels> labels() {
      return Optional.ofNullable(of().labels);
    }

    @Override
    default List<String> notes() {
      return shape().notes();
    }

    @Override
    default String description() {
      return of().description();
    }

    @Override
    default String sha256() {
      return of().sha256();
    }
  }

  private record Bytes(ArrayFileSource of, StoredRows shape, Shape event, RowBytes rows)
      implements Described, ByteRowSource {
    Bytes(ArrayFileSource of, StoredRows shape, RowBytes rows) {
      this(of, shape, shape.event(), rows);
    }

    @Override
    public void readBytes(long row, byte[] into) {
      rows.block(row).get(rows.position(row), into, 0, shape.width());
    }

    @Override
    public void read(long row, double[] into) {
      ArrayElementType.U8.read(rows.block(row), rows.position(row), into, shape.width());
    }

    @Override
    public String toString() {
      return description();
    }
  }

  private record Numbers(ArrayFileSource of, StoredRows shape, Shape event, RowBytes rows)
      implements Described {
    Numbers(ArrayFileSource of, StoredRows shape, RowBytes rows) {
      this(of, shape, shape.event(), rows);
    }

    @Override
    public void read(long row, double[] into) {
      shape.type().read(rows.block(row), rows.position(row), into, shape.width());
    }

    @Override
    public String toString() {
      return description();
    }
  }
}
