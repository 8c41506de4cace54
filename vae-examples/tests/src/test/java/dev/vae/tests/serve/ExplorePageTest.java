package dev.vae.tests.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Spec;
import dev.vae.core.spec.VaeSpec;
import dev.vae.data.Dataset;
import dev.vae.data.source.DataOptions;
import dev.vae.data.source.DataSource;
import dev.vae.data.table.Table;
import dev.vae.data.table.TableSchema;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.TableOptions;
import dev.vae.layers.Layers;
import dev.vae.serve.VaeServer;
import dev.vae.serve.VaeServerBuilder;
import dev.vae.serve.explore.Exploration;
import dev.vae.serve.page.PageFiles;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as it is used: by mouse, by keys, on small screens, with hostile words, two models. */
class ExplorePageTest {
  private static final String EVIL = "<img src=x onerror=document.title='evil'>";
  private static final int MOST_BYTES = 60_000;

  @TempDir Path folder;

  private final Dataset rows = DataSource.parse("digits#60").open(DataOptions.DEFAULTS);

  private Vae digits(String name, int latent) {
    Vae vae =
        Vae.builder(
                VaeSpec.builder()
                    .event(28, 28, 1)
                    .latent(latent)
                    .encoder(Layers.flatten(), Layers.dense(8), Layers.tanh())
                    .decoder(Layers.dense(784), Layers.unflatten(28, 28, 1))
                    .likelihood(Spec.of("bernoulli"))
                    .build())
            .data(rows)
            .seed(latent)
            .build();
    vae.save(folder.resolve(name));
    return vae;
  }

  private VaeServerBuilder server(String name, int latent) {
    return VaeServer.builder()
        .model(name, folder.resolve(name))
        .port(0)
        .explore(Exploration.of(digits(name, latent), rows));
  }

  @Test
  void everyControlIsReachedAndUsedByKeys() throws Exception {
    try (VaeServer server = server("digits", 3).start();
        Browser browser = Browser.start(folder)) {
      browser.open(server.uri());
      String reachable =
          "[...document.querySelectorAll('button, input, select, canvas[tabindex]')]"
              + ".filter(e => e.checkVisibility() && !e.disabled)";
      int controls = Integer.parseInt(browser.text(reachable + ".length"));
      assertTrue(controls > 20, controls + " controls");
      browser.evaluate("window.seen = new Set(); document.body.focus(); 0");
      for (int i = 0; i < controls + 3; i++) {
        browser.key("Tab", 0);
        browser.evaluate("seen.add(document.activeElement); 0");
      }
      assertEquals(
          "", browser.text(reachable + ".filter(e => !seen.has(e)).map(e => e.outerHTML)"));

      // the map: point, choose, move, zoom, all of it
      browser.evaluate("document.getElementById('map').focus(); 0");
      for (int i = 0; i < 6; i++) {
        browser.key("ArrowLeft", 0);
        browser.key("ArrowUp", 0);
        browser.evaluate("new Promise(requestAnimationFrame)"); // where the next key begins
      }
      browser.key("Enter", 0);
      browser.await("document.getElementById('row').value !== '0'");
      browser.key("+", 0);
      browser.key("ArrowRight", 8); // with Shift
      browser.await("new URLSearchParams(location.hash.slice(1)).get('view')");
      browser.key("0", 0);
      browser.await("!new URLSearchParams(location.hash.slice(1)).get('view')");

      // the pad: a line down, then its reconstruction
      browser.evaluate("document.getElementById('pad').focus(); 0");
      browser.key(" ", 0);
      for (int i = 0; i < 5; i++) {
        browser.key("ArrowDown", 0);
      }
      browser.key(" ", 0);
      browser.await("document.querySelectorAll('#ownresult canvas').length === 2");

      // a slider changes what is decoded
      String before = browser.text("document.querySelector('#decoded canvas').toDataURL()");
      browser.evaluate("document.querySelector('#sliders input').focus(); 0");
      for (int i = 0; i < 20; i++) {
        browser.key("ArrowRight", 0);
      }
      browser.await("document.querySelector('#decoded canvas').toDataURL() !== '" + before + "'");
      assertEquals(List.of(), browser.faults());
    }
  }

  @Test
  void theMouseMovesZoomsAndComparesWithThePrior() throws Exception {
    try (VaeServer server = server("digits", 2).start();
        Browser browser = Browser.start(folder)) {
      browser.open(server.uri());
      String view = "new URLSearchParams(location.hash.slice(1)).get('view')";
      browser.drag("#map", new double[] {0.5, 0.5}, new double[] {0.7, 0.6});
      browser.await(view);
      assertEquals("0", browser.text("document.getElementById('row').value"));
      String moved = browser.text(view);
      browser.click("#whole");
      browser.await("!" + view);
      browser.click("#holes");
      browser.await("hollow.textContent.includes('% of the prior lies in holes')");
      // what is shown can be sent: the address alone brings it back
      browser.await("location.hash.includes('holes=1')");
      String address =
          browser
              .text("location.href")
              .replaceFirst("view=[^&]*", "view=" + moved.replace(' ', '+'));
      // a page that asks for no icon
      browser.open(URI.create("about:blank"), "true");
      browser.open(URI.create(address));
      browser.await("hollow.textContent.includes('holes')");
      // until it was written anew, and then it is still the same
      browser.evaluate("history.replaceState(null, '', location.hash + '&old=1'); 0");
      browser.click("#holes");
      browser.await("!location.hash.includes('old=1')");
      assertEquals(moved, browser.text(view));
      assertEquals(List.of(), browser.faults());
    }
  }

  @Test
  void nothingIsCutOffOnASmallScreenAndNothingMovesByItself() throws Exception {
    try (VaeServer server = server("digits", 3).start();
        Browser browser = Browser.start(folder)) {
      browser.screen(360, 740, true);
      browser.open(server.uri());
      assertEquals("360", browser.text("document.documentElement.scrollWidth"));
      assertEquals(
          "",
          browser.text(
              "[...document.querySelectorAll('button, input, select, canvas, table')]"
                  + ".filter(e => e.checkVisibility() && e.getBoundingClientRect().right > 360)"
                  + ".map(e => e.outerHTML)"));
      browser.click("#map", 0.3, 0.3);
      browser.await("document.querySelectorAll('#chosen canvas').length === 2");
      assertEquals("0", browser.text("document.getAnimations().length"));
      assertEquals(List.of(), browser.faults());
    }
  }

  @Test
  void wordsOfATableAreWordsAndNothingElse() throws Exception {
    StringBuilder text = new StringBuilder("\"" + EVIL + "\",size,\"kind <b>\"\n");
    Random random = new Random(1);
    for (int r = 0; r < 80; r++) {
      double value = random.nextGaussian();
      text.append(value).append(',').append(2 * value + 0.1 * random.nextGaussian());
      text.append(',').append(value > 0 ? "\"" + EVIL + "\"" : "</script><b>plain").append('\n');
    }
    Path file = Files.writeString(folder.resolve("evil.csv"), text);
    TableOptions quick = TableOptions.defaults().withMembers(2).withSteps(50);
    TableModel model = TableModel.fit(Table.read(file, TableSchema.infer(file)), quick);
    model.save(folder.resolve("evil"));
    Exploration rows = Exploration.of(model, Table.read(file, model.schema()));
    try (VaeServer server =
            VaeServer.builder()
                .model("evil", folder.resolve("evil"))
                .port(0)
                .explore(rows)
                .start();
        Browser browser = Browser.start(folder)) {
      browser.open(server.uri());
      browser.await("judged.textContent.includes('score')");
      // pointing at a table's map decodes nothing
      String shown = browser.text("document.body.innerText");
      assertTrue(shown.contains("Click to choose the nearest row"), shown);
      assertFalse(shown.contains("ecode"), shown);
      int colours = Integer.parseInt(browser.text("colour.options.length"));
      for (int i = 0; i < colours; i++) {
        browser.evaluate(
            "colour.selectedIndex = " + i + "; colour.dispatchEvent(new Event('change')); 0");
        browser.await("busy.textContent === ''");
      }
      browser.await("legend.textContent.includes('onerror')");
      assertTrue(browser.text("chosen.textContent").contains(EVIL));
      // a word put into a cell by hand comes back in what is said of it
      browser.evaluate(
          "(() => { const cell = document.querySelectorAll('#chosen input')[1];"
              + " cell.value = \""
              + EVIL
              + "\"; cell.dispatchEvent(new Event('change')); })(); 0");
      browser.await("judged.textContent.includes('onerror')");
      assertEquals("0", browser.text("document.querySelectorAll('img, b, main script').length"));
      assertEquals("vae explore: evil, 80 rows", browser.text("document.title"));
      assertEquals(List.of(), browser.faults());
    }
  }

  @Test
  void twoModelsShowTheSameRow() throws Exception {
    VaeServerBuilder both = server("first", 3);
    Vae second = digits("second", 2);
    both.model("second", folder.resolve("second")).explore(Exploration.of(second, rows));
    try (VaeServer server = both.start();
        Browser browser = Browser.start(folder)) {
      browser.open(server.uri());
      browser.await("maphelp.textContent.includes('Point to decode')");
      browser.hover("#map", 0.4, 0.4);
      browser.await("decoded2.textContent.includes('decoded')");
      String before = browser.text("document.getElementById('map').toDataURL()");
      browser.hover("#map2", 0.6, 0.55);
      browser.await("document.getElementById('map').toDataURL() !== '" + before + "'");
      browser.click("#map2", 0.3, 0.3);
      browser.await(
          "document.getElementById('row').value !== '0' && compared.textContent"
              + ".includes('row ' + document.getElementById('row').value + ' ')");
      String row = browser.text("document.getElementById('row').value");
      assertNotEquals("0", row);
      browser.click("#compare");
      browser.await("all.textContent.includes('mean −log p of 60 rows')");
      assertEquals(List.of(), browser.faults());
    }
  }

  @Test
  void thePagesOwnCodeIsSmall() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      for (String file : PageFiles.types().keySet()) {
        gzip.write(PageFiles.content(file));
      }
    }
    assertTrue(packed.size() < MOST_BYTES, packed.size() + " bytes");
  }
}
