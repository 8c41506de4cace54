package dev.vae.cli.server;

import dev.vae.cli.option.ModelFolder;
import dev.vae.cli.option.PluginOptions;
import dev.vae.cli.option.PositiveIntConverter;
import dev.vae.cli.show.Console;
import dev.vae.serve.VaeServer;
import dev.vae.serve.VaeServerBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Answers over HTTP. */
@Command(
    name = "serve",
    description = {
      "Serve models over HTTP. Clients of Triton, KServe and MLServer work with it (the Open"
          + " Inference Protocol v2, below /v2); for people there is plain JSON: POST /score,"
          + " /impute, /encode, /reconstruct, /decode, /sample, as the model does, with rows as"
          + " objects of columns. GET / lists models and paths, GET /metrics has figures for"
          + " Prometheus. A model that is saved anew is read anew. Ctrl-C and SIGTERM end it when"
          + " all requests that have come are answered."
    },
    mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {
  /** Kept, for levels of loggers that nobody holds are forgotten. */
  private static final Logger JETTY = Logger.getLogger("org.eclipse.jetty");

  @Parameters(
      arity = "1..*",
      paramLabel = "[NAME=]MODEL",
      description = {
        "Folders of models, or of what vae export made of them; by the names that they are given"
            + " here, else those of the folders. One model is asked at /score and the like, several"
            + " at /models/NAME/score."
      })
  private List<String> models;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = {
        "Listen at this address; ${DEFAULT-VALUE} if not given, which this machine alone can"
            + " reach. There is no check of who asks: put it behind something that does before it"
            + " listens at 0.0.0.0."
      })
  private String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Listen at this port; ${DEFAULT-VALUE} if not given, 0 for any that is free.")
  private int port;

  @Option(
      names = "--allow-host",
      paramLabel = "NAME",
      description = {
        "At this machine's own address, answer too when asked by this name, such as that of a"
            + " proxy; other names are refused, so that no page on the web can ask. Give it several"
            + " times for several names."
      })
  private List<String> hosts = List.of();

  @Option(
      names = "--samples",
      paramLabel = "K",
      defaultValue = "100",
      converter = PositiveIntConverter.class,
      description = {
        "How many draws estimate a row's likelihood in models that are not of tables;"
            + " ${DEFAULT-VALUE} if not given."
      })
  private int samples;

  @Option(
      names = "--batch",
      paramLabel = "ROWS",
      defaultValue = "256",
      converter = PositiveIntConverter.class,
      description = {
        "How many rows are computed together, of one request or of several that come at the same"
            + " time; ${DEFAULT-VALUE} if not given."
      })
  private int batch;

  @Option(
      names = "--queue",
      paramLabel = "ROWS",
      defaultValue = "10000",
      converter = PositiveIntConverter.class,
      description =
          "How many rows may wait; more are refused with status 503. ${DEFAULT-VALUE} if not"
              + " given.")
  private int queue;

  @Option(
      names = "--max-body",
      paramLabel = "MIB",
      defaultValue = "64",
      converter = PositiveIntConverter.class,
      description = "The largest body in MiB; ${DEFAULT-VALUE} if not given.")
  private int body;

  @Option(
      names = "--max-rows",
      paramLabel = "ROWS",
      defaultValue = "10000",
      converter = PositiveIntConverter.class,
      description =
          "How many rows a request may have, or ask /sample for; more are refused with status 413,"
              + " or 400. ${DEFAULT-VALUE} if not given.")
  private int rows;

  @Option(
      names = "--reload",
      paramLabel = "SECONDS",
      defaultValue = "2",
      description = {
        "How often to look for newer models in the folders; every ${DEFAULT-VALUE} s if not given,"
            + " 0 for never."
      })
  private int reload;

  @Option(names = "--access-log", description = "Print a line for each request.")
  private boolean accessLog;

  @Mixin private Console console;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    quiet();
    if (reload < 0) {
      throw new ParameterException(
          command.commandLine(), "--reload must be at least 0, which is never, not " + reload);
    }
    VaeServerBuilder builder =
        VaeServer.builder()
            .plugins(PluginOptions.load(command))
            .host(host)
            .port(port)
            .samples(samples)
            .batch(batch)
            .queue(queue)
            .body(Math.min(body, 2047) << 20)
            .rows(rows)
            .reloadSeconds(reload)
            .messages(console::note);
    for (String model : models) {
      int at = model.indexOf('=');
      if (at == 0 || at == model.length() - 1) {
        throw new ParameterException(
            command.commandLine(),
            "'"
                + model
                + "' has no "
                + (at == 0 ? "name before" : "folder behind")
                + " '=': write NAME=MODEL, or the folder alone");
      }
      Path folder = Path.of(model.substring(at + 1));
      ModelFolder.require(command, folder, ModelFolder.ROWS, ModelFolder.TABLE, ModelFolder.BUNDLE);
      builder.model(at > 0 ? model.substring(0, at) : name(folder), folder);
    }
    hosts.forEach(builder::allowHost);
    if (accessLog) {
      builder.accessLog(console::log);
    }
    try (VaeServer server = builder.start()) {
      stopAtTheEnd(server);
      console.say("serving " + String.join(", ", server.models()) + " at " + server.uri());
      console.result(Map.of("models", server.models(), "uri", server.uri().toString()));
      server.join();
    }
    return 0;
  }

  /** Keeps the HTTP library from telling what it does. */
  static void quiet() {
    JETTY.setLevel(Level.WARNING);
  }

  static void stopAtTheEnd(VaeServer server) {
    Thread main = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, main), "vae-serve-stop"));
  }

  static String name(Path folder) {
    return folder.toAbsolutePath().normalize().getFileName().toString();
  }

  /** Ctrl-C and SIGTERM: the JVM waits for this before it ends. */
  private static void stop(VaeServer server, Thread main) {
    server.close();
    try {
      main.join(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
