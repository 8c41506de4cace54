package dev.vae.cli.option;

import dev.vae.data.rows.DataException;
import dev.vae.data.source.DataSource;
import dev.vae.data.source.DataSourceProvider;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Reads the name of a data source, which a plugin may know, so that a misspelt one is misuse. */
final class DataSources {
  /** Kinds of sources that are tables, of which another model is made. */
  private static final Set<String> TABLES = Set.of("csv", "jdbc", "parquet");

  private DataSources() {}

  /**
   * The source that an option names.
   *
   * @throws ParameterException if there is no such kind of source
   */
  static DataSource parse(String option, String text, CommandSpec command) {
    try {
      return DataSource.parse(text, PluginOptions.find(command));
    } catch (DataException e) {
      throw new ParameterException(
          command.commandLine(), "Invalid value for option '" + option + "': " + e.getMessage());
    }
  }

  /**
   * What a file or folder is as a source of rows, by its name, unless it may be a table.
   *
   * @return such as {@code npz:counts.npz}; empty where no kind of source knows such names
   */
  static Optional<String> guess(Path file, CommandSpec command) {
    return PluginOptions.find(command).all(DataSourceProvider.class).values().stream()
        .filter(kind -> !TABLES.contains(kind.name()))
        .flatMap(kind -> ((DataSourceProvider) kind).guess(file).stream())
        .filter(text -> text.endsWith(":" + file))
        .findFirst();
  }
}
