package dev.vae.cli.option;

import dev.vae.cli.show.Environment;
import dev.vae.core.plugin.Plugins;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** Where jars of plugins lie, beside what is on the module path or class path. */
public final class PluginOptions {
  /** Folders or jars, separated as in PATH. */
  static final String ENVIRONMENT = "VAE_PLUGINS";

  /** The folder of the command line, which its launcher gives. */
  static final String HOME = "vae.home";

  @Option(
      names = "--plugins",
      scope = ScopeType.INHERIT,
      paramLabel = "DIR",
      description = {
        "A folder with jars of plugins, or a jar. May be repeated. Those in $VAE_PLUGINS and in the"
            + " folder 'plugins' beside the command line are found without."
      })
  private List<Path> given = new ArrayList<>();

  private Plugins found;
  private boolean told;

  /** Returns the plugins for a command; of those that cannot be used is said why. */
  public static Plugins load(CommandSpec command) {
    Plugins plugins = find(command);
    PluginOptions options = RootOptions.of(command).plugins();
    if (options.told) {
      return plugins;
    }
    options.told = true;
    for (String problem : plugins.problems()) {
      command.commandLine().getErr().println("vae: plugin: " + problem);
    }
    return plugins;
  }

  /** Returns the same without a word. */
  public static Plugins find(CommandSpec command) {
    PluginOptions options = RootOptions.of(command).plugins();
    if (options.found == null) {
      options.found = options.search(command);
    }
    return options.found;
  }

  private Plugins search(CommandSpec command) {
    List<Path> places = new ArrayList<>();
    String home = System.getProperty(HOME);
    if (home != null && Files.isDirectory(Path.of(home, "plugins"))) {
      places.add(Path.of(home, "plugins"));
    }
    String environment = System.getenv(ENVIRONMENT);
    if (environment != null && !environment.isBlank()) {
      for (String place : environment.split(File.pathSeparator)) {
        places.add(Path.of(place));
      }
    }
    for (Path place : given) {
      if (!Files.exists(place)) {
        throw new ParameterException(
            command.commandLine(), "--plugins: there is no file or folder " + place);
      }
      places.add(place);
    }
    Plugins plugins = Plugins.load().withJars(places.toArray(Path[]::new));
    if (!plugins.problems().isEmpty()) {
      Environment.requireMoreFiles();
    }
    return plugins;
  }
}
