package dev.vae.tests.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.vae.data.tabular.TableModel;
import dev.vae.export.VaeExporter;
import dev.vae.export.runtime.OnnxTable;
import dev.vae.export.runtime.OnnxVae;
import dev.vae.export.table.TableExporter;
import dev.vae.serve.VaeServer;
import dev.vae.serve.VaeServerBuilder;
import dev.vae.tests.tabular.KnownTable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exported files behind HTTP answer as the models that they were made of. */
class BundleServerTest {
  @TempDir static Path folder;

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static VaeServer server;

  @BeforeAll
  static void start() throws Exception {
    TableModel table = KnownTable.model();
    table.save(folder.resolve("known"));
    TableExporter.of(table).write(folder.resolve("known-onnx"));
    ServerTest.plain(1).save(folder.resolve("plain"));
    VaeExporter.of(ServerTest.plain(1)).write(folder.resolve("plain-onnx"));
    server = serve("known", "known-onnx", "plain", "plain-onnx");
  }

  private static VaeServer serve(String... names) {
    VaeServerBuilder builder = VaeServer.builder().port(0).reloadSeconds(0);
    for (String name : names) {
      builder.model(name, folder.resolve(name));
    }
    return builder.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpResponse<String> send(URI to, String path, String body)
      throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(to.resolve(path))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static JsonElement post(String path, String body) throws Exception {
    HttpResponse<String> response = send(server.uri(), path, body);
    assertEquals(200, response.statusCode(), response.body());
    return JsonParser.parseString(response.body());
  }

  private static String refused(int status, String path, String body) throws Exception {
    HttpResponse<String> response = send(server.uri(), path, body);
    assertEquals(status, response.statusCode(), response.body());
    return JsonParser.parseString(response.body()).getAsJsonObject().get("error").getAsString();
  }

  /** Numbers to 1e-5, all else as it is; what only one of two objects has is left out. */
  private static void same(JsonElement expected, JsonElement actual, String where) {
    if (expected.isJsonObject()) {
      JsonObject own = actual.getAsJsonObject();
      expected.getAsJsonObject().entrySet().stream()
          .filter(e -> own.has(e.getKey()))
          .forEach(e -> same(e.getValue(), own.get(e.getKey()), where + "/" + e.getKey()));
    } else if (expected.isJsonArray()) {
      JsonArray array = expected.getAsJsonArray();
      assertEquals(array.size(), actual.getAsJsonArray().size(), where);
      for (int i = 0; i < array.size(); i++) {
        same(array.get(i), actual.getAsJsonArray().get(i), where + "/" + i);
      }
    } else if (expected.isJsonPrimitive() && expected.getAsJsonPrimitive().isNumber()) {
      double value = expected.getAsDouble();
      assertEquals(value, actual.getAsDouble(), 1e-5 * Math.max(1, Math.abs(value)), where);
    } else {
      assertEquals(expected, actual, where);
    }
  }

  private static final String ROWS =
      "[{\"x\":40.5,\"y\":60,\"colour\":\"red\"},{\"x\":55,\"y\":null,\"colour\":\"blue\"},"
          + "{\"x\":null,\"y\":30.25}]";

  @Test
  void aTableIsScoredAndEncodedAsByItsModel() throws Exception {
    for (String what : List.of("score", "encode")) {
      JsonElement model = post("models/known/" + what, ROWS);
      JsonElement bundle = post("models/known-onnx/" + what, ROWS);
      JsonArray rows = model.getAsJsonObject().getAsJsonArray("rows");
      for (int r = 0; r < rows.size(); r++) {
        JsonObject own = rows.get(r).getAsJsonObject();
        JsonObject other = bundle.getAsJsonObject().getAsJsonArray("rows").get(r).getAsJsonObject();
        assertTrue(own.size() > 0 && other.keySet().containsAll(own.keySet()), other.toString());
        same(own, other, what + " " + r);
      }
    }
  }

  @Test
  void reasonsNameTheSameColumns() throws Exception {
    JsonElement model = post("models/known/score", ROWS);
    JsonElement bundle = post("models/known-onnx/score", ROWS);
    assertEquals(columns(model, "reasons"), columns(bundle, "reasons"));
  }

  @Test
  void aTableIsFilledAsByItsModel() throws Exception {
    JsonElement model = post("models/known/impute", ROWS);
    JsonElement bundle = post("models/known-onnx/impute", ROWS);
    assertEquals(List.of("y", "x", "colour"), columns(model, "filled"));
    assertEquals(List.of("y", "x", "colour"), columns(bundle, "filled"));
    for (int r = 1; r < 3; r++) {
      JsonArray own = row(model, r).getAsJsonArray("filled");
      JsonArray other = row(bundle, r).getAsJsonArray("filled");
      for (int c = 0; c < own.size(); c++) {
        JsonObject cell = own.get(c).getAsJsonObject();
        JsonObject told = other.get(c).getAsJsonObject();
        same(cell.get("spread"), told.get("spread"), cell.toString());
        if (cell.has("levels")) {
          same(cell.get("value"), told.get("value"), cell.toString());
          assertEquals(
              List.copyOf(cell.getAsJsonArray("levels").asList().stream().sorted(TEXTS).toList()),
              told.getAsJsonArray("levels").asList().stream().sorted(TEXTS).toList());
        } else {
          same(cell.get("low"), told.get("low"), cell.toString());
          same(cell.get("value"), told.get("value"), cell.toString());
        }
      }
    }
  }

  private static final java.util.Comparator<JsonElement> TEXTS =
      java.util.Comparator.comparing(JsonElement::getAsString);

  private static JsonObject row(JsonElement answer, int row) {
    return answer.getAsJsonObject().getAsJsonArray("rows").get(row).getAsJsonObject();
  }

  private static List<String> columns(JsonElement answer, String list) {
    List<String> columns = new ArrayList<>();
    for (JsonElement row : answer.getAsJsonObject().getAsJsonArray("rows")) {
      for (JsonElement each : row.getAsJsonObject().getAsJsonArray(list)) {
        columns.add(each.getAsJsonObject().get("column").getAsString());
      }
    }
    return columns;
  }

  /** The same columns in the same types; the rows are of other noise. */
  @Test
  void newRowsAreLikeThoseOfTheModel() throws Exception {
    String asked = "{\"count\":50,\"seed\":3}";
    JsonArray own = post("models/known/sample", asked).getAsJsonObject().getAsJsonArray("rows");
    JsonArray made =
        post("models/known-onnx/sample", asked).getAsJsonObject().getAsJsonArray("rows");
    assertEquals(own.size(), made.size());
    for (int r = 0; r < made.size(); r++) {
      JsonObject row = made.get(r).getAsJsonObject();
      assertEquals(own.get(r).getAsJsonObject().keySet(), row.keySet());
      assertEquals(own.get(r).getAsJsonObject().get("name"), row.get("name")); // an id
      assertTrue(row.get("x").isJsonNull() || row.get("x").getAsJsonPrimitive().isNumber());
    }
    String tensors =
        "{\"inputs\":[{\"name\":\"count\",\"datatype\":\"INT64\",\"shape\":[1],\"data\":[50]},"
            + "{\"name\":\"seed\",\"datatype\":\"INT64\",\"shape\":[1],\"data\":[3]}]}";
    JsonArray outputs =
        post("v2/models/known-onnx.sample/infer", tensors)
            .getAsJsonObject()
            .getAsJsonArray("outputs");
    JsonArray words = outputs.get(2).getAsJsonObject().getAsJsonArray("data");
    for (int r = 0; r < made.size(); r++) {
      JsonElement word = made.get(r).getAsJsonObject().get("colour");
      assertEquals(word.isJsonNull() ? "" : word.getAsString(), words.get(r).getAsString());
    }
  }

  @Test
  void tensorsOfATableAreThoseOfItsModel() throws Exception {
    String request =
        "{\"inputs\":["
            + "{\"name\":\"x\",\"datatype\":\"FP64\",\"shape\":[2],\"data\":[40.5,null]},"
            + "{\"name\":\"colour\",\"datatype\":\"BYTES\",\"shape\":[2],"
            + "\"data\":[\"red\",\"\"]}],\"outputs\":[{\"name\":\"score\"},{\"name\":\"pValue\"}]}";
    JsonObject model = post("v2/models/known/infer", request).getAsJsonObject();
    JsonObject bundle = post("v2/models/known-onnx/infer", request).getAsJsonObject();
    same(model.get("outputs"), bundle.get("outputs"), "outputs");
    assertEquals(2, model.getAsJsonArray("outputs").size());
  }

  @Test
  void rowsAreEncodedDecodedAndReconstructedAsByTheirModel() throws Exception {
    String rows = "[[1,2,3],[-0.5,0.25,0]]";
    same(post("models/plain/encode", rows), post("models/plain-onnx/encode", rows), "encode");
    same(
        post("models/plain/reconstruct", rows),
        post("models/plain-onnx/reconstruct", rows),
        "reconstruct");
    String z = "[[0.5,-1],[0,2]]";
    same(post("models/plain/decode", z), post("models/plain-onnx/decode", z), "decode");
    String request =
        "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[1,3],\"data\":[1,2,3]}]}";
    JsonObject model = post("v2/models/plain.encode/infer", request).getAsJsonObject();
    JsonObject bundle = post("v2/models/plain-onnx.encode/infer", request).getAsJsonObject();
    same(model.get("outputs"), bundle.get("outputs"), "outputs");
  }

  @Test
  void scoresOfRowsAreTheRuntimes() throws Exception {
    try (OnnxVae vae = OnnxVae.open(folder.resolve("plain-onnx"))) {
      double expected = vae.score(new float[][] {{1, 2, 3}}).negLogLikelihood()[0];
      JsonElement answer = post("models/plain-onnx/score", "[1,2,3]");
      assertEquals(expected, row(answer, 0).get("negLogLikelihood").getAsDouble(), 1e-5);
    }
  }

  /** In Java too a row may have what no file takes, an id, but nothing that the table has not. */
  @Test
  void rowsMayHaveTheColumnsOfTheTable() {
    try (OnnxTable table = OnnxTable.open(folder.resolve("known-onnx"))) {
      assertEquals(
          table.score(List.of(Map.of("x", 40.5))),
          table.score(List.of(Map.of("x", 40.5, "name", "N-1"))));
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> table.encode(List.of(Map.of("nmae", "N-1"))))
              .getMessage();
      assertEquals(
          "row 0: the table has no column 'nmae'; did you mean 'name'? (x, y, colour)", message);
    }
  }

  @Test
  void whatIsNotThereIsSaid() throws Exception {
    assertEquals(
        "model 'plain-onnx' does not impute; it does score, encode, reconstruct, decode, sample",
        refused(404, "models/plain-onnx/impute", "[1,2,3]"));
    assertTrue(
        refused(404, "models/known-onnx/decode", "[0]")
            .endsWith("it does score, impute, encode, sample"));
    assertEquals(
        "exported files draw rows of all kinds: 'where' needs the model that they were made of",
        refused(400, "models/known-onnx/sample", "{\"where\":\"colour=red\"}"));
    assertTrue(
        refused(400, "models/plain-onnx/encode", "[1,2]").contains("2 values; the model takes 3"));
    String problems =
        row(post("models/known-onnx/score", "{\"colour\":\"green\",\"x\":\"much\"}"), 0)
            .get("problems")
            .toString();
    assertTrue(problems.contains("green") && problems.contains("much"), problems);
  }

  @Test
  void tensorsAreCountedByWhatWasAsked() throws Exception {
    post(
        "v2/models/plain-onnx.decode/infer",
        "{\"inputs\":[{\"name\":\"z\",\"datatype\":\"FP32\",\"shape\":[1,2],\"data\":[0,1]}]}");
    post(
        "v2/models/plain-onnx/infer",
        "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[1,3],\"data\":[1,2,3]}]}");
    HttpRequest request = HttpRequest.newBuilder(URI.create(server.uri() + "metrics")).build();
    String figures = CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body();
    for (String operation : List.of("decode", "score")) {
      String label = "vae_rows_total{model=\"plain-onnx\",operation=\"" + operation + "\"}";
      assertTrue(figures.contains(label), figures);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      // what is looked at comes last
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        if (!file.endsWith("bundle.json")) {
          Files.copy(file, Files.createDirectories(to).resolve(file.getFileName()));
        }
      }
    }
    Files.copy(from.resolve("bundle.json"), to.resolve("bundle.json"));
  }

  /** Callers who never stop see old or new answers, and after the close nobody; never a fault. */
  @Test
  void isReadAnewAndClosedWhileItIsAsked() throws Exception {
    copy(folder.resolve("plain-onnx"), folder.resolve("changing"));
    VaeServer own = serve("changing");
    URI uri = own.uri(); // there is none once it is closed
    String before = send(uri, "encode", "[1,2,3]").body();
    AtomicBoolean go = new AtomicBoolean(true);
    ExecutorService pool = Executors.newFixedThreadPool(4);
    List<Future<List<String>>> callers = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      callers.add(
          pool.submit(
              () -> {
                List<String> answers = new ArrayList<>();
                while (go.get()) {
                  try {
                    HttpResponse<String> answer = send(uri, "encode", "[1,2,3]");
                    answers.add(answer.statusCode() + answer.body());
                  } catch (IOException closed) {
                    return answers;
                  }
                }
                return answers;
              }));
    }
    VaeExporter.of(ServerTest.plain(2)).write(folder.resolve("changing"));
    own.refresh();
    String after = send(uri, "encode", "[1,2,3]").body();
    assertTrue(!before.equals(after), after);
    own.close();
    go.set(false);
    for (Future<List<String>> caller : callers) {
      for (String answer : caller.get(60, TimeUnit.SECONDS)) {
        assertTrue(answer.equals("200" + before) || answer.equals("200" + after), answer);
      }
    }
    pool.shutdown();
  }
}
