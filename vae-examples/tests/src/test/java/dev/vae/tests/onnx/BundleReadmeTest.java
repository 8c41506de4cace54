package dev.vae.tests.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vae.core.graph.Shape;
import dev.vae.core.model.Vae;
import dev.vae.core.spec.Schema;
import dev.vae.core.spec.VaeSpec;
import dev.vae.export.VaeExporter;
import dev.vae.layers.Layers;
import dev.vae.layers.Likelihoods;
import dev.vae.layers.Presets;
import dev.vae.layers.Priors;
import dev.vae.tests.Python;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs in a bundle's README run as they stand, and agree with our engine. */
class BundleReadmeTest {
  @TempDir private Path folder;

  private final Map<String, Vae> models = new LinkedHashMap<>();

  @BeforeEach
  void export() throws Exception {
    VaeSpec table =
        VaeSpec.builder()
            .event(3)
            .latent(2)
            .encoder(Layers.dense(4), Layers.tanh())
            .decoder(Layers.dense(4), Layers.tanh())
            .likelihood(
                Likelihoods.composite(
                    Likelihoods.of(Likelihoods.categorical(3), 2), Likelihoods.gaussian()))
            .build();
    Schema schema =
        Schema.of(Shape.of(3))
            .withColumns(List.of("a \"quoted\" one", "b|c", "job"))
            .withCategories(Map.of(2, List.of("nurse", "baker", "pilot")))
            .withMissing(true);
    models.put("table", Vae.builder(table).schema(schema).build());
    models.put("picture", Vae.create(Presets.conv(Shape.of(8, 8, 1)), 2));
    VaeSpec conditional =
        VaeSpec.builder()
            .event(2)
            .latent(2)
            .condition(2)
            .encoder(Layers.dense(3))
            .decoder(Layers.dense(3))
            .prior(Priors.conditionalNormal())
            .likelihood(Likelihoods.gaussian())
            .build();
    models.put("conditional", Vae.create(conditional, 3));
    for (var entry : models.entrySet()) {
      VaeExporter.of(entry.getValue()).draws(32).write(folder.resolve(entry.getKey()));
    }
  }

  /** What every language prints of the same row, but for the last digits. */
  private void agree(String model, String printed) {
    float[] codes = numbers(printed, "codes");
    float[] decoded = numbers(printed, "decoded");
    Vae vae = models.get(model);
    assertEquals(vae.spec().latent(), codes.length, printed);
    if (vae.spec().condition() == 0) {
      float[] right = vae.decode(new float[][] {codes})[0];
      for (int i = 0; i < right.length; i++) {
        assertEquals(right[i], decoded[i], 1e-5 * Math.max(1, Math.abs(right[i])), printed);
      }
    }
    assertTrue(printed.contains("\nscore"), printed);
    assertEquals(vae.schema().missing(), printed.contains("\nfilled"), printed);
  }

  private static float[] numbers(String printed, String word) {
    String line = printed.lines().filter(l -> l.startsWith(word + " ")).findFirst().orElse("");
    String[] parts = line.replaceAll("[^-+0-9.eE,]", " ").substring(word.length()).split(",");
    float[] values = new float[parts.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.parseFloat(parts[i].replaceAll("^[ e]+", "").strip());
    }
    return values;
  }

  /** Whatever a name or a sentence has in it, a table's columns are as many as its titles. */
  @Test
  void tablesShowNamesAsTheyAre() throws Exception {
    for (String model : models.keySet()) {
      assertEquals(
          "The approximate posterior q(z | x) of every row.",
          ReadmeTables.of(folder.resolve(model), "file").get(0).get(1));
    }
    List<String> names =
        ReadmeTables.of(folder.resolve("table"), "column").stream().map(row -> row.get(1)).toList();
    assertEquals(models.get("table").schema().columns(), names);
  }

  /** A double may be so near to 1 that it is 1 in single precision, which no noise may be. */
  @Test
  void uniformNoiseOfPythonLiesBetweenItsEnds() throws Exception {
    Python python = Python.with("onnxruntime, numpy");
    Path bundle = folder.resolve("picture");
    Files.writeString(
        bundle.resolve("ends.py"),
        BundleProgram.of(bundle, "python")
            + """
            class Ends:
                def random(self, shape):
                    return np.array([0.0, np.nextafter(1.0, 0.0)])
            random = Ends()
            ends = uniform((2,)).astype(np.float32)
            assert 0 < ends[0] and ends[1] < 1, ends
            """);
    Python.Result result = python.run(bundle, "ends.py");
    assertEquals(0, result.code(), result.printed());
  }

  @Test
  void javaRuns() throws Exception {
    for (String model : models.keySet()) {
      agree(model, run(model, Map.of(), BundleProgram.java(folder.resolve(model))));
    }
  }

  @Test
  void pythonRuns() throws Exception {
    Python python = Python.with("onnxruntime, numpy");
    for (String model : models.keySet()) {
      Files.writeString(
          folder.resolve(model).resolve("example.py"),
          BundleProgram.of(folder.resolve(model), "python"));
      Python.Result result = python.run(folder.resolve(model), "example.py");
      assertEquals(0, result.code(), model + ": " + result.printed());
      agree(model, result.printed());
    }
  }

  @Test
  void javascriptRuns() throws Exception {
    String modules = System.getenv().getOrDefault("VAE_NODE_MODULES", "");
    assumeTrue(
        Files.isDirectory(Path.of(modules, "onnxruntime-node")),
        "no onnxruntime-node: VAE_NODE_MODULES names a folder node_modules that has it");
    for (String model : models.keySet()) {
      String program = BundleProgram.of(folder.resolve(model), "javascript");
      Files.writeString(folder.resolve(model).resolve("example.js"), program);
      agree(model, run(model, Map.of("NODE_PATH", modules), "node", "example.js"));
    }
  }

  private String run(String model, Map<String, String> environment, String... command)
      throws Exception {
    Path log = folder.resolve("log.txt");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    int code =
        builder
            .directory(folder.resolve(model).toFile())
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    String printed = Files.readString(log);
    assertEquals(0, code, model + ": " + printed);
    return printed;
  }
}
