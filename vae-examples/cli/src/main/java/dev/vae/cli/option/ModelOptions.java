package dev.vae.cli.option;

import dev.vae.core.engine.Engine;
import dev.vae.core.model.Vae;
import dev.vae.data.tabular.TableModel;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which trained model a command uses. */
public final class ModelOptions {

  @Parameters(index = "0", paramLabel = "MODEL", description = "The folder of a trained model.")
  private Path folder;

  @Mixin private EngineOptions engine;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--model", hidden = true)
  private void formerOption(Path model) {
    throw new ParameterException(
        command.commandLine(),
        "the model is an argument and no option: " + command.qualifiedName() + " " + model);
  }

  public Path folder() {
    return folder;
  }

  public Engine engine() {
    return engine.engine();
  }

  /**
   * Whether the folder is that of a table's model.
   *
   * @throws IllegalArgumentException if it is of no model
   */
  public boolean table() {
    ModelFolder.require(command, folder, ModelFolder.ROWS, ModelFolder.TABLE);
    return ModelFolder.of(folder) == ModelFolder.TABLE;
  }

  /** Loads a table's model. */
  public TableModel loadTable() {
    return TableModel.load(folder, PluginOptions.load(command), engine.engine());
  }

  /**
   * Loads a model of rows.
   *
   * @throws IllegalArgumentException if the folder holds another or none
   */
  public Vae load() {
    ModelFolder.require(command, folder, ModelFolder.ROWS);
    return Vae.load(folder, PluginOptions.load(command), engine());
  }
}
