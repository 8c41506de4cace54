package dev.vae.serve;

import dev.vae.core.VaeException;
import dev.vae.serve.http.JsonErrors;
import dev.vae.serve.http.Limits;
import dev.vae.serve.http.RequestRouter;
import dev.vae.serve.http.ServerMetrics;
import dev.vae.serve.http.SlowHeads;
import dev.vae.serve.model.ModelRepository;
import dev.vae.serve.model.ServingOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
  private final RequestRouter router;
  private final int stopSeconds;
  private final ModelRepository repository;
  private final ScheduledExecutorService refresher;
  private volatile boolean ready = true;

  VaeServer(VaeServerBuilder builder) {
    ServerMetrics metrics = new ServerMetrics();
    QueuedThreadPool threads = new QueuedThreadPool(Math.max(64, 4 * builder.processors()), 8);
    threads.setName("vae-serve");
    repository =
        new ModelRepository(
            builder.models,
            new ServingOptions(
                builder.plugins,
                builder.samples,
                builder.rows,
                Runtime.getRuntime().availableProcessors(),
                builder.batch,
                builder.queue,
                metrics::batch,
                threads),
            told -> {
              metrics.reload();
              builder.messages.accept(told);
            });
    server = new Server(threads);
    connector = connector(server, builder);
    server.addConnector(connector);
    SlowHeads heads = new SlowHeads(builder.requestSeconds);
    router =
        new RequestRouter(
            repository,
            new Limits(
                builder.body,
                builder.rows,
                builder.requests,
                builder.requestSeconds,
                builder.hosts()),
            metrics,
            heads,
            List.copyOf(builder.explorations),
            () -> ready);
    server.setHandler(router);
    server.setErrorHandler(new JsonErrors());
    stopSeconds = builder.stopSeconds;
    if (builder.accessLog != null) {
      server.setRequestLog(
          new CustomRequestLog(builder.accessLog::accept, "%{client}a %t \"%r\" %s %O %{ms}T"));
    }
    refresher = refresher();
    try {
      server.start();
    } catch (Exception e) {
      close();
      throw new ServerException(
          "cannot listen at " + builder.host + ":" + builder.port + ": " + reason(e), e);
    }
    long between = Math.min(1000, 250L * builder.requestSeconds);
    refresher.scheduleWithFixedDelay(
        () -> heads.check(connector.getConnectedEndPoints()),
        between,
        between,
        TimeUnit.MILLISECONDS);
    if (builder.reloadSeconds > 0) {
      refresher.scheduleWithFixedDelay(
          repository::refresh, builder.reloadSeconds, builder.reloadSeconds, TimeUnit.SECONDS);
    }
  }

  private static ServerConnector connector(Server server, VaeServerBuilder builder) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(false);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(builder.host);
    connector.setPort(builder.port);
    connector.setIdleTimeout(TimeUnit.SECONDS.toMillis(builder.idleSeconds));
    return connector;
  }

  private static ScheduledExecutorService refresher() {
    return Executors.newSingleThreadScheduledExecutor(
        task -> {
          Thread thread = new Thread(task, "vae-serve-refresh");
          thread.setDaemon(true);
          return thread;
        });
  }

  private static String reason(Throwable fault) {
    if (fault instanceof UnresolvedAddressException) { // which says nothing
      return "the host is not known here; name an address of this machine";
    }
    return fault.getCause() != null
        ? reason(fault.getCause())
        : Objects.requireNonNullElse(fault.getMessage(), fault.getClass().getSimpleName());
  }

  /** Returns a builder. */
  public static VaeServerBuilder builder() {
    return new VaeServerBuilder();
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
    return repository.names();
  }

  /** Reads models anew whose folders have changed; it is done by itself now and then. */
  public void refresh() {
    repository.refresh();
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
    int late = router.inFlight();
    try {
      server.stop();
    } catch (Exception e) {
      throw new ServerException("the server did not stop as it should: " + reason(e), e);
    } finally {
      repository.close();
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
          && (router.inFlight() > 0
              || !connector.getConnectedEndPoints().isEmpty()
                  && router.quietNanos() < QUIET_NANOS)) {
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
}
