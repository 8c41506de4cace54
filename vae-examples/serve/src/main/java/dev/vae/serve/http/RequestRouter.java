package dev.vae.serve.http;

import dev.vae.serve.call.JsonBody;
import dev.vae.serve.call.RequestException;
import dev.vae.serve.explore.Exploration;
import dev.vae.serve.model.ModelRepository;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Where requests come in: which path goes where. */
public final class RequestRouter extends Handler.Abstract {
  private final ModelRepository repository;
  private final InferenceProtocol protocol;
  private final Limits limits;
  private final ServerMetrics metrics;
  private final SlowHeads heads;
  private final BooleanSupplier ready;
  private final ExplorePages pages;
  private final AtomicInteger inFlight = new AtomicInteger();
  private volatile long latest = System.nanoTime();

  /**
   * Makes one.
   *
   * @param heads told of requests that are here
   * @param explorations what a page shows of the first models; empty for no page
   * @param ready whether new requests are welcome; else answers are the last on their connection
   */
  public RequestRouter(
      ModelRepository repository,
      Limits limits,
      ServerMetrics metrics,
      SlowHeads heads,
      List<Exploration> explorations,
      BooleanSupplier ready) {
    pages = explorations.isEmpty() ? null : new ExplorePages(repository.names(), explorations);
    this.repository = repository;
    this.limits = limits;
    this.metrics = metrics;
    this.heads = heads;
    this.ready = ready;
    protocol = new InferenceProtocol(repository, limits.rows(), ready);
    metrics.inFlight(inFlight::get);
  }

  /** Returns how many requests are being read, computed or answered. */
  public int inFlight() {
    return inFlight.get();
  }

  /** Returns how long ago the latest request came, in nanoseconds. */
  public long quietNanos() {
    return System.nanoTime() - latest;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Exchange exchange = new Exchange(request, response, callback, limits, ready);
    long begun = System.nanoTime();
    latest = begun;
    int now = inFlight.incrementAndGet();
    heads.begin(request);
    Request.addCompletionListener(
        request,
        fault -> {
          heads.end(request);
          inFlight.decrementAndGet();
          exchange.count(metrics, System.nanoTime() - begun);
        });
    try {
      checkHost(request);
      List<String> path = path(request);
      if (now > limits.requests() && !path.isEmpty() && !path.get(path.size() - 1).equals("live")) {
        throw RequestException.of(503, now + " requests are under way already: try again later");
      }
      route(exchange, path);
    } catch (RuntimeException e) {
      exchange.fail(e);
    }
    return true;
  }

  /** A page of another host must not reach a server that is for this machine alone. */
  private void checkHost(Request request) {
    String name = Request.getServerName(request);
    if (!limits.hosts().isEmpty() && !limits.hosts().contains(name.toLowerCase(Locale.ROOT))) {
      throw RequestException.of(
          403, "this server is not to be asked as '" + name + "': allow the name by --allow-host");
    }
  }

  private static List<String> path(Request request) {
    String path = Request.getPathInContext(request);
    return Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList();
  }

  private void route(Exchange exchange, List<String> path) {
    String first = path.isEmpty() ? "" : path.get(0);
    switch (first) {
      case "" -> get(exchange, () -> front(exchange));
      case "explore" -> {
        if (pages == null) {
          throw unknown(exchange);
        }
        get(exchange, () -> pages.route(exchange, path.subList(1, path.size())));
      }
      case "metrics" -> get(exchange, () -> metrics(exchange));
      case "v2" -> protocol.route(exchange, path.subList(1, path.size()));
      case "models" -> {
        if (path.size() == 1) {
          get(exchange, () -> exchange.json(overview()));
        } else if (path.size() == 3) {
          call(exchange, path.get(1), path.get(2));
        } else {
          throw unknown(exchange);
        }
      }
      default -> {
        boolean several = repository.names().size() > 1;
        if (path.size() > 1 || several && !repository.does(first)) {
          throw unknown(exchange);
        }
        call(exchange, repository.only(), first);
      }
    }
  }

  private void front(Exchange exchange) {
    if (pages == null) {
      exchange.json(overview());
    } else {
      pages.page(exchange);
    }
  }

  static RequestException unknown(Exchange exchange) {
    return RequestException.notFound(
        "there is nothing at "
            + Request.getPathInContext(exchange.request())
            + "; GET / says what there is");
  }

  static void get(Exchange exchange, Runnable then) {
    String method = exchange.request().getMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      exchange.header("Allow", "GET");
      throw RequestException.of(405, "ask by GET, not " + method);
    }
    then.run();
  }

  static void requirePost(Exchange exchange) {
    String method = exchange.request().getMethod();
    if (!method.equals("POST")) {
      exchange.header("Allow", "POST");
      throw RequestException.of(405, "ask by POST, not " + method);
    }
  }

  private void metrics(Exchange exchange) {
    ServerMetrics.Page page = metrics.page(exchange.request().getHeaders().get("Accept"));
    exchange.answer(200, page.type(), page.body());
  }

  private Map<String, Object> overview() {
    Map<String, Object> models = new LinkedHashMap<>();
    for (String name : repository.names()) {
      try (ModelRepository.Lease lease = repository.take(name)) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("kind", lease.model().kind());
        model.put("version", lease.version());
        model.put(
            "ask",
            lease.model().operations().stream()
                .map(o -> "POST /models/" + name + "/" + o)
                .toList());
        models.put(name, model);
      }
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("models", models);
    all.put("protocol", "/v2");
    all.put("metrics", "/metrics");
    return all;
  }

  private void call(Exchange exchange, String name, String operation) {
    ModelRepository.Lease lease = exchange.take(repository, name, operation);
    requirePost(exchange);
    String query = exchange.request().getHttpURI().getQuery();
    if (query != null && !query.isEmpty()) {
      throw RequestException.badRequest("options go into the body, not behind a '?'");
    }
    exchange.body(
        body -> {
          Optional<Object> call = JsonBody.read(body, limits.rows());
          lease
              .model()
              .call(
                  operation,
                  call,
                  (answer, fault) -> {
                    if (answer == null) {
                      exchange.fail(fault);
                    } else {
                      exchange.rows(((List<?>) answer.get("rows")).size());
                      exchange.json(answer);
                    }
                  });
        });
  }
}
