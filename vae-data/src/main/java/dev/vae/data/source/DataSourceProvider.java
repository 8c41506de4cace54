package dev.vae.data.source;

import dev.vae.core.plugin.NamedProvider;
import dev.vae.data.Dataset;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A kind of data source, such as {@code csv}; found by ServiceLoader. Its name is what stands
 * before the colon of a source's text, in {@code csv:FILE#label=COLUMN}, and everything behind it
 * is its own to read.
 *
 * <pre>{@code
 * public Dataset open(SourceText text, DataOptions options) {
 *   text.requireNoOptions();
 *   return Dataset.of(Npy.open(text.file()), options.missing());
 * }
 * }</pre>
 */
public interface DataSourceProvider extends NamedProvider {

  /** Returns how its text is written, for messages: {@code csv:FILE, or csv:FILE#label=COLUMN}. */
  String usage();

  /** Whether options may follow a hash sign; else a hash sign belongs to the place. */
  default boolean takesOptions() {
    return true;
  }

  /**
   * Returns how a file or folder that was named without a kind would be written, if it looks like
   * one of this kind; only the name is looked at, or whether it is a folder.
   */
  default Optional<String> guess(Path file) {
    return Optional.empty();
  }

  /**
   * Opens it. Files may stay open until the rows are closed or no longer used. The limit, scaling
   * and binarisation of the options are applied to what this returns.
   *
   * @param options {@link DataOptions#missing} and {@link DataOptions#progress} are for the source
   * @throws dev.vae.data.rows.DataException if it cannot be read; the message names the file and
   *     the place in it
   */
  Dataset open(SourceText text, DataOptions options);
}
