package dev.vae.cli.server;

import dev.vae.cli.option.ConditionOption;
import dev.vae.cli.option.ModelOptions;
import dev.vae.cli.option.PluginOptions;
import dev.vae.cli.option.SourceOptions;
import dev.vae.cli.show.Console;
import dev.vae.core.internal.io.FolderKind;
import dev.vae.core.plugin.Plugins;
import dev.vae.serve.VaeServer;
import dev.vae.serve.VaeServerBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Opens a page to explore a model. */
@Command(
    name = "explore",
    description = {
      "Show a model on a page in the browser: a map of rows in its latent space that decodes where"
          + " you point, sliders for its dimensions, strips along them and from row to row, nearest"
          + " rows; draw or drop a picture of your own; edit a row of a table and see what it"
          + " surprises by. Only this machine can open the page."
    },
    mixinStandardHelpOptions = true)
public final class ExploreCommand implements Callable<Integer> {

  @Mixin private ModelOptions model;

  @Option(
      names = "--beside",
      paramLabel = "MODEL",
      description =
          "The folder of another model, to show beside it by the same rows: what is pointed at or"
              + " chosen in one is shown in the other, and their scores are compared.")
  private Path beside;

  @Mixin private Explorations rows;
  @Mixin private SourceOptions data;
  @Mixin private ConditionOption given;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8081",
      description = "Listen at this port; ${DEFAULT-VALUE} if not given, 0 for any that is free.")
  private int port;

  @Mixin private Console console;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    Path folder = model.folder();
    Plugins plugins = PluginOptions.load(command);
    Optional<String> other = Optional.ofNullable(beside).map(this::nameBeside);
    ServeCommand.quiet();
    VaeServerBuilder builder =
        VaeServer.builder().plugins(plugins).port(port).messages(console::note);
    add(builder, ServeCommand.name(folder), folder, plugins);
    if (other.isPresent()) {
      add(builder, other.get(), beside, plugins);
    }
    try (VaeServer server = builder.start()) {
      ServeCommand.stopAtTheEnd(server);
      console.say("open " + server.uri() + " in a browser; Ctrl-C ends it");
      console.result(Map.of("uri", server.uri().toString()));
      server.join();
    }
    return 0;
  }

  private void add(VaeServerBuilder builder, String name, Path folder, Plugins plugins)
      throws IOException {
    rows.of(folder, plugins, model.engine(), vae -> data.forModel(vae, given, console))
        .addTo(builder, name);
  }

  /** Two folders of the same name are told apart. */
  private String nameBeside(Path beside) {
    Path folder = model.folder();
    if (FolderKind.of(beside) != FolderKind.TABLE) {
      FolderKind.ROWS.require(beside);
    }
    if (Explorations.ofTable(folder) != Explorations.ofTable(beside)) {
      throw new ParameterException(
          command.commandLine(),
          "one of " + folder + " and " + beside + " is a table's model: no rows are of both");
    }
    String name = ServeCommand.name(beside);
    return name.equals(ServeCommand.name(folder)) ? name + "-2" : name;
  }
}
