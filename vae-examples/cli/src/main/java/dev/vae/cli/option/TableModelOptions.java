package dev.vae.cli.option;

import dev.vae.data.tabular.TableModel;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which table's model a command uses. */
public final class TableModelOptions {

  @Parameters(index = "0", paramLabel = "MODEL", description = "The folder of a table's model.")
  private Path folder;

  @Mixin private EngineOptions engine;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /**
   * Loads it.
   *
   * @throws IllegalArgumentException if the folder holds another or none
   */
  public TableModel load() {
    ModelFolder.require(command, folder, ModelFolder.TABLE);
    return TableModel.load(folder, PluginOptions.load(command), engine.engine());
  }
}
