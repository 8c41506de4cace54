package dev.vae.tests.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.vae.data.table.Table;
import dev.vae.data.tabular.TableModel;
import dev.vae.export.VaeExporter;
import dev.vae.export.table.TableExporter;
import dev.vae.serve.VaeServer;
import dev.vae.serve.explore.Exploration;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table's model that runs in the browser, on a page that no server of ours answers. */
class TableSiteTest {
  private static final int ROWS = 300;

  @TempDir static Path folder;
  private static TableModel model;
  private static Path site;

  @BeforeAll
  static void write() throws Exception {
    model = AllTypesTable.model(folder.resolve("table.csv"));
    TableExporter.of(model).write(folder.resolve("onnx"));
    Path runtime = Path.of(System.getenv().getOrDefault("VAE_NODE_MODULES", ""), "onnxruntime-web");
    assumeTrue(
        Files.isDirectory(runtime.resolve("dist")),
        "no onnxruntime-web: VAE_NODE_MODULES names a folder node_modules that has it");
    Path some = folder.resolve("some.csv");
    Files.writeString(some, AllTypesTable.text(ROWS));
    Exploration rows = Exploration.of(model, Table.read(some, model.schema()));
    site = folder.resolve("site");
    rows.withBrowserModel(folder.resolve("onnx"), runtime).writeSite("t", site);
    assertThrows(
        IllegalArgumentException.class,
        () -> {
          VaeExporter.of(ServerTest.plain(1)).write(folder.resolve("plain"));
          rows.withBrowserModel(folder.resolve("plain"), runtime);
        });
  }

  /** Rows that are edited: levels in other letters, unseen words, holes, dates that are none. */
  private static List<Map<String, String>> edited() {
    List<String> names =
        List.of(
            "price", "visits", "smoker", "town 🏙", "word", "grade", "seen", "day", "vip", "took",
            "size");
    String[][] cells = {
      {
        "20,50",
        "3",
        "yes",
        "t3",
        "w17",
        "mid",
        "03.04.2021 10:20:30",
        "2021-04-03",
        "x",
        "1h 02m 03s",
        "2,5 MB"
      },
      {"", "", "", "", "", "", "", "", "", "", ""},
      {
        "3000",
        "40",
        "YES",
        "nowhere",
        "unheard",
        "low",
        "2021-13-77",
        "2021-04-03",
        "y",
        "soon",
        "9"
      },
      {
        " 1.234,5 ",
        "0",
        "no",
        " t1",
        "",
        "",
        "3.4.2021 1:20:30",
        "2021-02-29",
        "NULL",
        "3723",
        "12 kg"
      },
      {"7,25", "2", "", "t2🏝", "w3", "high", "", "2020-06-01", "X", "2h 3s", "1,25KB"},
      {"NA", "two", "null", "t40", "w2499", "n/a", "-", "0000-00-00", " ", "n/a", "-"},
    };
    List<Map<String, String>> rows = new ArrayList<>();
    for (String[] row : cells) {
      Map<String, String> record = new LinkedHashMap<>();
      for (int c = 0; c < row.length; c++) {
        record.put(names.get(c), row[c].isEmpty() ? null : row[c]);
      }
      rows.add(record);
    }
    return rows;
  }

  private static String ask(VaeServer server, String what, Object body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.uri() + "models/table/" + what))
            .POST(HttpRequest.BodyPublishers.ofString(new Gson().toJson(body)))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  /** Only what the page reads of an answer. */
  private static JsonArray told(String answer) {
    JsonArray rows = JsonParser.parseString(answer).getAsJsonObject().getAsJsonArray("rows");
    for (JsonElement row : rows) {
      JsonObject object = row.getAsJsonObject();
      object.remove("values");
      object.remove("logVariance");
      if (object.has("filled") || object.has("mean")) {
        object.remove("problems"); // the page takes those of the score
      }
      if (object.has("reasons")) {
        for (JsonElement reason : object.getAsJsonArray("reasons")) {
          reason.getAsJsonObject().remove("words");
          reason.getAsJsonObject().remove("value");
        }
      }
    }
    return rows;
  }

  /** Of hundreds of words that are about as likely, the order is one of rounding. */
  private static void alikeSets(JsonElement expected, JsonElement actual) {
    for (int r = 0; r < expected.getAsJsonArray().size(); r++) {
      JsonArray filled = cells(expected, r);
      for (int c = 0; c < filled.size(); c++) {
        JsonObject cell = filled.get(c).getAsJsonObject();
        if (cell.has("levels") && cell.getAsJsonArray("levels").size() > 100) {
          JsonObject other = cells(actual, r).get(c).getAsJsonObject();
          Set<JsonElement> told = new HashSet<>(cell.getAsJsonArray("levels").asList());
          Set<JsonElement> own = new HashSet<>(other.getAsJsonArray("levels").asList());
          assertEquals(told.size(), own.size(), 0.02 * told.size());
          told.retainAll(own);
          assertTrue(told.size() > 0.98 * own.size(), told.size() + " of " + own.size());
          cell.remove("levels");
          other.remove("levels");
        }
      }
    }
  }

  private static JsonArray cells(JsonElement rows, int row) {
    return rows.getAsJsonArray().get(row).getAsJsonObject().getAsJsonArray("filled");
  }

  /** Of what cannot be read, the browser gives an example as well. */
  private static void shorten(JsonElement rows) {
    for (JsonElement row : rows.getAsJsonArray()) {
      JsonArray problems = row.getAsJsonObject().getAsJsonArray("problems");
      for (int i = 0; problems != null && i < problems.size(); i++) {
        String text = problems.get(i).getAsString();
        problems.set(i, new com.google.gson.JsonPrimitive(text.replaceFirst(", such as .*", "")));
      }
    }
  }

  @Test
  void theBrowserAnswersAsTheServerDoes() throws Exception {
    model.save(folder.resolve("table"));
    Map<String, Object> body = Map.of("rows", edited());
    Map<String, Object> withReasons = Map.of("rows", edited(), "reasons", 5);
    try (FileHost host = new FileHost(site);
        VaeServer server =
            VaeServer.builder().model("table", folder.resolve("table")).port(0).start();
        Browser browser = Browser.start(folder)) {
      browser.open(host.uri());
      browser.evaluate(
          "(async () => { const { Rows } = await import('./explore/rows.js');"
              + " const { openModel } = await import('./explore/model.js');"
              + " window.rows = await Rows.open('explore/0/');"
              + " window.model = await openModel(rows, () => ({}), s => { window.said = s; });"
              + " window.asked = "
              + new Gson().toJson(edited())
              + "; })()");
      JsonElement scored = browser.evaluate("model.score(asked, { reasons: 5 })");
      shorten(scored);
      AllTypesTable.same(told(ask(server, "score", withReasons)), scored, "score");
      JsonArray filled = told(ask(server, "impute", body));
      JsonElement own = browser.evaluate("model.impute(asked)");
      alikeSets(filled, own);
      AllTypesTable.same(filled, own, "impute");
      AllTypesTable.same(
          told(ask(server, "encode", body)), browser.evaluate("model.encode(asked)"), "encode");
      // rows as they are give what was computed when the page was made
      for (int r = 0; r < ROWS; r += 37) {
        JsonElement made = browser.evaluate("rows.judged(" + r + ")");
        JsonElement now =
            browser.evaluate(
                "(async () => { const own = [await rows.row("
                    + r
                    + ")]; const row = "
                    + r
                    + ";"
                    + " const [s] = await model.score(own, { reasons: 5, row });"
                    + " const [f] = await model.impute(own, { row }); return { ...s, ...f }; })()");
        JsonArray one = new JsonArray();
        JsonArray other = new JsonArray();
        one.add(made);
        other.add(now);
        alikeSets(one, other);
        for (String key : List.of("score", "percentile", "pValue", "filled")) {
          AllTypesTable.same(
              made.getAsJsonObject().get(key), now.getAsJsonObject().get(key), r + "/" + key);
        }
      }
      assertEquals("", browser.text("window.said"));
      assertEquals(List.of(), faults(browser));
    }
  }

  @Test
  void editedCellsChangeTheScoreSurprisesAndWhatIsFilled() throws Exception {
    try (FileHost host = new FileHost(site);
        Browser browser = Browser.start(folder)) {
      browser.open(host.uri());
      String before = browser.text("judged.textContent");
      assertTrue(before.contains("score ") && before.contains(" nats"), before);
      String map = browser.text("document.getElementById('map').toDataURL()");
      edit(browser, "price", "3000");
      browser.await("judged.textContent.startsWith('score')");
      assertNotEquals(before, browser.text("judged.textContent"));
      assertTrue(surprise(browser, "price") > 2, note(browser, "price"));
      assertTrue(note(browser, "price").matches("[0-9.]+, expected \\d+,\\d\\d"));
      browser.await("document.getElementById('map').toDataURL() !== '" + map + "'");
      edit(browser, "smoker", "");
      browser.await("judged.textContent.startsWith('score')");
      assertTrue(
          note(browser, "smoker").matches("missing: (yes|no) of .*"), note(browser, "smoker"));
      edit(browser, "seen", "");
      browser.await("judged.textContent.startsWith('score')");
      String seen = "\\d\\d\\.\\d\\d\\.\\d{4} [0-9:]{8}";
      String filled = note(browser, "seen");
      assertTrue(
          filled.matches("missing: " + seen + " \\(" + seen + " to " + seen + "\\)"), filled);
      edit(browser, "visits", "many");
      browser.await("judged.textContent.includes(\"'many': no number, such as 1234\")");
      for (String asked : browser.requests()) {
        assertTrue(
            asked.startsWith(host.uri().toString()) || asked.matches("(data|blob):.*"), asked);
      }
      assertEquals(List.of(), faults(browser));
    }
  }

  /** This host does not know the type of wasm files: the runtime says so, and goes on. */
  private static List<String> faults(Browser browser) {
    return browser.faults().stream()
        .filter(
            fault ->
                !fault.contains("wasm streaming compile failed")
                    && !fault.contains("falling back to ArrayBuffer"))
        .toList();
  }

  private static void edit(Browser browser, String column, String value) throws Exception {
    String cell = "document.querySelector('#chosen input[aria-label=\"" + column + "\"]')";
    browser.evaluate(
        "(() => { const cell = "
            + cell
            + "; cell.value = '"
            + value
            + "'; cell.dispatchEvent(new Event('change')); })(); 0");
  }

  private static String note(Browser browser, String column) throws Exception {
    return browser.text(
        "document.querySelector('#chosen input[aria-label=\""
            + column
            + "\"]').closest('tr').querySelector('span').textContent");
  }

  private static double surprise(Browser browser, String column) throws Exception {
    return Double.parseDouble(note(browser, column).split(",")[0]);
  }
}
