package dev.vae.serve.http;

import dev.vae.serve.call.JsonBody;
import dev.vae.serve.call.Refusal;
import dev.vae.serve.explore.Exploration;
import dev.vae.serve.model.Shelf;
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
public final class Door extends Handler.Abstract {
  private final Shelf shelf;
  private final InferenceProtocol protocol;
  private final Limits limits;
  private final Figures figures;
  private final BooleanSupplier ready;
  private final ExplorePages pages;
  private final AtomicInteger inFlight = new AtomicInteger();
  private volatile long latest = System.nanoTime();

  /**
   * Makes one.
   *
   * @param explorations what a page shows of the first models; empty for no page
   * @param ready whether new requests are welcome; else answers are the last on their connection
   */
  public Door(
      Shelf shelf,
      Limits limits,
      Figures figures,
      List<Exploration> explorations,
      BooleanSupplier ready) {
    pages = explorations.isEmpty() ? null : new ExplorePages(shelf.names(), explorations);
    this.shelf = shelf;
    this.limits = limits;
    this.figures = figures;
    this.ready = ready;
    protocol = new InferenceProtocol(shelf, limits.rows(), ready);
    figures.inFlight(inFlight::get);
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
    Request.addCompletionListener(
        request,
        fault -> {
          inFlight.decrementAndGet();
          exchange.count(figures, System.nanoTime() - begun);
        });
    try {
      checkHost(request);
      List<String> path = path(request);
      if (now > limits.requests() && !path.isEmpty() && !path.get(path.size() - 1).equals("live")) {
        throw Refusal.of(503, now + " requests are under way already: try again later");
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
      throw Refusal.of(
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
        boolean several = shelf.names().size() > 1;
        if (path.size() > 1 || several && !shelf.does(first)) {
          throw unknown(exchange);
        }
        call(exchange, shelf.only(), first);
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

  static Refusal unknown(Exchange exchange) {
    return Refusal.notFound(
        "there is nothing at "
            + Request.getPathInContext(exchange.request())
            + "; GET / says what there is");
  }

  static void get(Exchange exchange, Runnable then) {
    String method = exchange.request().getMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      exchange.header("Allow", "GET");
      throw Refusal.of(405, "ask by GET, not " + method);
    }
    then.run();
  }

  static void requirePost(Exchange exchange) {
    String method = exchange.request().getMethod();
    if (!method.equals("POST")) {
      exchange.header("Allow", "POST");
      throw Refusal.of(405, "ask by POST, not " + method);
    }
  }

  private void metrics(Exchange exchange) {
    Figures.Page page = figures.page(exchange.request().getHeaders().get("Accept"));
    exchange.answer(200, page.type(), page.body());
  }

  private Map<String, Object> overview() {
    Map<String, Object> models = new LinkedHashMap<>();
    for (String name : shelf.names()) {
      try (Shelf.Lease lease = shelf.take(name)) {
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
    Shelf.Lease lease = exchange.take(shelf, name, operation);
    requirePost(exchange);
    String query = exchange.request().getHttpURI().getQuery();
    if (query != null && !query.isEmpty()) {
      throw Refusal.badRequest("options go into the body, not behind a '?'");
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
