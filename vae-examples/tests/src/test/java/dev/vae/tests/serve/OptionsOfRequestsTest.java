package dev.vae.tests.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Spec;
import dev.vae.core.spec.Condition;
import dev.vae.core.spec.Schema;
import dev.vae.core.spec.VaeSpec;
import dev.vae.data.tabular.TableModel;
import dev.vae.export.VaeExporter;
import dev.vae.export.table.TableExporter;
import dev.vae.layers.Layers;
import dev.vae.serve.VaeServer;
import dev.vae.serve.VaeServerBuilder;
import dev.vae.tests.tabular.KnownTable;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a request may say beside its rows: every operation of every kind of model takes its own
 * options, and refuses all others, wrong types, values out of range, and too many rows.
 */
class OptionsOfRequestsTest {
  @TempDir static Path folder;

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final int MOST_ROWS = 20;
  private static VaeServer server;

  /** A model's operations, and what each takes: options with values that are right and wrong. */
  private record Asked(String row, List<String> options) {}

  private static final String CELLS = "{\"x\":40.5,\"y\":60,\"colour\":\"red\"}";
  private static final String NUMBERS = "[0.5,1,-2]";
  private static final String LATENT = "[0.5,1]";
  private static final List<String> NONE = List.of();
  private static final List<String> GIVEN = List.of("condition");
  private static final List<String> MADE = List.of("count", "seed");

  private static final Map<String, Map<String, Asked>> MODELS = new LinkedHashMap<>();

  static {
    Map<String, Asked> table = new LinkedHashMap<>();
    table.put("score", new Asked(CELLS, List.of("reasons")));
    table.put("impute", new Asked(CELLS, NONE));
    table.put("encode", new Asked(CELLS, NONE));
    table.put("sample", new Asked("", List.of("count", "seed", "where")));
    Map<String, Asked> plain = rows(NONE);
    Map<String, Asked> given = rows(GIVEN);
    MODELS.put("table", table);
    MODELS.put("table-onnx", table);
    MODELS.put("plain", plain);
    MODELS.put("plain-onnx", plain);
    MODELS.put("given", given);
    MODELS.put("given-onnx", given);
  }

  private static Map<String, Asked> rows(List<String> options) {
    Map<String, Asked> all = new LinkedHashMap<>();
    for (String name : List.of("score", "encode", "reconstruct")) {
      all.put(name, new Asked(NUMBERS, options));
    }
    all.put("decode", new Asked(LATENT, options));
    all.put("sample", new Asked("", Stream.of(MADE, options).flatMap(List::stream).toList()));
    return all;
  }

  /** What each option may not be. */
  private static final Map<String, List<String>> WRONG =
      Map.of(
          "reasons", List.of("\"two\"", "-1", "1001", "2.5", "true", "[1]", "{}"),
          "count", List.of("\"two\"", "0", "21", "2.5", "true", "[1]", "{}"),
          "seed", List.of("\"two\"", "2.5", "1e40", "true", "[1]", "{}"),
          "where", List.of("true", "[1]", "{\"x\":[1]}", "{\"x\":null}", "{\"colours\":\"red\"}"),
          "condition", List.of("true", "[\"f\"]", "{\"sex\":[1]}", "[null,1]", "{\"six\":1}"));

  @BeforeAll
  static void start() throws Exception {
    TableModel table = KnownTable.model();
    table.save(folder.resolve("table"));
    TableExporter.of(table).write(folder.resolve("table-onnx"));
    Vae plain = ServerTest.plain(1);
    plain.save(folder.resolve("plain"));
    VaeExporter.of(plain).write(folder.resolve("plain-onnx"));
    Vae given = given();
    given.save(folder.resolve("given"));
    VaeExporter.of(given).write(folder.resolve("given-onnx"));
    VaeServerBuilder builder =
        VaeServer.builder().port(0).reloadSeconds(0).samples(5).batch(8).rows(MOST_ROWS);
    MODELS.keySet().forEach(name -> builder.model(name, folder.resolve(name)));
    server = builder.start();
  }

  private static Vae given() {
    VaeSpec spec =
        VaeSpec.builder()
            .event(3)
            .latent(2)
            .condition(2)
            .encoder(Layers.condition(), Layers.dense(8), Layers.tanh())
            .decoder(Layers.condition(), Layers.dense(8), Layers.tanh())
            .likelihood(Spec.of("gaussian"))
            .build();
    Condition sex =
        new Condition(List.of(Condition.Factor.of("sex", false, List.of("f, or \"she\"", "m"))));
    return Vae.builder(spec).schema(Schema.of(spec.event()).withCondition(sex)).seed(1).build();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpResponse<String> send(String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.uri() + path))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.UTF_8)))
            .build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static JsonObject post(String path, String body) throws Exception {
    HttpResponse<String> response = send(path, body);
    assertEquals(200, response.statusCode(), path + " " + body + ": " + response.body());
    return JsonParser.parseString(response.body()).getAsJsonObject();
  }

  private static String refused(int status, String path, String body) throws Exception {
    HttpResponse<String> response = send(path, body);
    assertEquals(status, response.statusCode(), path + " " + body + ": " + response.body());
    String error =
        JsonParser.parseString(response.body()).getAsJsonObject().get("error").getAsString();
    assertEquals(1, error.lines().count(), error);
    return error;
  }

  static Stream<Arguments> operations() {
    return MODELS.entrySet().stream()
        .flatMap(
            model -> model.getValue().keySet().stream().map(o -> Arguments.of(model.getKey(), o)));
  }

  /** A body with its rows, if it takes some, what its model must be told, and more. */
  private static String body(String model, String operation, String more) {
    Asked asked = MODELS.get(model).get(operation);
    List<String> parts = new ArrayList<>();
    if (!asked.row.isEmpty()) {
      parts.add("\"rows\":[" + asked.row + "]");
    }
    if (asked.options.contains("condition") && !more.startsWith("\"condition\"")) {
      parts.add("\"condition\":" + condition(model));
    }
    if (!more.isEmpty()) {
      parts.add(more);
    }
    return "{" + String.join(",", parts) + "}";
  }

  private static String condition(String model) {
    return model.endsWith("onnx") ? "[0,1]" : "{\"sex\":\"f, or \\\"she\\\"\"}";
  }

  @ParameterizedTest
  @MethodSource("operations")
  void otherOptionsAreRefused(String model, String operation) throws Exception {
    String path = "models/" + model + "/" + operation;
    List<String> known = MODELS.get(model).get(operation).options;
    post(path, body(model, operation, ""));
    for (String wrong : List.of("drws", "Reasons", "conditon", "rws")) {
      String error = refused(400, path, body(model, operation, "\"" + wrong + "\":5"));
      assertTrue(error.contains("'" + wrong + "'"), error);
      known.forEach(name -> assertTrue(error.contains(name), error));
    }
    for (String name : WRONG.keySet()) {
      if (!known.contains(name)) {
        String error = refused(400, path, body(model, operation, "\"" + name + "\":1"));
        assertTrue(error.contains("there is no option '" + name + "'"), error);
      }
    }
    assertTrue(refused(400, path + "?reasons=1", body(model, operation, "")).contains("body"));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void wrongTypesAndValuesOutOfRangeAreRefused(String model, String operation) throws Exception {
    String path = "models/" + model + "/" + operation;
    for (String name : MODELS.get(model).get(operation).options) {
      for (String wrong : WRONG.get(name)) {
        String error = refused(400, path, body(model, operation, '"' + name + "\":" + wrong));
        // what a model does not know is named by itself
        assertTrue(
            error.contains(name) || error.contains("six") || error.contains("colours"), error);
      }
    }
    post(path, body(model, operation, known(model, operation, "reasons", "0")));
    post(path, body(model, operation, known(model, operation, "count", "3")));
    post(path, body(model, operation, known(model, operation, "seed", "9223372036854775807")));
    post(path, body(model, operation, known(model, operation, "count", "null")));
  }

  private static String known(String model, String operation, String option, String value) {
    boolean takes = MODELS.get(model).get(operation).options.contains(option);
    return takes ? '"' + option + "\":" + value : "";
  }

  @ParameterizedTest
  @MethodSource("operations")
  void noMoreRowsThanAllowedAreTaken(String model, String operation) throws Exception {
    String path = "models/" + model + "/" + operation;
    String row = MODELS.get(model).get(operation).row;
    if (row.isEmpty()) {
      assertTrue(refused(400, path, "[[1]]").contains("no rows"));
      assertTrue(refused(400, path, "{\"rows\":[[1]]}").contains("'rows'"));
      String most = body(model, operation, "\"count\":" + MOST_ROWS);
      assertEquals(MOST_ROWS, post(path, most).getAsJsonArray("rows").size());
      String more = body(model, operation, "\"count\":" + (MOST_ROWS + 1));
      assertTrue(refused(400, path, more).endsWith("between 1 and 20, not 21"));
      return;
    }
    String more =
        MODELS.get(model).get(operation).options.contains("condition")
            ? ",\"condition\":" + condition(model)
            : "";
    String most = "{\"rows\":" + times(row, MOST_ROWS) + more + "}";
    JsonObject answer = post(path, most);
    assertEquals(MOST_ROWS, answer.getAsJsonArray("rows").size());
    if (!model.endsWith("onnx")) { // whose bits may depend on the size of a batch
      String alone = post(path, "{\"rows\":[" + row + "]" + more + "}").get("rows").toString();
      answer.getAsJsonArray("rows").forEach(each -> assertEquals(alone, "[" + each + "]"));
    }
    String error = refused(413, path, "{\"rows\":" + times(row, MOST_ROWS + 1) + more + "}");
    assertTrue(error.contains(String.valueOf(MOST_ROWS)), error);
    refused(413, path, times(row, MOST_ROWS + 1));
    assertTrue(refused(400, path, "[]").contains("no rows"));
    assertTrue(refused(400, path, "").contains("no rows"));
  }

  private static String times(String row, int count) {
    return IntStream.range(0, count).mapToObj(i -> row).collect(Collectors.joining(",", "[", "]"));
  }

  /** Tensors: inputs, their types and values, and how many rows there are. */
  @Test
  void tensorsAreHeldToTheSame() throws Exception {
    String count =
        "{\"inputs\":[{\"name\":\"%s\",\"datatype\":\"FP64\",\"shape\":[1],\"data\":[%s]}]}";
    for (String model : MODELS.keySet()) {
      boolean given = model.startsWith("given");
      String path = "v2/models/" + model + ".sample/infer";
      if (!given) {
        post(path, String.format(count, "count", "3"));
      }
      String condition =
          ",{\"name\":\"condition\",\"datatype\":\"FP32\",\"shape\":[1,2],\"data\":[1,0]}]}";
      for (String wrong : List.of("2.5", "null", "0", "21")) {
        String body = String.format(count, "count", wrong);
        String error = refused(400, path, given ? body.replace("]}]}", "]}" + condition) : body);
        assertTrue(error.contains("count"), error);
      }
      String seed = String.format(count, "seed", "9007199254740994");
      assertTrue(
          refused(400, path, given ? seed.replace("]}]}", "]}" + condition) : seed)
              .contains("'seed' must be a whole number"));
      assertTrue(
          refused(400, path, String.format(count, "cuont", "3")).contains("no input 'cuont'"));
      if (!model.startsWith("table")) {
        String z = ".decode/infer";
        String latents =
            "{\"inputs\":[{\"name\":\"z\",\"datatype\":\"FP32\",\"shape\":[1,2],\"data\":[null,1]}"
                + (given ? condition : "]}");
        String error = refused(400, "v2/models/" + model + z, latents);
        assertTrue(error.contains("'z', row 0"), error);
      }
    }
    String where =
        "{\"inputs\":[{\"name\":\"where\",\"datatype\":\"FP64\",\"shape\":[1],\"data\":[1]}]}";
    assertTrue(refused(400, "v2/models/table.sample/infer", where).contains("'where'"));
    String x = "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP64\",\"shape\":[%d],\"data\":%s}]}";
    post("v2/models/table/infer", String.format(x, MOST_ROWS, times("1", MOST_ROWS)));
    String many = String.format(x, MOST_ROWS + 1, times("1", MOST_ROWS + 1));
    assertTrue(refused(413, "v2/models/table/infer", many).contains("rows"));
  }

  /** An option among the columns of a single row is neither ignored nor taken for a column. */
  @Test
  void anOptionIsNotTakenForAColumn() throws Exception {
    String mixed = "{\"x\":40.5,\"y\":60,\"reasons\":1}";
    String error = refused(400, "models/table/score", mixed);
    assertTrue(error.contains("'reasons' is an option"), error);
    String noted = post("models/table/score", "{\"x\":40.5,\"drws\":5}").toString();
    assertTrue(noted.contains("drws"), noted);
  }

  /** Words with commas, equals signs and quotes are asked for as any others. */
  @Test
  void wordsOfAllKindsAreAskedFor() throws Exception {
    JsonObject made = post("models/given/sample", "{\"condition\":" + condition("given") + "}");
    assertEquals(1, made.getAsJsonArray("rows").size());
    String none = refused(400, "models/given/sample", "{\"condition\":{\"sex\":\"a,b=c\"}}");
    assertTrue(none.contains("a,b=c"), none);
    String quoted = refused(400, "models/table/sample", "{\"where\":{\"colour\":\"a, b\"}}");
    assertTrue(quoted.contains("'a, b' is not a value of column 'colour'"), quoted);
    String twice = "{\"where\":\"colour=red,colour=blue\"}";
    assertTrue(refused(400, "models/table/sample", twice).contains("'colour' is asked for twice"));
    JsonObject red = post("models/table/sample", "{\"where\":{\"colour\":\"red\"},\"count\":5}");
    red.getAsJsonArray("rows")
        .forEach(row -> assertEquals("red", row.getAsJsonObject().get("colour").getAsString()));
  }

  @Test
  void whatIsNoUtf8IsRefused() throws Exception {
    byte[] body = "{\"x\":1,\"colour\":\"r\u00e9d\"}".getBytes(StandardCharsets.ISO_8859_1);
    HttpResponse<String> response =
        CLIENT.send(
            HttpRequest.newBuilder(URI.create(server.uri() + "models/table/score"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertEquals(400, response.statusCode());
    assertTrue(response.body().contains("UTF-8"), response.body());
    assertFalse(response.body().contains("near"), response.body());
  }
}
