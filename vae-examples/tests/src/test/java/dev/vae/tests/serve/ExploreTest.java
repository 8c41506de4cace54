package dev.vae.tests.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.vae.core.model.Encoding;
import dev.vae.core.model.Vae;
import dev.vae.data.Dataset;
import dev.vae.data.source.DataOptions;
import dev.vae.data.source.DataSource;
import dev.vae.data.table.Table;
import dev.vae.data.tabular.TableModel;
import dev.vae.serve.VaeServer;
import dev.vae.serve.explore.Exploration;
import dev.vae.serve.page.PageFiles;
import dev.vae.tests.tabular.KnownTable;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page to explore a model is given, and in a real browser what it makes of it. */
class ExploreTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir Path folder;

  private static HttpResponse<String> get(URI uri) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(uri).build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static JsonObject json(VaeServer server, String path) throws Exception {
    HttpResponse<String> response = get(server.uri().resolve(path));
    assertEquals(200, response.statusCode(), response.body());
    return JsonParser.parseString(response.body()).getAsJsonObject();
  }

  private VaeServer digits(Dataset rows) {
    Vae vae = LittleDigits.of(rows);
    vae.save(folder.resolve("digits"));
    return VaeServer.builder()
        .model("digits", folder.resolve("digits"))
        .port(0)
        .explore(Exploration.of(vae, rows))
        .start();
  }

  private static byte[] bytes(VaeServer server, String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(server.uri().resolve(path)).build();
    HttpResponse<byte[]> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
    assertEquals(200, response.statusCode(), path);
    return response.body();
  }

  private static JsonArray rows(VaeServer server, String path) throws Exception {
    return JsonParser.parseString(get(server.uri().resolve(path)).body()).getAsJsonArray();
  }

  private static float[] floats(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    float[] values = new float[bytes.remaining() / 4];
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  @Test
  void isGivenLatentsColoursAndRowsAsTheModelTakesThem() throws Exception {
    Dataset rows = DataSource.parse("digits#40").open(DataOptions.DEFAULTS);
    try (VaeServer server = digits(rows)) {
      JsonObject data = json(server, "explore/0/data.json");
      assertEquals("digits", data.get("model").getAsString());
      assertEquals(40, data.get("count").getAsInt());
      Vae vae = Vae.load(folder.resolve("digits"));
      Encoding encoding = vae.encode(rows);
      float[] z = floats(bytes(server, "explore/0/z.bin"));
      assertEquals(encoding.mean()[39][2], z[119]);
      JsonObject label = data.getAsJsonArray("colours").get(0).getAsJsonObject();
      float[] codes = floats(bytes(server, "explore/0/colours/0.bin"));
      assertEquals(rows.labels().orElseThrow().get(7, 0), codes[7]);
      assertEquals(10, label.getAsJsonArray("classes").size());
      // a row that is asked for and given back is encoded as it was
      byte[] part = bytes(server, "explore/0/rows/0.bin");
      assertEquals("u1", data.getAsJsonObject("rows").get("type").getAsString());
      assertEquals(40 * 784, part.length);
      int[] row = new int[784];
      Arrays.setAll(row, i -> part[39 * 784 + i] & 255);
      HttpRequest request =
          HttpRequest.newBuilder(server.uri().resolve("encode"))
              .POST(HttpRequest.BodyPublishers.ofString("[" + Arrays.toString(row) + "]"))
              .build();
      String answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body();
      JsonArray mean =
          JsonParser.parseString(answer)
              .getAsJsonObject()
              .getAsJsonArray("rows")
              .get(0)
              .getAsJsonObject()
              .getAsJsonArray("mean");
      assertEquals(encoding.mean()[39][0], mean.get(0).getAsFloat(), 1e-5f);
      assertEquals(404, get(server.uri().resolve("explore/0/rows/1.bin")).statusCode());
      assertEquals(404, get(server.uri().resolve("explore/1/data.json")).statusCode());
      assertEquals(404, get(server.uri().resolve("explore/page.java")).statusCode());
    }
  }

  @Test
  void aPageLoadsNothingFromElsewhere() throws Exception {
    try (VaeServer server = digits(DataSource.parse("digits#20").open(DataOptions.DEFAULTS))) {
      HttpResponse<String> page = get(server.uri());
      assertEquals(
          "text/html;charset=utf-8",
          page.headers().firstValue("Content-Type").orElse("").replace(" ", "").toLowerCase());
      assertTrue(
          page.headers()
              .firstValue("Content-Security-Policy")
              .orElse("")
              .startsWith("default-src 'self'"));
      for (String file : PageFiles.types().keySet()) {
        String path = file.equals(PageFiles.PAGE) ? "" : "explore/" + file;
        HttpResponse<String> found = get(server.uri().resolve(path));
        assertEquals(200, found.statusCode(), file);
        assertTrue(!found.body().contains("http:") && !found.body().contains("https:"), file);
      }
    }
  }

  @Test
  void aTableIsGivenItsCellsAndScores() throws Exception {
    TableModel model = KnownTable.model();
    Path file = Files.writeString(folder.resolve("known.csv"), KnownTable.text(30, 0.1, 4));
    Table table = Table.read(file, model.schema());
    model.save(folder.resolve("known"));
    try (VaeServer server =
        VaeServer.builder()
            .model("known", folder.resolve("known"))
            .port(0)
            .explore(Exploration.of(model, table))
            .start()) {
      JsonObject data = json(server, "explore/0/data.json");
      assertEquals("table", data.get("kind").getAsString());
      assertEquals(
          (float) model.score(table).get(11).score(),
          floats(bytes(server, "explore/0/colours/0.bin"))[11]);
      JsonObject row = rows(server, "explore/0/rows/0.json").get(11).getAsJsonObject();
      assertEquals(table.cell(11, 0), row.get("name").getAsString());
      JsonObject judged = rows(server, "explore/0/judged/0.json").get(11).getAsJsonObject();
      assertEquals(model.score(table).get(11).score(), judged.get("score").getAsDouble());
    }
  }

  @Test
  void aRealBrowserShowsWhatTheModelDecodes() throws Exception {
    try (VaeServer server = digits(DataSource.parse("digits#20").open(DataOptions.DEFAULTS));
        Browser browser = Browser.start(folder)) {
      browser.open(server.uri());
      assertEquals("3", browser.text("document.querySelectorAll('#sliders input').length"));
      browser.click("#map", 0.5, 0.5);
      browser.await("document.querySelectorAll('#chosen canvas').length === 2");
      browser.await("document.getElementById('judged').textContent.includes('nats')");
      assertEquals("7", browser.text("document.querySelectorAll('#traversal canvas').length"));
      assertEquals("8", browser.text("document.querySelectorAll('#morph canvas').length"));
      assertEquals("true", browser.text("document.getElementById('problem').hidden"));
      assertEquals(List.of(), browser.faults());
    }
  }
}
