package dev.vae.examples.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root of all commands; alone it explains itself. */
@Command(
    name = "vae",
    description = "Variational autoencoders: train, look, judge, use and export.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = VaeCommand.Version.class,
    subcommands = {
      BenchCommand.class,
      DescribeCommand.class,
      EvalCommand.class,
      ExportCommand.class,
      EncodeCommand.class,
      FitSamplerCommand.class,
      InterpolateCommand.class,
      PluginsCommand.class,
      QuickstartCommand.class,
      ReconstructCommand.class,
      ReproduceCommand.class,
      SampleCommand.class,
      TrainCommand.class,
      TraverseCommand.class
    },
    footer = {"", "Start with:  vae quickstart", "Then:        vae COMMAND --help"})
final class VaeCommand implements Runnable {

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of a failure.")
  boolean verbose;

  @Mixin PluginOptions plugins;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing: " + String.join(", ", names(spec)));
  }

  private static List<String> names(CommandSpec spec) {
    return List.copyOf(spec.subcommands().keySet());
  }

  /** The version in the module's descriptor, which the build puts there. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      Module module = Version.class.getModule();
      String version =
          module.isNamed() ? module.getDescriptor().rawVersion().orElse("") : "(class path)";
      return new String[] {
        "vae " + version,
        "Java "
            + Runtime.version()
            + " on "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch")
      };
    }
  }
}
