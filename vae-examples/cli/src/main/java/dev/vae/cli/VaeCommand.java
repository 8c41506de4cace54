package dev.vae.cli;

import dev.vae.cli.option.RootOptions;
import dev.vae.cli.show.Version;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root of all commands; alone it explains itself. */
@Command(
    name = "vae",
    description = "Variational autoencoders: train, evaluate, use and export them.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    commandListHeading = "",
    footer = {"", "Start with:  vae quickstart", "Then:        vae COMMAND --help"})
@NullUnmarked // picocli sets its fields
final class VaeCommand implements Runnable {

  @Mixin private RootOptions root;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing: " + String.join(", ", names(spec)));
  }

  private static List<String> names(CommandSpec spec) {
    return List.copyOf(spec.subcommands().keySet());
  }
}
