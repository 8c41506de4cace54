package dev.vae.serve.http;

import dev.vae.core.VaeException;
import dev.vae.core.internal.io.Json;
import dev.vae.core.internal.text.Messages;
import dev.vae.serve.call.RequestException;
import dev.vae.serve.model.ModelRepository;
import java.lang.System.Logger;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A request and its answer, which is given once. */
final class Exchange {
  private static final Logger LOG = System.getLogger("dev.vae.serve");
  private static final String JSON = "application/json";

  /** Types of bodies that are certainly no JSON. */
  private static final Pattern OTHERS =
      Pattern.compile(
          "(?i)((multipart|image|audio|video)/.*|[^;]*(csv|xml|html|yaml|separated-values)(;.*)?)");

  private final Request request;
  private final Response response;
  private final Callback callback;
  private final RequestBody content;
  private final BooleanSupplier kept;
  private final AtomicBoolean answered = new AtomicBoolean();
  private ModelRepository.Lease lease;
  private String model = "";
  private String operation = "";
  private int rows;

  Exchange(
      Request request, Response response, Callback callback, Limits limits, BooleanSupplier kept) {
    this.kept = kept;
    this.request = request;
    this.response = response;
    this.callback = callback;
    content = new RequestBody(request, limits);
  }

  Request request() {
    return request;
  }

  /**
   * Keeps a model until the answer is given.
   *
   * @param what it is to do; empty for what it does first
   * @throws RequestException if there is no such model, or it does not do this
   */
  ModelRepository.Lease take(ModelRepository repository, String name, String what) {
    lease = repository.take(name);
    model = name;
    List<String> known = lease.model().operations();
    if (!what.isEmpty() && !known.contains(what)) {
      throw RequestException.notFound(
          "model '" + name + "' does not " + what + "; it does " + String.join(", ", known));
    }
    operation = what;
    return lease;
  }

  /** Says what it is counted as. */
  void operation(String what) {
    operation = what;
  }

  void rows(int count) {
    rows = count;
  }

  /** What is counted of it, when it is over. */
  void count(ServerMetrics metrics, long nanos) {
    metrics.request(model, operation, response.getStatus(), nanos);
    if (response.getStatus() == 200 && rows > 0) {
      metrics.rows(model, operation, rows);
    }
  }

  /** Reads the body, then goes on; refuses one that is too large, compressed, or of no JSON. */
  void body(Consumer<byte[]> then) {
    requirePlain(HttpHeader.CONTENT_ENCODING, "identity");
    requirePlain(HttpHeader.TRANSFER_ENCODING, "chunked");
    requireJson();
    content.read(
        () -> {
          try {
            then.accept(content.bytes());
          } catch (RuntimeException e) {
            fail(e);
          }
        });
  }

  private void requirePlain(HttpHeader name, String plain) {
    String encoding = request.getHeaders().get(name);
    if (encoding != null && !encoding.equalsIgnoreCase(plain)) {
      header("Accept-Encoding", "identity");
      throw RequestException.of(
          415,
          "the body is compressed ("
              + name
              + ": "
              + Messages.shown(encoding)
              + "): send it as it is");
    }
  }

  /** Many callers say nothing of their JSON, or what their library does: that is no fault. */
  private void requireJson() {
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    if (type != null && (OTHERS.matcher(type).matches() || !utf8(type))) {
      throw RequestException.of(
          415,
          "the body is said to be " + Messages.shown(type) + ": send JSON, in UTF-8, as " + JSON);
    }
  }

  private static boolean utf8(String type) {
    String charset = MimeTypes.getCharsetFromContentType(type);
    return charset == null || charset.matches("(?i)utf-?8|us-ascii");
  }

  void json(Object value) {
    answer(200, JSON, Json.bytes(value));
  }

  void header(String name, String value) {
    response.getHeaders().put(name, value);
  }

  void answer(int status, String type, byte[] body) {
    if (!answered.compareAndSet(false, true)) {
      return;
    }
    if (lease != null) {
      lease.close();
    }
    if (!kept.getAsBoolean()) {
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    content.discard(() -> response.write(true, ByteBuffer.wrap(body), callback));
  }

  /** Says what went wrong. */
  void fail(RuntimeException fault) {
    int status =
        fault instanceof RequestException refusal
            ? refusal.status()
            : fault instanceof IllegalArgumentException || fault instanceof VaeException
                ? 400
                : 500;
    String message = fault.getMessage();
    if (status == 500) {
      LOG.log(Logger.Level.ERROR, "a request failed", fault);
      message = "an error inside the server, which is in its log";
    }
    if (status == 503) {
      header("Retry-After", "1");
    }
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("error", message);
    answer(status, JSON, Json.bytes(error));
  }
}
