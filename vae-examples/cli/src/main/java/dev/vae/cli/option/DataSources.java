package dev.vae.cli.option;

import dev.vae.data.rows.DataException;
import dev.vae.data.source.DataSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Reads the name of a data source, which a plugin may know, so that a misspelt one is misuse. */
final class DataSources {
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
}
