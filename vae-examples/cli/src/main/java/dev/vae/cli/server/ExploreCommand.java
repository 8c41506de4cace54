package dev.vae.cli.server;

import dev.vae.cli.option.ConditionOption;
import dev.vae.cli.option.EngineOptions;
import dev.vae.cli.option.PluginOptions;
import dev.vae.cli.option.SourceOptions;
import dev.vae.cli.show.Console;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Plugins;
import dev.vae.data.table.Table;
import dev.vae.data.tabular.TableModel;
import dev.vae.serve.VaeServer;
import dev.vae.serve.explore.Exploration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
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

  @Parameters(index = "0", paramLabel = "MODEL", description = "The folder of a trained model.")
  private Path folder;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FILE",
      description =
          "The table to show, where the model is of a table; else --data says which rows.")
  private Path file;

  @Mixin private SourceOptions data;
  @Mixin private ConditionOption given;
  @Mixin private EngineOptions engine;

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
    Plugins plugins = PluginOptions.load(command);
    ServeCommand.quiet();
    VaeServer.Builder builder =
        VaeServer.builder()
            .plugins(plugins)
            .port(port)
            .messages(console::note)
            .model(ServeCommand.name(folder), folder)
            .explore(exploration(plugins));
    try (VaeServer server = builder.start()) {
      ServeCommand.stopAtTheEnd(server);
      console.say("open " + server.uri() + " in a browser; Ctrl-C ends it");
      console.result(Map.of("uri", server.uri().toString()));
      server.join();
    }
    return 0;
  }

  private Exploration exploration(Plugins plugins) {
    if (Files.exists(folder.resolve("table.json"))) {
      if (file == null) {
        throw new ParameterException(
            command.commandLine(),
            "the model is of a table: name its file, vae explore MODEL FILE");
      }
      TableModel model = TableModel.load(folder, plugins, engine.engine());
      return Exploration.of(model, Table.read(file, model.schema()));
    }
    if (file != null) {
      throw new ParameterException(
          command.commandLine(),
          "the model is not of a table: name its rows by --data, not '" + file + "'");
    }
    Vae vae = Vae.load(folder, plugins, engine.engine());
    return Exploration.of(vae, data.forModel(vae, given, console));
  }
}
