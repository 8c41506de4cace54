package dev.vae.cli.bench;

import dev.vae.core.model.Vae;
import dev.vae.core.spec.VaeSpec;
import dev.vae.data.table.Table;
import dev.vae.data.table.TableRow;
import dev.vae.data.table.TableSchema;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.TableOptions;
import dev.vae.serve.VaeServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * How long a server's answers take over the loopback, on one connection that is kept alive: plain
 * JSON, and the binary tensors of the Open Inference Protocol. Of a table, the model in the same
 * JVM beside it. The models are not trained for long, which does not matter to the time.
 */
public final class ServingBench implements AutoCloseable {
  /** Draws of z for each row that is scored, as {@link InferenceBench} takes them. */
  private static final int DRAWS = 16;

  private static final int NUMBERS = 20;
  private static final int WORDS = 10;
  private static final int TRAINED = 1000;
  private static final Logger JETTY = Logger.getLogger("org.eclipse.jetty");

  private final String model;
  private final Path folder;
  private final double seconds;
  private final Consumer<String> line;

  private ServingBench(String model, double seconds, Consumer<String> line) throws IOException {
    this.model = model;
    this.seconds = seconds;
    this.line = line;
    folder = Files.createTempDirectory("vae-bench");
    JETTY.setLevel(Level.WARNING);
  }

  /** Measures a model of rows of numbers. */
  public static void rows(
      String model, VaeSpec spec, List<Integer> batches, double seconds, Consumer<String> line)
      throws IOException {
    try (ServingBench bench = new ServingBench(model, seconds, line)) {
      Vae.builder(spec).seed(1).build().save(bench.folder.resolve("m"));
      try (VaeServer server = bench.server();
          LoopbackClient client = new LoopbackClient(server.uri())) {
        for (int rows : batches) {
          for (String call : List.of("encode", "score")) {
            byte[] json = json(rows, spec.width());
            bench.timed(
                "serve-json",
                call,
                rows,
                client,
                LoopbackClient.request("/models/m/" + call, "", json));
            bench.timed("serve-binary", call, rows, client, binary(call, rows, spec));
          }
        }
      }
    }
  }

  /** Measures the model of a table of 30 columns, 10 of them words. */
  public static void table(List<Integer> batches, double seconds, Consumer<String> line)
      throws IOException {
    try (ServingBench bench = new ServingBench("table", seconds, line)) {
      Path file = bench.folder.resolve("rows.csv");
      Files.writeString(file, text(TRAINED));
      TableModel model =
          TableModel.fit(Table.read(file, TableSchema.infer(file)), TableOptions.defaults());
      model.save(bench.folder.resolve("m"));
      Files.writeString(file, text(batches.stream().max(Integer::compare).orElse(1)));
      Table table = Table.read(file, model.schema());
      try (VaeServer server = bench.server();
          LoopbackClient client = new LoopbackClient(server.uri())) {
        for (int count : batches) {
          List<TableRow> rows = new ArrayList<>();
          for (int r = 0; r < count; r++) {
            rows.add(table.row(r));
          }
          bench.timed("vae", "score", count, () -> model.score(rows, 0));
          byte[] json = records(table, count).getBytes(StandardCharsets.UTF_8);
          byte[] request = LoopbackClient.request("/models/m/score", "", json);
          bench.timed("serve-json", "score", count, client, request);
        }
      }
    }
  }

  private VaeServer server() {
    return VaeServer.builder()
        .model("m", folder.resolve("m"))
        .port(0)
        .samples(DRAWS)
        .reloadSeconds(0)
        .start();
  }

  private void timed(String peer, String call, int rows, LoopbackClient client, byte[] request) {
    timed(
        peer,
        call,
        rows,
        () -> {
          try {
            client.call(request);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private void timed(String peer, String call, int rows, Runnable work) {
    repeat(work); // for the compiler
    Latencies l = repeat(work);
    line.accept(
        String.format(
            Locale.ROOT,
            "peer=%s model=%s call=%s rows=%d us_min=%.1f us_p50=%.1f us_p99=%.1f rows_per_s=%.0f"
                + " calls=%d",
            peer,
            model,
            call,
            rows,
            l.quantile(0),
            l.quantile(0.5),
            l.quantile(0.99),
            rows * 1e6 / l.quantile(0.5),
            l.count()));
  }

  private Latencies repeat(Runnable work) {
    Latencies latencies = new Latencies();
    long end = System.nanoTime() + (long) (seconds * 1e9);
    long now;
    do {
      long start = System.nanoTime();
      work.run();
      now = System.nanoTime();
      latencies.add(now - start);
    } while (now < end);
    return latencies;
  }

  // --- requests ----------------------------------------------------------------------------------

  /** Rows of zeros and ones. */
  private static byte[] json(int rows, int width) {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder("[");
    for (int r = 0; r < rows; r++) {
      text.append(r == 0 ? "[" : ",[");
      for (int c = 0; c < width; c++) {
        text.append(c == 0 ? "" : ",").append(random.nextInt(8) == 0 ? 1 : 0);
      }
      text.append(']');
    }
    return text.append(']').toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] binary(String call, int rows, VaeSpec spec) {
    Random random = new Random(1);
    ByteBuffer values = ByteBuffer.allocate(4 * rows * spec.width());
    values.order(ByteOrder.LITTLE_ENDIAN);
    while (values.hasRemaining()) {
      values.putFloat(random.nextInt(8) == 0 ? 1 : 0);
    }
    String json =
        "{\"inputs\":[{\"name\":\"x\",\"shape\":["
            + rows
            + ","
            + spec.width()
            + "],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":"
            + values.capacity()
            + "}}],\"parameters\":{\"binary_data_output\":true}}";
    byte[] head = json.getBytes(StandardCharsets.US_ASCII);
    byte[] body = new byte[head.length + values.capacity()];
    System.arraycopy(head, 0, body, 0, head.length);
    System.arraycopy(values.array(), 0, body, head.length, values.capacity());
    return LoopbackClient.request(
        "/v2/models/m" + (call.equals("score") ? "" : "." + call) + "/infer",
        "Inference-Header-Content-Length: " + head.length + "\r\n",
        body);
  }

  // --- a table -----------------------------------------------------------------------------------

  /** Columns that hang together: each number and word tells of one of three hidden ones. */
  private static String text(int rows) {
    Random random = new Random(rows);
    StringBuilder text = new StringBuilder();
    for (int c = 0; c < NUMBERS + WORDS; c++) {
      text.append(c == 0 ? "" : ",").append(c < NUMBERS ? "n" : "w").append(c);
    }
    for (int r = 0; r < rows; r++) {
      double[] hidden = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
      text.append('\n');
      for (int c = 0; c < NUMBERS + WORDS; c++) {
        double value = hidden[c % 3] + 0.3 * random.nextGaussian();
        text.append(c == 0 ? "" : ",");
        text.append(
            c < NUMBERS
                ? String.format(Locale.ROOT, "%.3f", value)
                : value < -0.5 ? "low" : value < 0.5 ? "middle" : "high");
      }
    }
    return text.append('\n').toString();
  }

  private static String records(Table table, int count) {
    StringBuilder text = new StringBuilder("{\"reasons\": 0, \"rows\": [");
    for (int r = 0; r < count; r++) {
      text.append(r == 0 ? "{" : ",{");
      for (int c = 0; c < NUMBERS + WORDS; c++) {
        String cell = table.cell(r, c);
        text.append(c == 0 ? "\"" : ",\"").append(table.schema().columns().get(c).name());
        text.append("\":").append(c < NUMBERS ? cell : "\"" + cell + "\"");
      }
      text.append('}');
    }
    return text.append("]}").toString();
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
