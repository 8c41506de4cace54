package dev.vae.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import dev.vae.core.graph.Shape;
import dev.vae.core.model.Vae;
import dev.vae.layers.Presets;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that need nothing but a model; it need not be a trained one. */
class ModelCommandsTest {
  @TempDir static Path folder;
  private static Path images;
  private static Path table;

  @BeforeAll
  static void saveModels() {
    images = folder.resolve("images");
    Vae.create(Presets.mlp(Shape.of(28, 28, 1)).with("latent=3"), 1).save(images);
    table = folder.resolve("table");
    Vae.create(Presets.linear(Shape.of(5)), 1).save(table);
  }

  @Test
  void samplesOfImagesAreAGrid() throws Exception {
    Path file = folder.resolve("s.png");
    Cli.run("sample", images, "--count", 6, "--columns", 4, "--out", file).done();
    BufferedImage image = ImageIO.read(file.toFile());
    assertEquals(2 + 4 * 58, image.getWidth());
    assertEquals(2 + 2 * 58, image.getHeight());
  }

  @Test
  void samplesOfTablesAreLines() throws Exception {
    Path file = folder.resolve("s.csv");
    Cli.run("sample", table, "--count", 6, "--out", file).done();
    List<String> lines = Files.readAllLines(file);
    assertEquals("x0,x1,x2,x3,x4", lines.get(0));
    assertEquals(7, lines.size());
  }

  @Test
  void tablesHoldDrawsAndPicturesMeansUnlessAskedOtherwise() throws Exception {
    Path binary = folder.resolve("binary");
    Vae.create(Presets.mlp(Shape.of(5)).with("latent=2"), 1).save(binary);
    Path file = folder.resolve("draws.csv");
    Path picture = folder.resolve("draws.png");
    Cli.Result drawn = Cli.run("sample", binary, "--count", 9, "--out", file).done();
    assertTrue(
        drawn.out().contains("values drawn from the likelihood (--mean: means)"), drawn.out());
    for (String line : Files.readAllLines(file).subList(1, 10)) {
      assertTrue(line.matches("[01](\\.0)?(,[01](\\.0)?){4}"), line);
    }
    Cli.Result means = Cli.run("sample", binary, "--count", 9, "--mean", "--out", file).done();
    assertTrue(means.out().contains("the likelihood's means"), means.out());
    assertFalse(Files.readAllLines(file).get(1).matches("[01](\\.0)?(,[01](\\.0)?){4}"));
    Cli.Result grid = Cli.run("sample", images, "--count", 2, "--out", picture).done();
    assertTrue(grid.out().contains("the likelihood's means (--draw: draws)"), grid.out());
    byte[] smooth = Files.readAllBytes(picture);
    grid = Cli.run("sample", images, "--count", 2, "--draw", "--out", picture).done();
    assertTrue(grid.out().contains("drawn from the likelihood"), grid.out());
    assertFalse(Arrays.equals(smooth, Files.readAllBytes(picture)));
    Cli.Result both = Cli.run("sample", binary, "--draw", "--mean", "--out", file);
    assertEquals(2, both.code(), both.toString());
  }

  @Test
  void theSameSeedDrawsTheSameAndRowsDoNotDependOnTheCount() throws Exception {
    Path six = folder.resolve("six.csv");
    Path nine = folder.resolve("nine.csv");
    Cli.run("sample", table, "--count", 6, "--seed", 5, "--out", six).done();
    Cli.run("sample", table, "--count", 9, "--seed", 5, "--out", nine).done();
    assertEquals(Files.readAllLines(six), Files.readAllLines(nine).subList(0, 7));
    Cli.run("sample", table, "--count", 6, "--seed", 6, "--out", nine).done();
    assertFalse(Files.readString(six).equals(Files.readString(nine)));
  }

  @Test
  void samplersAreFittedKeptAndDrawnFrom() throws Exception {
    Path file = folder.resolve("s.png");
    Cli.Result missing = Cli.run("sample", images, "--sampler", "gmm", "--out", file);
    assertEquals(1, missing.code());
    assertTrue(missing.err().contains("vae fit-sampler"), missing.toString());
    for (String sampler : List.of("gmm", "flow")) {
      Cli.run(
              "fit-sampler",
              images,
              "--data",
              "digits#60",
              "--sampler",
              sampler,
              "--components",
              2,
              "--epochs",
              1)
          .done();
      assertTrue(Files.exists(images.resolve("sampler-" + sampler + ".safetensors")));
      Cli.Result drawn =
          Cli.run("sample", images, "--sampler", sampler, "--count", 4, "--out", file);
      assertTrue(drawn.done().out().contains("sampler " + sampler), drawn.toString());
    }
  }

  @Test
  void traversalHasARowForEachDimension() throws Exception {
    Path file = folder.resolve("t.png");
    Cli.run("traverse", images, "--steps", 5, "--out", file).done();
    assertEquals(2 + 3 * 58, ImageIO.read(file.toFile()).getHeight());
    Cli.Result result = Cli.run("traverse", images, "--dims", "0,3", "--out", file);
    assertEquals(1, result.code());
    assertTrue(result.err().contains("no latent dimension 3"), result.toString());
  }

  @Test
  void interpolationEndsAtDrawsFromThePrior() throws Exception {
    Path file = folder.resolve("i.csv");
    Cli.run("interpolate", table, "--count", 2, "--steps", 3, "--out", file).done();
    assertEquals(1 + 2 * 3, Files.readAllLines(file).size());
  }

  @Test
  void describeCountsTheParameters() {
    Cli.Result text = Cli.run("describe", images).done();
    assertTrue(text.out().contains("encoder"), text.toString());
    Cli.Result json = Cli.run("describe", images, "--json").done();
    int hidden = 784 * 400 + 400;
    int latent = 2 * (400 * 3 + 3);
    int decoder = 3 * 400 + 400 + 400 * 784 + 784;
    assertEquals(
        hidden + latent + decoder,
        JsonParser.parseString(json.out()).getAsJsonObject().get("parameters").getAsLong());
  }

  @Test
  void pluginsAreListedWithTheirModule() {
    Cli.Result result = Cli.run("plugins", "--json").done();
    var plugins =
        JsonParser.parseString(result.out()).getAsJsonObject().getAsJsonArray("plugins").asList();
    assertTrue(
        plugins.stream()
            .map(p -> p.getAsJsonObject())
            .anyMatch(
                p ->
                    p.get("name").getAsString().equals("dense")
                        && p.get("origin").getAsString().startsWith("dev.vae.layers")));
  }

  @Test
  void benchPrintsTheLineOfThePeers() {
    Cli.Result result =
        Cli.run("bench", "--model", "mlp", "--batch", 8, "--threads", 1, "--seconds", 0.001).done();
    assertTrue(
        result
            .out()
            .matches(
                "peer=vae kernels=vector model=mlp threads=1 batch=8 ms_per_step=[0-9.]+"
                    + " images_per_s=[0-9]+ cpu_ms_per_step=[0-9.]+ bytes_per_step=[0-9]+\\R"),
        result.toString());
  }

  @Test
  void failuresAreOneLineAndExitCodeOne() {
    Cli.Result missing = Cli.run("sample", folder.resolve("nowhere"));
    assertEquals(1, missing.code());
    assertTrue(missing.err().contains("nowhere"), missing.toString());
    assertEquals(1, missing.err().lines().count(), missing.toString());
    Cli.Result ending = Cli.run("sample", table, "--out", folder.resolve("x.png"));
    assertEquals(1, ending.code());
    assertTrue(ending.err().contains(".csv"), ending.toString());
    assertFalse(Files.exists(folder.resolve("x.png")));
  }

  @Test
  void misuseIsExitCodeTwo() {
    for (Object[] line :
        new Object[][] {
          {},
          {"sampel"},
          {"sample"},
          {"sample", table, "--count", 0},
          {"sample", table, "--nonsense"},
        }) {
      Cli.Result result = Cli.run(line);
      assertEquals(2, result.code(), result.toString());
      assertTrue(result.err().contains("--help"), result.toString());
      assertEquals("", result.out());
    }
  }

  /**
   * Every command that reads a model takes it as its first argument, and tells those who do not.
   */
  @Test
  void modelsAreArguments() {
    for (String command :
        List.of(
            "describe",
            "encode",
            "eval",
            "explore",
            "export",
            "fit-sampler",
            "interpolate",
            "reconstruct",
            "sample",
            "traverse")) {
      for (String given : List.of("--model", "--model=")) {
        Object[] line =
            given.endsWith("=")
                ? new Object[] {command, given + table}
                : new Object[] {command, given, table};
        Cli.Result result = Cli.run(line);
        assertEquals(2, result.code(), result.toString());
        assertEquals(
            "vae: the model is an argument and no option: vae " + command + " " + table,
            result.err().lines().findFirst().orElseThrow());
      }
      String usage = Cli.run(command, "--help").done().out();
      assertTrue(usage.matches("(?s)Usage: vae " + command + " .*? MODEL\\b.*"), usage);
      assertFalse(usage.contains("--model"), usage);
    }
    for (String command : List.of("impute", "score", "serve", "synthesize")) {
      String usage = Cli.run(command, "--help").done().out();
      assertTrue(usage.matches("(?s)Usage: vae " + command + " .*?MODEL\\b.*"), usage);
    }
  }

  @Test
  void whatIsNoModelIsNotShownBesideOne() throws IOException {
    Path absent = folder.resolve("absent");
    Path empty = Files.createDirectories(folder.resolve("empty"));
    Map<Path, String> refused =
        Map.of(absent, "there is no folder " + absent, empty, empty + " holds no model");
    refused.forEach(
        (other, why) -> {
          Cli.Result result =
              Cli.run("explore", table, "--data", "digits", "--limit", 5, "--beside", other);
          assertTrue(result.code() != 0 && result.err().contains(why), result.toString());
        });
  }

  @Test
  void verboseAddsTheStackTrace() {
    Cli.Result result = Cli.run("sample", "--verbose", folder.resolve("nowhere"));
    assertTrue(result.err().contains("\tat "), result.toString());
  }
}
