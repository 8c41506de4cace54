package dev.vae.tests.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.vae.data.table.Table;
import dev.vae.data.table.TableSchema;
import dev.vae.data.table.column.ColumnType;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.TableOptions;
import dev.vae.export.VaeExporter;
import dev.vae.export.table.TableExporter;
import dev.vae.serve.VaeServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
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

  private static final DateTimeFormatter SEEN =
      DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm:ss", Locale.ROOT);

  private static final Pattern MOMENT = Pattern.compile("\\d\\d\\.\\d\\d\\.\\d{4} [0-9:]{8}");

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static VaeServer server;

  @BeforeAll
  static void start() throws Exception {
    TableModel table = table();
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

  private static TableModel table() throws Exception {
    Path file = folder.resolve("table.csv");
    Files.writeString(file, text(5000));
    TableSchema schema = TableSchema.infer(file).withOverride("grade=ordinal");
    TreeSet<ColumnType> types = new TreeSet<>();
    schema.columns().forEach(column -> types.add(column.type()));
    assertTrue(
        types.containsAll(
            List.of(
                ColumnType.POSITIVE,
                ColumnType.COUNT,
                ColumnType.BINARY,
                ColumnType.CATEGORICAL,
                ColumnType.HASHED,
                ColumnType.ORDINAL,
                ColumnType.DATE,
                ColumnType.ID,
                ColumnType.CONSTANT,
                ColumnType.DUPLICATE)),
        schema.describe());
    TableOptions options = TableOptions.defaults().withMembers(2).withSteps(60);
    return TableModel.fit(Table.read(file, schema), options);
  }

  private static String text(int count) {
    Random random = new Random(3);
    StringBuilder text =
        new StringBuilder("id;price;visits;smoker;town;word;grade;seen;day;kind;twin\n");
    for (int i = 0; i < count; i++) {
      List<String> cells = new ArrayList<>();
      cells.add("N" + i);
      double price = Math.exp(3 + random.nextGaussian());
      cells.add(String.format(Locale.ROOT, "%.2f", price).replace('.', ','));
      cells.add(Integer.toString((int) (-5 * Math.log(1 - random.nextDouble()))));
      cells.add(price > 20 && random.nextBoolean() ? "yes" : "no");
      String town = "t" + (int) (-12 * Math.log(1 - random.nextDouble()));
      cells.add(town);
      cells.add("w" + random.nextInt(2500));
      cells.add(new String[] {"low", "mid", "high"}[random.nextInt(3)]);
      LocalDateTime then = LocalDateTime.of(2020, 2, 1, 0, 0).plusSeconds(random.nextInt(1 << 26));
      cells.add(then.format(SEEN));
      cells.add(then.toLocalDate().toString());
      cells.add("same");
      cells.add(town);
      for (int c = 1; c < 9; c++) {
        if (random.nextInt(10) == 0 && c != 4) {
          cells.set(c, "");
        }
      }
      text.append(String.join(";", cells)).append('\n');
    }
    return text.toString();
  }

  private static final String ROWS =
      """
      [{"price": 20.5, "visits": 3, "smoker": "yes", "town": "t3", "word": "w17", "grade": "mid",
        "seen": "03.04.2021 10:20:30", "day": "2021-04-03"},
       {"price": null, "visits": null, "smoker": null, "town": null, "word": null, "grade": null,
        "seen": null, "day": null},
       {"price": 3000, "visits": 40, "smoker": "YES", "town": "nowhere", "word": "unheard",
        "grade": "low", "seen": "2021-13-77", "day": "2021-04-03", "height": 3},
       {"price": "12,50", "visits": 0, "smoker": "no", "town": "t1", "word": null, "grade": "",
        "seen": "03.04.2021 10:20:30", "day": null},
       {"price": 7.25, "visits": 2, "smoker": null, "town": "t2", "word": "w3", "grade": "high",
        "seen": null, "day": "2020-06-01"}]
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

  /** The same fields and kinds; numbers to 1e-5, all else as it is. */
  private static void same(JsonElement expected, JsonElement actual, String where) {
    if (expected.isJsonObject()) {
      JsonObject own = expected.getAsJsonObject();
      assertEquals(own.keySet(), actual.getAsJsonObject().keySet(), where);
      own.keySet().forEach(k -> same(own.get(k), actual.getAsJsonObject().get(k), where + "/" + k));
    } else if (expected.isJsonArray()) {
      JsonArray array = expected.getAsJsonArray();
      assertEquals(array.size(), actual.getAsJsonArray().size(), where);
      for (int i = 0; i < array.size(); i++) {
        same(array.get(i), actual.getAsJsonArray().get(i), where + "/" + i);
      }
    } else if (expected.isJsonPrimitive() && expected.getAsJsonPrimitive().isNumber()) {
      double value = expected.getAsDouble();
      assertTrue(actual.getAsJsonPrimitive().isNumber(), where);
      assertEquals(value, actual.getAsDouble(), 1e-5 * Math.max(1, Math.abs(value)), where);
    } else if (!moments(expected, actual)) {
      assertEquals(expected, actual, where);
    }
  }

  /** The same text but for moments in it, which by rounding of years may be some seconds apart. */
  private static boolean moments(JsonElement expected, JsonElement actual) {
    String one = expected.toString();
    String other = actual.toString();
    List<LocalDateTime> a = moments(one);
    List<LocalDateTime> b = moments(other);
    boolean near =
        a.size() == b.size()
            && IntStream.range(0, a.size())
                .allMatch(i -> Duration.between(a.get(i), b.get(i)).abs().toSeconds() <= 5);
    return near && MOMENT.matcher(one).replaceAll("").equals(MOMENT.matcher(other).replaceAll(""));
  }

  private static List<LocalDateTime> moments(String text) {
    return MOMENT
        .matcher(text)
        .results()
        .map(found -> LocalDateTime.parse(found.group(), SEEN))
        .toList();
  }

  private static void alike(String what, String body) throws Exception {
    same(send("models/table/" + what, body), send("models/table-onnx/" + what, body), what);
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
      assertEquals(row.get("town"), row.get("twin"));
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
          {"name": "town", "datatype": "BYTES", "shape": [3], "data": ["t1", "t2", ""]},
          {"name": "seen", "datatype": "BYTES", "shape": [3], "data": ["03.04.2021 10:20:30", "", ""]}]}
        """;
    for (String what : List.of("", ".impute", ".encode", ".sample")) {
      JsonObject own = get("v2/models/table" + what);
      JsonObject other = get("v2/models/table-onnx" + what);
      same(own.get("outputs"), other.get("outputs"), what);
      if (!what.equals(".sample")) { // which takes 'where' of a model
        same(own.get("inputs"), other.get("inputs"), what);
        same(
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
      same(send("models/plain/" + what, rows), send("models/plain-onnx/" + what, rows), what);
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
      same(of.get("outputs"), get("v2/models/plain-onnx" + what).get("outputs"), what);
      same(of.get("inputs"), get("v2/models/plain-onnx" + what).get("inputs"), what);
    }
  }
}
