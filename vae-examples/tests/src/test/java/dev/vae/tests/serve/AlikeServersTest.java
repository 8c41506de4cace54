package dev.vae.tests.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.vae.data.tabular.TableModel;
import dev.vae.export.VaeExporter;
import dev.vae.export.table.TableExporter;
import dev.vae.serve.VaeServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A model and the files exported of it are served alike: the same fields in every answer, the same
 * texts, numbers to 1e-5. The table has columns of all types, as a file elsewhere would write them.
 */
class AlikeServersTest {
  @TempDir static Path folder;

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static VaeServer server;

  @BeforeAll
  static void start() throws Exception {
    TableModel table = AllTypesTable.model(folder.resolve("table.csv"));
    table.save(folder.resolve("table"));
    TableExporter.of(table).write(folder.resolve("table-onnx"));
    ServerTest.plain(1).save(folder.resolve("plain"));
    VaeExporter.of(ServerTest.plain(1)).write(folder.resolve("plain-onnx"));
    var builder = VaeServer.builder().port(0).reloadSeconds(0);
    for (String name : List.of("table", "table-onnx", "plain", "plain-onnx")) {
      builder.model(name, folder.resolve(name));
    }
    server = builder.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static final String ROWS =
      """
      [{"price": 20.5, "visits": 3, "smoker": "yes", "town 🏙": "t3", "word": "w17", "grade": "mid",
        "seen": "03.04.2021 10:20:30", "day": "2021-04-03", "vip": "X", "took": "1h 02m 03s",
        "size": "2,5 MB"},
       {"price": null, "visits": null, "smoker": null, "town 🏙": null, "word": null, "grade": null,
        "seen": null, "day": null, "vip": null, "took": null, "size": null},
       {"price": 3000, "visits": 40, "smoker": "YES", "town 🏙": "nowhere", "word": "unheard",
        "grade": "low", "seen": "2021-13-77", "day": "2021-04-03", "height": 3,
        "vip": "y", "took": "soon", "size": 2500000},
       {"price": "12,50", "visits": 0, "smoker": "no", "town 🏙": "t1", "word": null, "grade": "",
        "seen": "03.04.2021 10:20:30", "day": null, "vip": "", "took": 3723, "size": "12 kg"},
       {"price": 7.25, "visits": 2, "smoker": null, "town 🏙": "t2🏝", "word": "w3", "grade": "high",
        "seen": null, "day": "2020-06-01", "vip": "NULL", "took": "2h 00m 00s"}]
      """;

  private static JsonObject send(String path, String body) throws Exception {
    HttpResponse<String> response =
        CLIENT.send(
            HttpRequest.newBuilder(URI.create(server.uri() + path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertEquals(200, response.statusCode(), response.body());
    return JsonParser.parseString(response.body()).getAsJsonObject();
  }

  private static void alike(String what, String body) throws Exception {
    AllTypesTable.same(
        send("models/table/" + what, body), send("models/table-onnx/" + what, body), what);
  }

  @Test
  void scoresWithAndWithoutReasons() throws Exception {
    alike("score", ROWS);
    alike("score", "{\"reasons\": 0, \"rows\": " + ROWS + "}");
    alike("score", "{\"reasons\": 5, \"rows\": " + ROWS + "}");
  }

  @Test
  void filledCells() throws Exception {
    alike("impute", ROWS);
  }

  /** Numbers are numbers, dates texts, and beside both stands what the file would hold. */
  @Test
  void endsOfIntervalsAreWrittenAsCellsAre() throws Exception {
    Map<String, String> forms =
        Map.of(
            "price", "\\d+,\\d\\d",
            "seen", "\\d\\d\\.\\d\\d\\.\\d{4} \\d\\d:\\d\\d:\\d\\d",
            "day", "\\d{4}-\\d\\d-\\d\\d",
            "took", "(\\d+h )?(\\d+m )?\\d+s",
            "size", "\\d+(,\\d)? [KM]B");
    JsonObject all = row(send("models/table/impute", "{\"visits\": 3}"), 0);
    int found = 0;
    for (JsonElement element : all.getAsJsonArray("filled")) {
      JsonObject cell = element.getAsJsonObject();
      String form = forms.get(cell.get("column").getAsString());
      if (form != null) {
        found++;
        for (String text : List.of("text", "lowText", "highText")) {
          assertTrue(cell.get(text).getAsString().matches(form), text + " of " + cell);
        }
        boolean date = form.contains("{4}");
        assertEquals(date, cell.get("low").equals(cell.get("lowText")), cell.toString());
        assertEquals(!date, cell.get("high").getAsJsonPrimitive().isNumber(), cell.toString());
      }
    }
    assertEquals(forms.size(), found, all.toString());
  }

  /**
   * A column that is not there is missing, as one that is null: alone, among others, in tensors.
   */
  @Test
  void columnsThatAreNotThereAreFilled() throws Exception {
    List<String> others =
        List.of("visits", "smoker", "town 🏙", "word", "grade", "seen", "day", "took", "size");
    alike("impute", "{\"price\": 7.25}");
    for (String model : List.of("table", "table-onnx")) {
      String path = "models/" + model + "/impute";
      JsonObject alone = row(send(path, "{\"price\": 7.25}"), 0);
      assertEquals(
          others,
          alone.getAsJsonArray("filled").asList().stream()
              .map(cell -> cell.getAsJsonObject().get("column").getAsString())
              .toList());
      JsonObject values = alone.getAsJsonObject("values");
      others.forEach(name -> assertTrue(values.has(name) && !values.get(name).isJsonNull(), name));
      assertEquals(values.get("town 🏙"), values.get("twin")); // which held the same
      assertEquals("", values.get("vip").getAsString()); // blank is a value
      String nulls = "{\"price\": 7.25, \"" + String.join("\": null, \"", others) + "\": null}";
      AllTypesTable.same(alone, row(send(path, nulls), 0), model);
      AllTypesTable.same(alone, row(send(path, "[{\"price\": 7.25}, {\"visits\": 2}]"), 0), model);
      String tensor =
          "{\"inputs\":[{\"name\":\"price\",\"datatype\":\"FP64\",\"shape\":[2],\"data\":[7.25,9]}]}";
      JsonObject filled = send("v2/models/" + model + ".impute/infer", tensor);
      for (JsonElement output : filled.getAsJsonArray("outputs")) {
        String name = output.getAsJsonObject().get("name").getAsString();
        JsonElement first = output.getAsJsonObject().getAsJsonArray("data").get(0);
        AllTypesTable.same(values.get(name), first, model + " " + name);
      }
    }
  }

  private static JsonObject row(JsonObject answer, int row) {
    return answer.getAsJsonArray("rows").get(row).getAsJsonObject();
  }

  @Test
  void codes() throws Exception {
    alike("encode", ROWS);
  }

  /** Their noise is another: the same columns with values of the same kinds. */
  @Test
  void newRows() throws Exception {
    String asked = "{\"count\": 40, \"seed\": 2}";
    JsonArray own = send("models/table/sample", asked).getAsJsonArray("rows");
    JsonArray made = send("models/table-onnx/sample", asked).getAsJsonArray("rows");
    assertEquals(own.size(), made.size());
    for (String column : own.get(0).getAsJsonObject().keySet()) {
      assertEquals(kinds(own, column), kinds(made, column), column);
    }
    for (int r = 0; r < made.size(); r++) {
      JsonObject row = made.get(r).getAsJsonObject();
      assertEquals(Integer.toString(r + 1), row.get("id").getAsString());
      assertEquals("same", row.get("kind").getAsString());
      assertEquals(row.get("town 🏙"), row.get("twin"));
    }
  }

  private static TreeSet<String> kinds(JsonArray rows, String column) {
    TreeSet<String> kinds = new TreeSet<>();
    for (JsonElement row : rows) {
      JsonElement cell = row.getAsJsonObject().get(column);
      if (!cell.isJsonNull()) {
        kinds.add(cell.getAsJsonPrimitive().isNumber() ? "number" : "text");
      }
    }
    return kinds;
  }

  private static JsonObject get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(server.uri() + path)).build();
    return JsonParser.parseString(CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body())
        .getAsJsonObject();
  }

  @Test
  void tensorsOfATable() throws Exception {
    String inputs =
        """
        {"inputs": [
          {"name": "price", "datatype": "FP64", "shape": [3], "data": [20.5, 7, null]},
          {"name": "word", "datatype": "BYTES", "shape": [3], "data": ["w17", "", "w3"]},
          {"name": "town 🏙", "datatype": "BYTES", "shape": [3], "data": ["t1", "t2🏝", ""]},
          {"name": "seen", "datatype": "BYTES", "shape": [3], "data": ["03.04.2021 10:20:30", "", ""]}]}
        """;
    for (String what : List.of("", ".impute", ".encode", ".sample")) {
      JsonObject own = get("v2/models/table" + what);
      JsonObject other = get("v2/models/table-onnx" + what);
      AllTypesTable.same(own.get("outputs"), other.get("outputs"), what);
      if (!what.equals(".sample")) { // which takes 'where' of a model
        AllTypesTable.same(own.get("inputs"), other.get("inputs"), what);
        AllTypesTable.same(
            send("v2/models/table" + what + "/infer", inputs).get("outputs"),
            send("v2/models/table-onnx" + what + "/infer", inputs).get("outputs"),
            what);
      }
    }
  }

  /** Scores of these are of other noise: of them the fields are the same. */
  @Test
  void rowsOfNumbers() throws Exception {
    String rows = "[[1,2,3],[-0.5,0.25,0]]";
    for (String what : List.of("encode", "reconstruct")) {
      AllTypesTable.same(
          send("models/plain/" + what, rows), send("models/plain-onnx/" + what, rows), what);
    }
    JsonObject own =
        send("models/plain/score", rows).getAsJsonArray("rows").get(0).getAsJsonObject();
    JsonObject made =
        send("models/plain-onnx/score", rows).getAsJsonArray("rows").get(0).getAsJsonObject();
    assertEquals(own.keySet(), made.keySet());
    double samples = made.get("effectiveSamples").getAsDouble();
    assertTrue(samples >= 1 && samples <= 128, made.toString());
    for (String what : List.of("", ".encode", ".reconstruct", ".decode", ".sample")) {
      JsonObject of = get("v2/models/plain" + what);
      AllTypesTable.same(
          of.get("outputs"), get("v2/models/plain-onnx" + what).get("outputs"), what);
      AllTypesTable.same(of.get("inputs"), get("v2/models/plain-onnx" + what).get("inputs"), what);
    }
  }
}
