package dev.vae.tests.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vae.core.model.Vae;
import dev.vae.data.Dataset;
import dev.vae.data.source.DataOptions;
import dev.vae.data.source.DataSource;
import dev.vae.data.table.Table;
import dev.vae.data.tabular.TableModel;
import dev.vae.export.VaeExporter;
import dev.vae.serve.explore.Exploration;
import dev.vae.tests.tabular.KnownTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page that no server of ours answers, from a host that only gives files. */
class StaticSiteTest {
  @TempDir Path folder;

  private final Dataset rows = DataSource.parse("digits#300").open(DataOptions.DEFAULTS);

  private Path runtime() {
    Path runtime = Path.of(System.getenv().getOrDefault("VAE_NODE_MODULES", ""), "onnxruntime-web");
    assumeTrue(
        Files.isDirectory(runtime.resolve("dist")),
        "no onnxruntime-web: VAE_NODE_MODULES names a folder node_modules that has it");
    return runtime;
  }

  @Test
  void itsFilesAreSafeToNameAndTellNothingOfTheMachine() throws Exception {
    String name = "<b>../../etc/passwd";
    Path site = folder.resolve("site");
    long bytes = Exploration.of(LittleDigits.of(rows), rows).writeSite(name, site);
    long found = 0;
    try (Stream<Path> files = Files.walk(site)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String path = site.relativize(file).toString();
        assertTrue(path.matches("index\\.html|explore/[a-z0-9/]+\\.(js|css|json|bin)"), path);
        found += Files.size(file);
      }
    }
    assertEquals(bytes, found);
    String page = Files.readString(site.resolve("index.html"));
    assertTrue(page.contains("Content-Security-Policy\" content=\"default-src 'self';"), page);
    assertThrows(
        IOException.class, () -> Exploration.of(LittleDigits.of(rows), rows).writeSite("x", site));
  }

  @Test
  void aFolderThatIsNoRuntimeIsRefusedByName() throws Exception {
    Vae vae = LittleDigits.of(rows);
    VaeExporter.of(vae).write(folder.resolve("onnx"));
    Exploration shown = Exploration.of(vae, rows);
    IOException fault =
        assertThrows(
            IOException.class,
            () -> shown.withBrowserModel(folder.resolve("onnx"), folder.resolve("nowhere")));
    assertTrue(fault.getMessage().contains("nowhere") && fault.getMessage().contains("npm"));
  }

  @Test
  void withoutARuntimeItShowsRowsAndSaysWhatItLacks() throws Exception {
    Path site = folder.resolve("site");
    Exploration.of(LittleDigits.of(rows), rows).writeSite("digits", site);
    try (FileHost host = new FileHost(site);
        Browser browser = Browser.start(folder)) {
      browser.open(host.uri());
      assertTrue(browser.text("lacks.textContent").contains("without onnxruntime-web"));
      browser.click("#map", 0.5, 0.5);
      browser.await(
          "document.querySelector('#chosen canvas') && neighbours.textContent.includes('row')");
      browser.hover("#map", 0.4, 0.6);
      browser.await("decoded.textContent.includes('nearest on the map')");
      assertEquals("true", browser.text("latents.hidden"));
      assertEquals(List.of(), browser.faults());
    }
  }

  @Test
  void theBrowserGivesWhatTheModelGives() throws Exception {
    Vae vae = LittleDigits.of(rows);
    Path bundle = folder.resolve("onnx");
    VaeExporter.of(vae).draws(64).write(bundle);
    Path site = folder.resolve("site");
    Exploration.of(vae, rows).withBrowserModel(bundle, runtime()).writeSite("digits", site);
    try (FileHost host = new FileHost(site);
        Browser browser = Browser.start(folder)) {
      browser.open(host.uri());
      // the address follows the view a little later
      browser.await("new URLSearchParams(location.hash.slice(1)).has('dim')");
      // the strip's middle picture is the mean of row 0 with one dimension at 0
      int dim =
          Integer.parseInt(browser.text("new URLSearchParams(location.hash.slice(1)).get('dim')"));
      float[] z = vae.encode(rows).mean()[0].clone();
      z[dim] = 0;
      float[] decoded = vae.decode(new float[][] {z})[0];
      for (int pixel : new int[] {0, 300, 406, 783}) {
        String shown =
            browser.text(
                "document.querySelectorAll('#traversal canvas')[3].getContext('2d')"
                    + ".getImageData("
                    + pixel % 28
                    + ", "
                    + pixel / 28
                    + ", 1, 1).data[0]");
        // the page's pictures show 0 to 1, or 0 to 255, as 0 to 255
        assertEquals(decoded[pixel], Double.parseDouble(shown), 1.01);
      }
      browser.await("judged.textContent.includes('nats')");
      for (String asked : browser.requests()) {
        assertTrue(asked.startsWith(host.uri().toString()) || asked.startsWith("data:"), asked);
      }
      assertEquals(List.of(), browser.faults());
    }
  }

  @Test
  void aTableShowsItsScoresWithoutAServer() throws Exception {
    TableModel model = KnownTable.model();
    Path file = Files.writeString(folder.resolve("known.csv"), KnownTable.text(30, 0.1, 4));
    Table table = Table.read(file, model.schema());
    Path site = folder.resolve("site");
    Exploration.of(model, table).writeSite("known", site);
    try (FileHost host = new FileHost(site);
        Browser browser = Browser.start(folder)) {
      browser.open(host.uri());
      String score =
          String.format(java.util.Locale.ROOT, "%.2f", model.score(table).get(0).score());
      browser.await("judged.textContent.includes('score " + score + " nats')");
      assertEquals("true", browser.text("document.querySelector('#chosen input').readOnly"));
      assertEquals(List.of(), browser.faults());
    }
  }
}
