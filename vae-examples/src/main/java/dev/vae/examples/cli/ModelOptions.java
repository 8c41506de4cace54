package dev.vae.examples.cli;

import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Plugins;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which trained model a command uses. */
final class ModelOptions {

  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "The folder of a trained model.")
  private Path folder;

  @Mixin private EngineOptions engine;

  Path folder() {
    return folder;
  }

  Vae load() {
    return Vae.load(folder, Plugins.load(), engine.engine());
  }
}
