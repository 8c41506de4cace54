package dev.vae.serve;

import dev.vae.core.VaeException;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Plugins;
import dev.vae.data.tabular.TableModel;
import dev.vae.serve.explore.Exploration;
import dev.vae.serve.model.ModelSource;
import java.net.InetAddress;
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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects what a server needs. */
public final class VaeServerBuilder {
  final Map<String, ModelSource> models = new LinkedHashMap<>();
  private final Set<String> allowed = new HashSet<>();
  @Nullable Plugins plugins;
  final List<Exploration> explorations = new ArrayList<>();
  String host = "127.0.0.1";
  int port = 8080;
  int samples = 100;
  int batch = 256;
  int queue = 10_000;
  int requests = 1000;
  int body = 64 << 20;
  int rows = 10_000;
  int idleSeconds = 60;
  int requestSeconds = 20;
  int stopSeconds = 30;
  int reloadSeconds = 2;
  @Nullable Consumer<String> accessLog;
  Consumer<String> messages = told -> {};

  VaeServerBuilder() {}

  private static int positive(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(what + " must be at least 1, not " + value);
    }
    return value;
  }

  /** Sets what models' parts are looked for in; what {@link Plugins#load} finds if not set. */
  public VaeServerBuilder plugins(Plugins found) {
    plugins = Objects.requireNonNull(found, "found");
    return this;
  }

  /**
   * Shows a page at {@code /} on which the first model is explored by these rows; called again, the
   * second beside it by the same rows.
   */
  public VaeServerBuilder explore(Exploration rows) {
    explorations.add(Objects.requireNonNull(rows, "rows"));
    return this;
  }

  /** Adds a model by the name it is asked by. */
  public VaeServerBuilder model(String name, Path folder) {
    return add(name, ModelSource.of(Objects.requireNonNull(folder, "folder")));
  }

  /** Adds a model that has been read from its folder, where newer ones are looked for. */
  public VaeServerBuilder model(String name, Path folder, Vae read) {
    Objects.requireNonNull(folder, "folder");
    return add(name, ModelSource.of(folder, Objects.requireNonNull(read, "read")));
  }

  /** Adds a table's model that has been read from its folder, likewise. */
  public VaeServerBuilder model(String name, Path folder, TableModel read) {
    Objects.requireNonNull(folder, "folder");
    return add(name, ModelSource.of(folder, Objects.requireNonNull(read, "read")));
  }

  private VaeServerBuilder add(String name, ModelSource model) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
      throw new IllegalArgumentException(
          "a model's name has letters, digits, '.', '_' and '-', not '" + name + "'");
    }
    if (models.put(name, model) != null) {
      throw new IllegalArgumentException("there are two models '" + name + "': name one else");
    }
    return this;
  }

  /** Sets the address to listen at; 127.0.0.1 if not set, which this machine alone can reach. */
  public VaeServerBuilder host(String address) {
    host = Objects.requireNonNull(address, "address");
    return this;
  }

  /** Sets the port; 8080 if not set, 0 for any that is free. */
  public VaeServerBuilder port(int number) {
    if (number < 0 || number > 65_535) {
      throw new IllegalArgumentException("a port lies between 0 and 65535, not " + number);
    }
    port = number;
    return this;
  }

  /** Allows a server on this machine's own address to be asked by another name as well. */
  public VaeServerBuilder allowHost(String name) {
    allowed.add(name.toLowerCase(Locale.ROOT));
    return this;
  }

  /** Sets how many draws estimate a row's likelihood, where no table is modelled; 100 if not. */
  public VaeServerBuilder samples(int number) {
    samples = positive("samples", number);
    return this;
  }

  /**
   * Sets how many rows are computed together at most, of one request or of several; 256 if not set.
   * Between the batches of a larger request others get their turn.
   */
  public VaeServerBuilder batch(int rows) {
    batch = positive("batch", rows);
    return this;
  }

  /** Sets how many rows may wait before more are refused with status 503; 10,000 if not set. */
  public VaeServerBuilder queue(int rows) {
    queue = positive("queue", rows);
    return this;
  }

  /** Sets how many requests may be under way, likewise; 1,000 if not set. */
  public VaeServerBuilder requests(int number) {
    requests = positive("requests", number);
    return this;
  }

  /** Sets the largest body in bytes; 64 MiB if not set. */
  public VaeServerBuilder body(int bytes) {
    body = positive("body", bytes);
    return this;
  }

  /**
   * Sets how many rows a request may have, else it is refused with status 413, or ask for, else
   * with 400; 10,000 if not set.
   */
  public VaeServerBuilder rows(int number) {
    rows = positive("rows", number);
    return this;
  }

  /** Sets after how many seconds a connection on which nothing happens is closed; 60 if not. */
  public VaeServerBuilder idleSeconds(int seconds) {
    idleSeconds = positive("idleSeconds", seconds);
    return this;
  }

  /**
   * Sets how many seconds the head of a request may take to come; 20 if not. A body may take as
   * long, and beyond that a second for each 16 KiB that came, and may not pause for longer. What is
   * slower is refused with status 408.
   */
  public VaeServerBuilder requestSeconds(int seconds) {
    requestSeconds = positive("requestSeconds", seconds);
    return this;
  }

  /** Sets how many seconds there are to answer what has come when it is closed; 30 if not. */
  public VaeServerBuilder stopSeconds(int seconds) {
    stopSeconds = positive("stopSeconds", seconds);
    return this;
  }

  /** Sets how often folders are looked at for newer models; every 2 s if not set, 0 for never. */
  public VaeServerBuilder reloadSeconds(int seconds) {
    if (seconds < 0) {
      throw new IllegalArgumentException(
          "reloadSeconds must be at least 0, which is never, not " + seconds);
    }
    reloadSeconds = seconds;
    return this;
  }

  /** Sets who is told of every request, a line each; nobody if not set. */
  public VaeServerBuilder accessLog(@Nullable Consumer<String> lines) {
    accessLog = lines;
    return this;
  }

  /** Sets who is told of models read anew; nobody if not set. */
  public VaeServerBuilder messages(Consumer<String> told) {
    messages = Objects.requireNonNull(told, "told");
    return this;
  }

  int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** The names by which it may be asked: any, but of a server that is for this machine alone. */
  Set<String> hosts() {
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
   * @throws VaeServer.ServerException if the address cannot be used
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
