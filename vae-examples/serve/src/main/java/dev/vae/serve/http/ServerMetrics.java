package dev.vae.serve.http;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.IntSupplier;

/** What a server counts, for Prometheus. */
public final class ServerMetrics {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final ExpositionFormats formats = ExpositionFormats.init();
  private final Counter requests =
      Counter.builder()
          .name("vae_requests_total")
          .help("Requests answered.")
          .labelNames("model", "operation", "status")
          .register(registry);
  private final Counter rows =
      Counter.builder()
          .name("vae_rows_total")
          .help("Rows of requests that were answered without an error.")
          .labelNames("model", "operation")
          .register(registry);
  private final Histogram seconds =
      Histogram.builder()
          .name("vae_request_duration_seconds")
          .help("Time from a request's head to its answer, in seconds.")
          .labelNames("operation")
          .classicUpperBounds(.0005, .001, .0025, .005, .01, .025, .05, .1, .25, 1, 5)
          .register(registry);
  private final Histogram batches =
      Histogram.builder()
          .name("vae_batch_rows")
          .help("Rows that were computed together.")
          .classicUpperBounds(1, 2, 4, 8, 16, 32, 64, 128, 256, 1024)
          .register(registry);
  private final Counter reloads =
      Counter.builder()
          .name("vae_reloads_total")
          .help("Models read anew because their folder had changed.")
          .register(registry);

  /** Counts a request that was answered. */
  void request(String model, String operation, int status, long nanos) {
    requests.labelValues(model, operation, String.valueOf(status)).inc();
    seconds.labelValues(operation).observe(nanos / 1e9);
  }

  /** Counts rows of such a request. */
  void rows(String model, String operation, int count) {
    rows.labelValues(model, operation).inc(count);
  }

  /** Counts a batch. */
  public void batch(int size) {
    batches.observe(size);
  }

  /** Counts a model that was read anew. */
  public void reload() {
    reloads.inc();
  }

  /** Shows how many requests are being answered. */
  void inFlight(IntSupplier count) {
    GaugeWithCallback.builder()
        .name("vae_requests_in_flight")
        .help("Requests being read, computed or answered.")
        .callback(callback -> callback.call(count.getAsInt()))
        .register(registry);
  }

  /** A page of all metrics, and its type. */
  record Page(String type, byte[] body) {}

  /** Returns the figures in the format that the asking one wants. */
  Page page(String accept) {
    ExpositionFormatWriter writer = formats.findWriter(accept);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try {
      writer.write(body, registry.scrape());
    } catch (IOException e) {
      throw new IllegalStateException(e); // in memory
    }
    return new Page(writer.getContentType(), body.toByteArray());
  }
}
