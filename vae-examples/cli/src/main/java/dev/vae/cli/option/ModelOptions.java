package dev.vae.cli.option;

import dev.vae.core.engine.Engine;
import dev.vae.core.model.Vae;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which trained model a command uses. */
public final class ModelOptions {

  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "The folder of a trained model.")
  private Path folder;

  @Mixin private EngineOptions engine;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  public Path folder() {
    return folder;
  }

  public Engine engine() {
    return engine.engine();
  }

  public Vae load() {
    return Vae.load(folder, PluginOptions.load(command), engine());
  }
}
