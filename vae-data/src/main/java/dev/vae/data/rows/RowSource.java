package dev.vae.data.rows;

import dev.vae.core.graph.Shape;
import dev.vae.data.Dataset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rows of numbers at rest: a file, a folder, a generator. Any row can be read at any time, by
 * several threads at once; rows are counted from 0. A {@link Dataset} selects, transforms and
 * batches them.
 */
public interface RowSource {

  /** Returns the number of rows. */
  long size();

  /** Returns the shape of one row; channels last for images: {@code [28, 28, 1]}. */
  Shape event();

  /**
   * Reads one row as it is stored, in row-major order; a missing value is NaN.
   *
   * @param into at least as long as a row is wide
   */
  void read(long row, double[] into);

  /**
   * Returns what this is, for people: the kind and the file, or the generator with its settings.
   */
  String description();

  /**
   * Returns the SHA-256 of the data in lower-case hexadecimal digits: of the bytes of the files, or
   * of the settings that a generator's rows follow from. May take as long as reading everything.
   */
  String sha256();

  /** Returns what is known about the values without reading them. */
  default Optional<Bounds> bounds() {
    return Optional.empty();
  }

  /** Returns the names of the columns, or nothing if they have none. */
  default List<String> columns() {
    return List.of();
  }

  /** Returns the words of columns that hold words: value k of the column stands for word k. */
  default Map<Integer, List<String>> categories() {
    return Map.of();
  }

  /** Returns what is known about each row beside its values. */
  default Optional<Labels> labels() {
    return Optional.empty();
  }

  /** Returns what the user should know of how this was read, a sentence each; often none. */
  default List<String> notes() {
    return List.of();
  }

  /**
   * Limits that all values keep.
   *
   * @param low no value is below
   * @param high no value is above
   * @param integer whether all are integers
   */
  record Bounds(double low, double high, boolean integer) {}
}
