package dev.vae.serve;

import dev.vae.core.VaeException;
import dev.vae.core.plugin.Plugins;
import dev.vae.serve.explore.Exploration;
import dev.vae.serve.http.Door;
import dev.vae.serve.http.Figures;
import dev.vae.serve.http.JsonErrors;
import dev.vae.serve.http.Limits;
import dev.vae.serve.model.ServingOptions;
import dev.vae.serve.model.Shelf;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.server.CustomRequestLog;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * Models behind HTTP, for any number of callers: the Open Inference Protocol v2 below {@code /v2},
 * plain JSON at {@code /score}, {@code /impute}, {@code /encode}, {@code /sample} and the like,
 * figures for Prometheus at {@code /metrics}.
 *
 * <pre>{@code
 * try (VaeServer server = VaeServer.builder().model("cards", Path.of("model")).start()) {
 *   System.out.println(server.uri()); // http://127.0.0.1:8080/
 *   ...
 * }
 * }</pre>
 */
public final class VaeServer implements AutoCloseable {
  private final Server server;

  /** After so long without a request nobody is taken to be about to send one. */
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final ServerConnector connector;
  private final Door door;
  private final int stopSeconds;
  private final Shelf shelf;
  private final ScheduledExecutorService refresher;
  private volatile boolean ready = true;

  private VaeServer(Builder builder) {
    Figures figures = new Figures();
    shelf =
        new Shelf(
            builder.models,
            new ServingOptions(
                builder.plugins,
                builder.samples,
                Runtime.getRuntime().availableProcessors(),
                builder.batch,
                builder.queue,
                figures::batch),
            told -> {
              figures.reload();
              builder.messages.accept(told);
            });
    QueuedThreadPool threads = new QueuedThreadPool(Math.max(64, 4 * builder.processors()), 8);
    threads.setName("vae-serve");
    server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(false);
    connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(builder.host);
    connector.setPort(builder.port);
    connector.setIdleTimeout(TimeUnit.SECONDS.toMillis(builder.idleSeconds));
    server.addConnector(connector);
    door =
        new Door(
            shelf,
            new Limits(builder.body, builder.requests, builder.hosts()),
            figures,
            List.copyOf(builder.explorations),
            () -> ready);
    server.setHandler(door);
    server.setErrorHandler(new JsonErrors());
    stopSeconds = builder.stopSeconds;
    if (builder.accessLog != null) {
      server.setRequestLog(
          new CustomRequestLog(builder.accessLog::accept, "%{client}a %t \"%r\" %s %O %{ms}T"));
    }
    refresher =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "vae-serve-refresh");
              thread.setDaemon(true);
              return thread;
            });
    try {
      server.start();
    } catch (Exception e) {
      close();
      throw new ServerException(
          "cannot listen at " + builder.host + ":" + builder.port + ": " + reason(e), e);
    }
    if (builder.reloadSeconds > 0) {
      refresher.scheduleWithFixedDelay(
          shelf::refresh, builder.reloadSeconds, builder.reloadSeconds, TimeUnit.SECONDS);
    }
  }

  private static @Nullable String reason(Throwable fault) {
    return fault.getCause() == null ? fault.getMessage() : reason(fault.getCause());
  }

  /** Returns a builder. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns where it is, such as {@code http://127.0.0.1:8080/}. */
  public URI uri() {
    return URI.create("http://" + host() + ":" + connector.getLocalPort() + "/");
  }

  private String host() {
    String host = connector.getHost();
    return host.contains(":") ? "[" + host + "]" : host;
  }

  /** Returns the names of its models. */
  public List<String> models() {
    return shelf.names();
  }

  /** Reads models anew whose folders have changed; it is done by itself now and then. */
  public void refresh() {
    shelf.refresh();
  }

  /** Waits until it is closed, by another thread. */
  public void join() throws InterruptedException {
    server.join();
  }

  /**
   * Takes no more connections, answers what has come, and ends. Called again, it does nothing.
   *
   * @throws ServerException if answers were still due at the end of the time for that
   */
  @Override
  public void close() {
    refresher.shutdownNow();
    int port = connector.getLocalPort();
    connector.close();
    awaitRefusal(port);
    // only now is it said that answers are the last: who then connects anew finds nobody
    ready = false;
    drain();
    int late = door.inFlight();
    try {
      server.stop();
    } catch (Exception e) {
      throw new ServerException("the server did not stop as it should: " + reason(e), e);
    } finally {
      shelf.close();
    }
    if (late > 0) {
      throw new ServerException(
          "the server was stopped before " + late + " requests were answered", null);
    }
  }

  /**
   * Waits until nobody can connect: the system goes on to take connections as long as a thread that
   * waited for one has not noticed, and then cuts them off.
   */
  private void awaitRefusal(int port) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
    while (port > 0 && System.nanoTime() < end) {
      try {
        InetAddress address = InetAddress.getByName(connector.getHost());
        new Socket(address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address, port)
            .close();
        Thread.sleep(1);
      } catch (IOException e) {
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /**
   * Waits for the last answer on every connection, after which it is closed; and, for connections
   * on which nobody asks, a while.
   */
  private void drain() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(stopSeconds);
    try {
      while (System.nanoTime() < end
          && (door.inFlight() > 0
              || !connector.getConnectedEndPoints().isEmpty() && door.quietNanos() < QUIET_NANOS)) {
        Thread.sleep(5);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What keeps a server from serving. */
  public static final class ServerException extends VaeException {
    private static final long serialVersionUID = 1;

    private ServerException(@Nullable String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** Collects what a server needs. */
  public static final class Builder {
    private final Map<String, Path> models = new LinkedHashMap<>();
    private final Set<String> allowed = new HashSet<>();
    private @Nullable Plugins plugins;
    private final List<Exploration> explorations = new ArrayList<>();
    private String host = "127.0.0.1";
    private int port = 8080;
    private int samples = 100;
    private int batch = 256;
    private int queue = 10_000;
    private int requests = 1000;
    private int body = 64 << 20;
    private int idleSeconds = 60;
    private int stopSeconds = 30;
    private int reloadSeconds = 2;
    private @Nullable Consumer<String> accessLog;
    private Consumer<String> messages = told -> {};

    private Builder() {}

    private static int positive(String what, int value) {
      if (value < 1) {
        throw new IllegalArgumentException(what + " must be at least 1, not " + value);
      }
      return value;
    }

    /** Sets what models' parts are looked for in; what {@link Plugins#load} finds if not set. */
    public Builder plugins(Plugins found) {
      plugins = Objects.requireNonNull(found, "found");
      return this;
    }

    /**
     * Shows a page at {@code /} on which the first model is explored by these rows; called again,
     * the second beside it by the same rows.
     */
    public Builder explore(Exploration rows) {
      explorations.add(Objects.requireNonNull(rows, "rows"));
      return this;
    }

    /** Adds a model by the name it is asked by. */
    public Builder model(String name, Path folder) {
      Objects.requireNonNull(folder, "folder");
      if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
        throw new IllegalArgumentException(
            "a model's name has letters, digits, '.', '_' and '-', not '" + name + "'");
      }
      if (models.put(name, folder) != null) {
        throw new IllegalArgumentException("there are two models '" + name + "': name one else");
      }
      return this;
    }

    /** Sets the address to listen at; 127.0.0.1 if not set, which this machine alone can reach. */
    public Builder host(String address) {
      host = Objects.requireNonNull(address, "address");
      return this;
    }

    /** Sets the port; 8080 if not set, 0 for any that is free. */
    public Builder port(int number) {
      if (number < 0 || number > 65_535) {
        throw new IllegalArgumentException("a port lies between 0 and 65535, not " + number);
      }
      port = number;
      return this;
    }

    /** Allows a server on this machine's own address to be asked by another name as well. */
    public Builder allowHost(String name) {
      allowed.add(name.toLowerCase(Locale.ROOT));
      return this;
    }

    /** Sets how many draws estimate a row's likelihood, where no table is modelled; 100 if not. */
    public Builder samples(int number) {
      samples = positive("samples", number);
      return this;
    }

    /** Sets how many rows of several requests are computed together at most; 256 if not set. */
    public Builder batch(int rows) {
      batch = positive("batch", rows);
      return this;
    }

    /** Sets how many rows may wait before more are refused with status 503; 10,000 if not set. */
    public Builder queue(int rows) {
      queue = positive("queue", rows);
      return this;
    }

    /** Sets how many requests may be under way, likewise; 1,000 if not set. */
    public Builder requests(int number) {
      requests = positive("requests", number);
      return this;
    }

    /** Sets the largest body in bytes; 64 MiB if not set. */
    public Builder body(int bytes) {
      body = positive("body", bytes);
      return this;
    }

    /** Sets after how many seconds a connection on which nothing happens is closed; 60 if not. */
    public Builder idleSeconds(int seconds) {
      idleSeconds = positive("idleSeconds", seconds);
      return this;
    }

    /** Sets how many seconds there are to answer what has come when it is closed; 30 if not. */
    public Builder stopSeconds(int seconds) {
      stopSeconds = positive("stopSeconds", seconds);
      return this;
    }

    /** Sets how often folders are looked at for newer models; every 2 s if not set, 0 for never. */
    public Builder reloadSeconds(int seconds) {
      reloadSeconds = seconds;
      return this;
    }

    /** Sets who is told of every request, a line each; nobody if not set. */
    public Builder accessLog(@Nullable Consumer<String> lines) {
      accessLog = lines;
      return this;
    }

    /** Sets who is told of models read anew; nobody if not set. */
    public Builder messages(Consumer<String> told) {
      messages = Objects.requireNonNull(told, "told");
      return this;
    }

    private int processors() {
      return Runtime.getRuntime().availableProcessors();
    }

    /** The names by which it may be asked: any, but of a server that is for this machine alone. */
    private Set<String> hosts() {
      try {
        if (!InetAddress.getByName(host).isLoopbackAddress()) {
          return Set.of();
        }
      } catch (UnknownHostException e) {
        return Set.of(); // which is said when it is to listen
      }
      Set<String> names = new HashSet<>(allowed);
      names.addAll(List.of("localhost", "127.0.0.1", "[::1]", "::1", host));
      return names;
    }

    /**
     * Reads the models and begins to listen.
     *
     * @throws ServerException if the address cannot be used
     * @throws VaeException or IllegalArgumentException if a model cannot be read
     */
    public VaeServer start() {
      if (models.isEmpty()) {
        throw new IllegalArgumentException("there is no model to serve");
      }
      if (explorations.size() > Math.min(2, models.size())
          || explorations.stream().mapToInt(Exploration::size).distinct().count() > 1) {
        throw new IllegalArgumentException(
            "a page explores one model, or two by the same rows; not "
                + explorations.size()
                + " of "
                + models.keySet());
      }
      if (plugins == null) {
        plugins = Plugins.load();
      }
      return new VaeServer(this);
    }
  }
}
