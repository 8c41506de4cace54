package dev.vae.tests.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.VaeException;
import dev.vae.core.graph.Shape;
import dev.vae.core.model.Vae;
import dev.vae.core.spec.Schema;
import dev.vae.core.spec.VaeSpec;
import dev.vae.export.OnnxExporter;
import dev.vae.export.ParityReport;
import dev.vae.export.VaeExporter;
import dev.vae.export.runtime.OnnxRuntimeException;
import dev.vae.export.runtime.OnnxSession;
import dev.vae.export.runtime.OnnxVae;
import dev.vae.layers.Layers;
import dev.vae.layers.Likelihoods;
import dev.vae.layers.Presets;
import dev.vae.layers.Priors;
import dev.vae.tests.Python;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of every operator set, and with their weights beside them, do the same. */
class FileFormsTest {
  @TempDir private Path folder;

  /** Models whose graphs have every kind of reduction, convolution, scan and padding. */
  private static Map<String, Vae> models() {
    Map<String, Vae> models = new LinkedHashMap<>();
    models.put("conv", Vae.create(Presets.conv(Shape.of(8, 8, 1)), 1));
    VaeSpec table =
        VaeSpec.builder()
            .event(4)
            .latent(2)
            .encoder(Layers.observed(), Layers.dense(5), Layers.layerNorm(), Layers.gelu())
            .decoder(Layers.dense(6), Layers.lstm(3, Layers.Returns.SEQUENCE).with("steps", 2))
            .prior(Priors.gaussianMixture(3))
            .likelihood(
                Likelihoods.composite(
                    Likelihoods.of(Likelihoods.categorical(3), 0),
                    Likelihoods.of(Likelihoods.poisson(), 1),
                    Likelihoods.gaussian()))
            .build();
    Schema schema = Schema.of(Shape.of(4)).withMissing(true);
    models.put("table", Vae.builder(table).schema(schema).build());
    return models;
  }

  /** As a model that is saved says it. */
  @Test
  void aFileInTheWayIsSaid() throws Exception {
    Path file = Files.writeString(folder.resolve("afile"), "");
    Vae vae = Vae.create(Presets.linear(Shape.of(2)), 1);
    String saved = assertThrows(VaeException.class, () -> vae.save(file)).getMessage();
    assertEquals(
        saved, assertThrows(IOException.class, () -> VaeExporter.of(vae).write(file)).getMessage());
    assertEquals(
        saved,
        assertThrows(
                IOException.class, () -> VaeExporter.of(vae).writePyTorch(file.resolve("model.py")))
            .getMessage());
  }

  @Test
  void everyOperatorSetAgrees() throws Exception {
    for (int opset = OnnxExporter.OPSET; opset <= OnnxExporter.LATEST_OPSET; opset++) {
      for (var model : models().entrySet()) {
        Path out = folder.resolve(model.getKey() + opset);
        VaeExporter exporter = VaeExporter.of(model.getValue()).draws(8).opset(opset);
        exporter.write(out);
        ParityReport report = exporter.check(out, OnnxSession.Device.CPU);
        assertTrue(report.passed(), report::toJson);
        String json = Files.readString(out.resolve("bundle.json"));
        assertTrue(json.contains("\"opset\": " + opset + ","), json);
      }
    }
    Vae vae = models().get("table");
    assertThrows(IllegalArgumentException.class, () -> VaeExporter.of(vae).opset(16));
    Python.checkOnnx(folder, 31);
  }

  @Test
  void weightsMayLieBeside() throws Exception {
    Vae vae = models().get("conv");
    Path whole = folder.resolve("whole");
    Path apart = folder.resolve("apart");
    VaeExporter.of(vae).write(whole);
    VaeExporter exporter = VaeExporter.of(vae).largestFile(20_000);
    List<Path> files = exporter.write(apart);
    Path data = apart.resolve("decoder.onnx.data");
    assertTrue(files.contains(data) && Files.size(data) > 100_000, files.toString());
    assertTrue(Files.size(apart.resolve("decoder.onnx")) < 20_000);
    assertTrue(exporter.check(apart, OnnxSession.Device.CPU).passed());
    float[][] z = {new float[vae.spec().latent()]};
    try (OnnxVae one = OnnxVae.open(whole);
        OnnxVae other = OnnxVae.open(apart)) {
      assertEquals(List.of(boxed(one.decode(z)[0])), List.of(boxed(other.decode(z)[0])));
    }
    byte[] bytes = Files.readAllBytes(data);
    bytes[5000]++;
    Files.write(data, bytes);
    String message =
        assertThrows(OnnxRuntimeException.class, () -> OnnxVae.open(apart)).getMessage();
    assertTrue(message.contains("decoder.onnx.data"), message);
    VaeExporter.of(vae).write(apart);
    assertTrue(Files.notExists(data), "weights of another export stay");
    OnnxVae.open(apart).close();
  }

  private static List<Float> boxed(float[] values) {
    List<Float> list = new java.util.ArrayList<>();
    for (float v : values) {
      list.add(v);
    }
    return list;
  }
}
