package dev.vae.tests.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.vae.core.model.Encoding;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Spec;
import dev.vae.core.predict.Predictor;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.VaeSpec;
import dev.vae.data.table.Table;
import dev.vae.data.tabular.RowScore;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.encode.TableEncoder;
import dev.vae.data.tabular.impute.ImputedRow;
import dev.vae.data.tabular.impute.Imputer;
import dev.vae.data.tabular.synthesize.Synthesizer;
import dev.vae.layers.Layers;
import dev.vae.serve.VaeServer;
import dev.vae.tests.tabular.KnownTable;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server's answers are the library's, to the bit; and what it is not to be asked, it refuses. */
class ServerTest {
  @TempDir static Path folder;

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static TableModel table;
  private static VaeServer server;

  @BeforeAll
  static void start() throws Exception {
    table = KnownTable.model();
    table.save(folder.resolve("known"));
    plain(1).save(folder.resolve("plain"));
    server =
        VaeServer.builder()
            .model("known", folder.resolve("known"))
            .model("plain", folder.resolve("plain"))
            .port(0)
            .samples(20)
            .body(100_000)
            .reloadSeconds(0)
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Vae plain(long seed) {
    return Vae.create(
        VaeSpec.builder()
            .event(3)
            .latent(2)
            .encoder(Layers.dense(8), Layers.tanh())
            .decoder(Layers.dense(8), Layers.tanh())
            .likelihood(Spec.of("gaussian"))
            .build(),
        seed);
  }

  // --- asking ------------------------------------------------------------------------------------

  private static HttpResponse<byte[]> send(String method, String path, byte[] body, String... head)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.uri() + path))
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    if (head.length > 0) {
      request.headers(head);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static JsonObject post(String path, String body) throws Exception {
    HttpResponse<byte[]> response = send("POST", path, body.getBytes(StandardCharsets.UTF_8));
    assertEquals(200, response.statusCode(), text(response));
    return JsonParser.parseString(text(response)).getAsJsonObject();
  }

  private static JsonObject get(String path) throws Exception {
    HttpResponse<byte[]> response = send("GET", path, new byte[0]);
    assertEquals(200, response.statusCode(), text(response));
    return JsonParser.parseString(text(response)).getAsJsonObject();
  }

  private static String refused(int status, String method, String path, String body)
      throws Exception {
    HttpResponse<byte[]> response = send(method, path, body.getBytes(StandardCharsets.UTF_8));
    assertEquals(status, response.statusCode(), text(response));
    return JsonParser.parseString(text(response)).getAsJsonObject().get("error").getAsString();
  }

  private static JsonObject row(JsonObject answer, int row) {
    return answer.getAsJsonArray("rows").get(row).getAsJsonObject();
  }

  private static final String ROWS =
      "[{\"x\":40.5,\"y\":60,\"colour\":\"red\"},{\"x\":55,\"y\":null,\"colour\":\"blue\"},"
          + "{\"x\":null,\"y\":30.25}]";

  private static Table rows() {
    List<Map<String, Object>> rows = new ArrayList<>();
    rows.add(Map.of("x", 40.5, "y", 60, "colour", "red"));
    Map<String, Object> holed = new LinkedHashMap<>();
    holed.put("x", 55);
    holed.put("y", null);
    holed.put("colour", "blue");
    rows.add(holed);
    rows.add(Map.of("y", 30.25));
    return Table.of(table.schema(), rows);
  }

  // --- tables ------------------------------------------------------------------------------------

  @Test
  void scoresAsTheLibrary() throws Exception {
    List<RowScore> right = table.score(rows());
    JsonObject answer = post("models/known/score", ROWS);
    JsonObject alone = post("models/known/score", "{\"y\":30.25}");
    for (int r = 0; r < right.size(); r++) {
      JsonObject row = row(answer, r);
      assertEquals(right.get(r).score(), row.get("score").getAsDouble());
      assertEquals(right.get(r).standardError(), row.get("standardError").getAsDouble());
      assertEquals(right.get(r).pValue(), row.get("pValue").getAsDouble());
      assertEquals(right.get(r).percentile(), row.get("percentile").getAsDouble());
      JsonArray reasons = row.getAsJsonArray("reasons");
      assertEquals(right.get(r).reasons().size(), reasons.size());
      for (int k = 0; k < reasons.size(); k++) {
        assertEquals(
            table.words(right.get(r).reasons().get(k)),
            reasons.get(k).getAsJsonObject().get("words").getAsString());
      }
    }
    assertEquals(row(answer, 2), row(alone, 0));
  }

  @Test
  void scoresInTensorsAsTheLibrary() throws Exception {
    List<RowScore> right = table.score(rows());
    JsonObject answer =
        post(
            "v2/models/known/infer",
            "{\"id\":\"7\",\"inputs\":["
                + "{\"name\":\"x\",\"datatype\":\"FP64\",\"shape\":[3],\"data\":[40.5,55,null]},"
                + "{\"name\":\"y\",\"datatype\":\"FP32\",\"shape\":[3,1],\"data\":[60,null,30.25]},"
                + "{\"name\":\"colour\",\"datatype\":\"BYTES\",\"shape\":[3],"
                + "\"data\":[\"red\",\"blue\",\"\"]}]}");
    assertEquals("7", answer.get("id").getAsString());
    JsonArray outputs = answer.getAsJsonArray("outputs");
    assertEquals(5, outputs.size());
    for (int r = 0; r < right.size(); r++) {
      assertEquals(right.get(r).score(), data(outputs, 0).get(r).getAsDouble());
      assertEquals(right.get(r).pValue(), data(outputs, 3).get(r).getAsDouble());
      String first = data(outputs, 4).get(3 * r).getAsString();
      assertEquals(table.words(right.get(r).reasons().get(0)), first);
    }
  }

  private static JsonArray data(JsonArray outputs, int output) {
    return outputs.get(output).getAsJsonObject().getAsJsonArray("data");
  }

  @Test
  void fillsAsTheLibrary() throws Exception {
    List<ImputedRow> right = new ArrayList<>();
    rows().forEachRow(row -> right.add(Imputer.of(table).impute(row)));
    JsonObject answer = post("models/known/impute", ROWS);
    // as the table writes it, with its decimals
    assertEquals(
        Double.parseDouble(right.get(1).cells().get(0).text().replace(',', '.')),
        row(answer, 1).getAsJsonObject("values").get("y").getAsDouble());
    JsonObject filled = row(answer, 2).getAsJsonArray("filled").get(0).getAsJsonObject();
    assertEquals("x", filled.get("column").getAsString());
    assertEquals(right.get(2).cells().get(0).low(), filled.get("low").getAsDouble());
    assertEquals(right.get(2).cells().get(0).lowText(), filled.get("lowText").getAsString());
    assertEquals(0, row(answer, 0).getAsJsonArray("filled").size());
  }

  @Test
  void encodesATableAsTheLibrary() throws Exception {
    float[][] right = TableEncoder.of(table).encode(rows());
    JsonObject answer = post("models/known/encode", ROWS);
    for (int r = 0; r < right.length; r++) {
      JsonArray mean = row(answer, r).getAsJsonArray("mean");
      assertEquals(right[r].length, mean.size());
      assertEquals(right[r][0], mean.get(0).getAsFloat());
    }
  }

  @Test
  void drawsAsTheLibrary() throws Exception {
    List<String[]> right = Synthesizer.of(table).seed(5).where("colour=blue").rows(4);
    JsonObject answer =
        post("models/known/sample", "{\"count\":4,\"seed\":5,\"where\":{\"colour\":\"blue\"}}");
    int x = table.schema().index("x").orElseThrow();
    for (int r = 0; r < right.size(); r++) {
      assertEquals("blue", row(answer, r).get("colour").getAsString());
      JsonElement cell = row(answer, r).get("x");
      String text = right.get(r)[x];
      assertEquals(
          text.isEmpty() ? null : Double.valueOf(text.replace(',', '.')),
          cell.isJsonNull() ? null : cell.getAsDouble());
    }
  }

  @Test
  void saysWhatIsAmissWithCells() throws Exception {
    JsonObject answer =
        post("models/known/score", "{\"x\":\"much\",\"colour\":\"green\",\"height\":3}");
    String problems = row(answer, 0).get("problems").toString();
    assertTrue(problems.contains("column 'x'") && problems.contains("much"), problems);
    assertTrue(problems.contains("green"), problems);
    assertTrue(answer.get("notes").toString().contains("height"), answer.toString());
  }

  // --- other models ------------------------------------------------------------------------------

  @Test
  void encodesInJsonAndInBinaryAsTheLibrary() throws Exception {
    float[][] rows = {{1, 2, 3}, {-0.5f, 0.25f, 0}};
    Encoding right = plain(1).encode(Rows.of(rows));
    JsonObject answer = post("models/plain/encode", "[[1,2,3],[-0.5,0.25,0]]");
    assertEquals(right.mean()[1][0], row(answer, 1).getAsJsonArray("mean").get(0).getAsFloat());
    String json =
        "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[2,3],"
            + "\"parameters\":{\"binary_data_size\":24}}],"
            + "\"parameters\":{\"binary_data_output\":true}}";
    ByteBuffer body = ByteBuffer.allocate(json.length() + 24).order(ByteOrder.LITTLE_ENDIAN);
    body.put(json.getBytes(StandardCharsets.US_ASCII));
    for (float[] row : rows) {
      for (float value : row) {
        body.putFloat(value);
      }
    }
    HttpResponse<byte[]> response =
        send(
            "POST",
            "v2/models/plain.encode/versions/1/infer",
            body.array(),
            "Inference-Header-Content-Length",
            String.valueOf(json.length()));
    assertEquals(200, response.statusCode(), text(response));
    int length =
        Integer.parseInt(
            response.headers().firstValue("Inference-Header-Content-Length").orElseThrow());
    ByteBuffer behind =
        ByteBuffer.wrap(response.body(), length, response.body().length - length)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (float[] mean : right.mean()) {
      for (float value : mean) {
        assertEquals(value, behind.getFloat());
      }
    }
    assertFalse(behind.hasRemaining());
  }

  @Test
  void judgesDecodesAndDrawsAsTheLibrary() throws Exception {
    try (Predictor predictor = Predictor.builder(plain(1)).samples(20).build()) {
      double[] row = {1, 2, 3};
      assertEquals(
          -predictor.logLikelihood(row).logLikelihood(),
          row(post("models/plain/score", "[1,2,3]"), 0).get("negLogLikelihood").getAsDouble());
      assertEquals(
          predictor.decode(new float[] {0.5f, -1})[2],
          post("models/plain/decode", "[0.5,-1]")
              .getAsJsonArray("rows")
              .get(0)
              .getAsJsonArray()
              .get(2)
              .getAsDouble());
      assertEquals(
          predictor.reconstruct(row)[0],
          post("models/plain/reconstruct", "[1,2,3]")
              .getAsJsonArray("rows")
              .get(0)
              .getAsJsonArray()
              .get(0)
              .getAsDouble());
      assertEquals(
          predictor.sample(2, 9)[1][1],
          post("models/plain/sample", "{\"count\":2,\"seed\":9}")
              .getAsJsonArray("rows")
              .get(1)
              .getAsJsonArray()
              .get(1)
              .getAsDouble());
    }
  }

  // --- the protocol ------------------------------------------------------------------------------

  @Test
  void speaksTheProtocolsSixEndpoints() throws Exception {
    assertTrue(get("v2/health/live").get("live").getAsBoolean());
    assertTrue(get("v2/health/ready").get("ready").getAsBoolean());
    assertTrue(get("v2/models/plain/versions/1/ready").get("ready").getAsBoolean());
    assertEquals("vae", get("v2").get("name").getAsString());
    assertTrue(get("v2").get("extensions").toString().contains("binary_tensor_data"));
    JsonObject model = get("v2/models/plain.reconstruct");
    assertEquals("plain.reconstruct", model.get("name").getAsString());
    assertEquals(
        "[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[-1,3]}]",
        model.get("inputs").toString());
    JsonObject known = get("v2/models/known");
    assertTrue(known.get("inputs").toString().contains("colour"), known.toString());
    assertTrue(get("").get("models").toString().contains("POST /models/plain/score"));
  }

  @Test
  void refusesWithAStatusAndWhatWasWrong() throws Exception {
    assertTrue(refused(404, "GET", "v2/models/none", "").contains("[known, plain]"));
    assertTrue(refused(404, "GET", "v2/models/plain/versions/8", "").contains("8"));
    assertTrue(refused(404, "GET", "v2/nothing", "").contains("/v2/nothing"));
    assertTrue(refused(404, "POST", "models/known/decode", "").contains("impute"));
    assertTrue(refused(405, "GET", "models/known/score", "").contains("POST"));
    assertTrue(refused(405, "POST", "v2/health/live", "").contains("GET"));
    assertTrue(refused(400, "POST", "score", "{}").contains("/models/NAME/"));
    assertTrue(refused(400, "POST", "models/known/score", "{").contains("JSON"));
    assertTrue(refused(400, "POST", "models/known/score", "[]").contains("no rows"));
    assertTrue(refused(400, "POST", "models/known/score", "{\"z\":1}").contains("colour"));
    assertTrue(refused(400, "POST", "models/known/score", "[[1,2]]").contains("row 0"));
    assertTrue(refused(400, "POST", "models/known/score", "{\"x\":[1]}").contains("'x'"));
    assertTrue(refused(400, "POST", "models/plain/encode", "[1,2]").contains("3"));
    assertTrue(refused(400, "POST", "models/plain/encode", "[1,null,2]").contains("column"));
    for (String body : List.of("[{\"x\":1},null]", "{\"rows\":[{\"x\":1},null]}")) {
      assertTrue(refused(400, "POST", "models/known/score", body).contains("row 1 is null"));
    }
    assertTrue(refused(400, "POST", "models/known/sample", "{\"count\":0}").contains("'count'"));
    assertEquals(
        "row 0, column 1 has no value, and the model was trained without missing ones",
        refused(400, "POST", "models/plain/score", "[1,null,2]"));
    for (String rows : List.of("{\"x\":1}", "null", "5", "\"x\"")) {
      for (String model : List.of("known", "plain")) {
        assertEquals(
            "'rows' must be a list of rows, such as {\"rows\": [...]}",
            refused(400, "POST", "models/" + model + "/score", "{\"rows\":" + rows + "}"));
      }
    }
    assertEquals(
        "no rows are taken here: the body must be an object of options, which are count, seed",
        refused(400, "POST", "models/plain/sample", "[]"));
    assertTrue(refused(404, "GET", "favicon.ico", "").contains("/favicon.ico"));
    assertTrue(
        refused(400, "POST", "models/known/sample", "{\"where\":\"colour=green\"}")
            .contains("green"));
    String x =
        "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[1,2],\"data\":[1,2]}]";
    assertTrue(refused(400, "POST", "v2/models/plain/infer", x + "}").contains("[rows, 3]"));
    assertTrue(
        refused(400, "POST", "v2/models/plain/infer", x + ",\"outputs\":[{\"name\":\"no\"}]}")
            .contains("'no'"));
    assertTrue(refused(413, "POST", "models/known/score", " ".repeat(200_000)).contains("100000"));
  }

  /** Callers write all before they read: a refusal reaches them also where much is on its way. */
  @Test
  void refusesOnlyWhenAllHasCome() throws Exception {
    byte[] body = new byte[6_000_000];
    for (String path :
        List.of("models/known/score", "models/none/score", "v2/models/none/infer", "metrics")) {
      for (boolean chunked : new boolean[] {false, true}) {
        String head = "POST /" + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n";
        String status =
            path.equals("models/known/score") ? "413" : path.equals("metrics") ? "405" : "404";
        String answer =
            RawHttp.exchange(
                server.uri(),
                chunked
                    ? List.of(
                        head + "Transfer-Encoding: chunked\r\n\r\n",
                        Integer.toHexString(body.length) + "\r\n",
                        new String(body, StandardCharsets.US_ASCII),
                        "\r\n0\r\n\r\n")
                    : List.of(
                        head + "Content-Length: " + body.length + "\r\n\r\n",
                        new String(body, StandardCharsets.US_ASCII)));
        assertTrue(answer.startsWith("HTTP/1.1 " + status), path + chunked + ": " + answer);
        assertTrue(answer.contains("{\"error\":"), answer);
      }
    }
  }

  /** Who asks whether to send a body is told no before. */
  @Test
  void answersInsteadOfTakingABodyThatIsTooLarge() throws Exception {
    String answer =
        RawHttp.exchange(
            server.uri(),
            "POST /models/known/score HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                + "Expect: 100-continue\r\nContent-Length: 6000000\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 413"), answer);
  }

  /** Nobody guesses what bytes that are no JSON may be. */
  @Test
  void aCompressedBodyIsRefusedAsThat() throws Exception {
    for (String path : List.of("/models/known/score", "/v2/models/known/infer")) {
      String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
      String answer =
          RawHttp.exchange(
              server.uri(), head + "Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc");
      assertTrue(answer.startsWith("HTTP/1.1 415"), answer);
      assertTrue(answer.contains("the body is compressed (Content-Encoding: gzip)"), answer);
      String plain =
          RawHttp.exchange(
              server.uri(), head + "Content-Encoding: identity\r\nContent-Length: 2\r\n\r\n{}");
      assertTrue(plain.startsWith("HTTP/1.1 400"), plain);
    }
  }

  /** What is said to be something else is not read as JSON, nor as UTF-8. */
  @Test
  void aBodyOfAnotherTypeIsRefusedAsThat() throws Exception {
    String head = "POST /models/known/score HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    String body = "Content-Length: 7\r\n\r\n{\"x\":1}";
    for (String type :
        List.of("text/csv", "application/xml", "multipart/form-data; boundary=x", "image/png")) {
      String answer =
          RawHttp.exchange(server.uri(), head + "Content-Type: " + type + "\r\n" + body);
      assertTrue(answer.startsWith("HTTP/1.1 415"), type + ": " + answer);
      assertTrue(answer.contains("said to be " + type), answer);
    }
    for (String type : List.of("application/json; charset=utf-16", "text/plain; charset=latin1")) {
      String answer =
          RawHttp.exchange(server.uri(), head + "Content-Type: " + type + "\r\n" + body);
      assertTrue(answer.startsWith("HTTP/1.1 415"), type + ": " + answer);
    }
    for (String type :
        List.of(
            "application/json; charset=UTF-8", "application/x-www-form-urlencoded", "text/plain")) {
      String answer =
          RawHttp.exchange(server.uri(), head + "Content-Type: " + type + "\r\n" + body);
      assertTrue(answer.startsWith("HTTP/1.1 200"), type + ": " + answer);
    }
  }

  /** Whoever sends a byte now and then keeps nothing for ever: neither by a head nor by a body. */
  @Test
  void whoIsSlowIsRefused() throws Exception {
    String head = "POST /score HTTP/1.1\r\nHost: localhost\r\n";
    String whole = head + "Content-Length: 7\r\n\r\n{\"x\":1}";
    try (VaeServer own =
        VaeServer.builder()
            .model("known", folder.resolve("known"))
            .port(0)
            .reloadSeconds(0)
            .requestSeconds(1)
            .start()) {
      ExecutorService all = Executors.newCachedThreadPool();
      try {
        List<Future<String>> slow = new ArrayList<>();
        for (String start :
            List.of(
                "", // no line of a request
                head, // no end of the headers
                whole + head, // the same, of the second on a connection
                head + "Content-Length: 99\r\n\r\n ", // no end of the body
                head + "Transfer-Encoding: chunked\r\n\r\nffff\r\n",
                head + "Content-Length: 999999999\r\n\r\n")) {
          slow.add(all.submit(() -> RawHttp.trickle(own.uri(), start)));
        }
        Future<String> stalled =
            all.submit(
                () -> RawHttp.exchange(own.uri(), head + "Content-Length: 999999999\r\n\r\n{"));
        List<String> answers = new ArrayList<>();
        for (Future<String> answer : slow) {
          answers.add(answer.get(30, TimeUnit.SECONDS));
        }
        for (String answer : answers.subList(0, 5)) {
          assertTrue(answer.contains("HTTP/1.1 408"), answer);
          assertTrue(answer.contains("took too long to come"), answer);
        }
        assertTrue(answers.get(2).startsWith("HTTP/1.1 200"), answers.get(2));
        assertTrue(answers.get(5).startsWith("HTTP/1.1 413"), answers.get(5));
        assertTrue(stalled.get(30, TimeUnit.SECONDS).startsWith("HTTP/1.1 413"), "stalled");
      } finally {
        all.shutdownNow();
      }
      String after =
          RawHttp.exchange(own.uri(), whole.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
      assertTrue(after.startsWith("HTTP/1.1 200"), after);
    }
  }

  /** What the library below refuses reads as everything else. */
  @Test
  void whatIsNoRequestIsRefusedInJson() throws Exception {
    for (String request :
        List.of(
            "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + "x".repeat(20_000) + "\r\n\r\n",
            "GET /a%2fb/../c HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
            "GET / HTTP/1.1\r\n\r\n",
            "nonsense\r\n\r\n")) {
      String answer = RawHttp.exchange(server.uri(), request);
      assertTrue(answer.startsWith("HTTP/1.1 4"), answer);
      assertTrue(answer.contains("Content-Type: application/json"), answer);
      assertTrue(answer.contains("{\"error\":"), answer);
    }
  }

  @Test
  void aPageOfAnotherHostCannotAsk() throws Exception {
    String answer =
        RawHttp.exchange(
            server.uri(), "GET / HTTP/1.1\r\nHost: attacker.example\r\nConnection: close\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 403"), answer);
    assertTrue(answer.contains("--allow-host"), answer);
  }

  // --- use ---------------------------------------------------------------------------------------

  /** Rows of several callers are computed together; nobody gets another's answer. */
  @Test
  void manyAskAtOnce() throws Exception {
    Map<Integer, Double> right = new LinkedHashMap<>();
    for (int i = 0; i < 20; i++) {
      Table one = Table.of(table.schema(), List.of(Map.of("x", 30 + i, "y", 50)));
      right.put(i, table.score(one).get(0).score());
    }
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Callable<Integer>> calls = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      int first = t;
      calls.add(
          () -> {
            int wrong = 0;
            for (int k = 0; k < 25; k++) {
              int i = (first + k) % 20;
              JsonObject answer = post("models/known/score", "{\"x\":" + (30 + i) + ",\"y\":50}");
              wrong += row(answer, 0).get("score").getAsDouble() == right.get(i) ? 0 : 1;
            }
            return wrong;
          });
    }
    for (Future<Integer> wrong : threads.invokeAll(calls)) {
      assertEquals(0, wrong.get());
    }
    threads.shutdown();
    String figures = text(send("GET", "metrics", new byte[0]));
    assertTrue(
        figures.contains("vae_requests_total{model=\"known\",operation=\"score\",status=\"200\"}"),
        figures);
    assertTrue(figures.contains("vae_batch_rows_bucket"), figures);
  }

  /** A newer model in the folder takes over; a broken one does not. */
  @Test
  void readsModelsAnewAndKeepsTheFormerWhereItCannot() throws Exception {
    Path here = folder.resolve("changing");
    plain(1).save(here);
    List<String> told = new ArrayList<>();
    try (VaeServer own =
        VaeServer.builder()
            .model("changing", here)
            .port(0)
            .reloadSeconds(0)
            .messages(told::add)
            .start()) {
      assertEquals(mean(1), mean(own));
      own.refresh();
      assertEquals(List.of(), told);
      plain(2).save(here);
      own.refresh();
      assertEquals(mean(2), mean(own));
      assertTrue(told.get(0).contains("version 2"), told.toString());
      java.nio.file.Files.writeString(here.resolve("model.json"), "{");
      own.refresh();
      assertEquals(mean(2), mean(own));
      assertTrue(told.get(1).contains("the former stays"), told.toString());
    }
  }

  /** What has been read is not read again: here there is nothing yet to read. */
  @Test
  void servesModelsThatHaveBeenRead() throws Exception {
    Path none = folder.resolve("later");
    try (VaeServer own =
        VaeServer.builder()
            .model("changing", none, plain(3))
            .model("rows", none, table)
            .port(0)
            .reloadSeconds(0)
            .start()) {
      URI uri = own.uri();
      assertEquals(List.of("changing", "rows"), own.models());
      assertEquals(mean(3), mean(uri.resolve("models/changing/encode")));
      plain(4).save(none);
      own.refresh();
      assertEquals(mean(4), mean(uri.resolve("models/changing/encode")));
    }
  }

  private static float mean(long seed) {
    return plain(seed).encode(Rows.of(new float[][] {{1, 2, 3}})).mean()[0][0];
  }

  private static float mean(VaeServer own) throws Exception {
    return mean(own.uri().resolve("encode"));
  }

  private static float mean(URI uri) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString("[1,2,3]")).build();
    String body = CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body();
    return row(JsonParser.parseString(body).getAsJsonObject(), 0)
        .getAsJsonArray("mean")
        .get(0)
        .getAsFloat();
  }

  @Test
  void saysWhenItCannotListenOrRead() {
    int port = server.uri().getPort();
    String message =
        assertThrows(
                VaeServer.ServerException.class,
                () ->
                    VaeServer.builder().model("plain", folder.resolve("plain")).port(port).start())
            .getMessage();
    assertTrue(message.contains(String.valueOf(port)), message);
    assertThrows(IllegalArgumentException.class, () -> VaeServer.builder().start());
    assertThrows(
        RuntimeException.class,
        () -> VaeServer.builder().model("a", folder.resolve("none")).port(0).start());
  }

  /** Whoever asks while it stops is answered, or finds nobody there. */
  @Test
  void loosesNoAnswerWhenItStops() throws Exception {
    for (int round = 0; round < 3; round++) {
      VaeServer own = VaeServer.builder().model("known", folder.resolve("known")).port(0).start();
      List<RawHttp.Caller> callers = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        callers.add(new RawHttp.Caller(own.uri(), "score", "{\"x\":40,\"y\":50}"));
      }
      callers.forEach(Thread::start);
      for (RawHttp.Caller caller : callers) {
        while (caller.answers() == 0 && caller.isAlive()) {
          Thread.sleep(10);
        }
      }
      own.close();
      for (RawHttp.Caller caller : callers) {
        caller.join(120_000);
        assertEquals("", caller.lost());
        assertTrue(caller.answers() > 0);
      }
    }
  }
}
