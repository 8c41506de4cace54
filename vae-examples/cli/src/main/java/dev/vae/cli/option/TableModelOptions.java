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

  public TableModel load() {
    return TableModel.load(folder, PluginOptions.load(command), engine.engine());
  }
}
