package dev.vae.tests.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.vae.core.graph.Shape;
import dev.vae.core.model.Vae;
import dev.vae.core.spec.VaeSpec;
import dev.vae.export.OnnxPrecision;
import dev.vae.export.VaeExporter;
import dev.vae.export.runtime.OnnxVae;
import dev.vae.layers.Layers;
import dev.vae.layers.Likelihoods;
import dev.vae.layers.Presets;
import dev.vae.tests.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files with weights of fewer bits answer nearly the same, and say how nearly. */
class PrecisionTest {
  private static final Map<OnnxPrecision, Double> FAR =
      Map.of(OnnxPrecision.FLOAT16, 1e-3, OnnxPrecision.INT8, 0.05);

  @TempDir private Path folder;

  private Path written(Vae vae, OnnxPrecision precision) throws IOException {
    Path out = folder.resolve(precision.word());
    VaeExporter.of(vae).precision(precision).write(out);
    return out;
  }

  private static float[][] rows() {
    Random random = new Random(1);
    float[][] rows = new float[40][784];
    for (float[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = random.nextDouble() < 0.2 ? 1 : 0;
      }
    }
    return rows;
  }

  private static double apart(float[][] expected, float[][] actual) {
    double most = 0;
    for (int r = 0; r < expected.length; r++) {
      for (int c = 0; c < expected[r].length; c++) {
        double far = Math.abs(expected[r][c] - actual[r][c]);
        most = Math.max(most, far / Math.max(1, Math.abs(expected[r][c])));
      }
    }
    return most;
  }

  @Test
  void answersAreNearAndTheFilesSmall() throws Exception {
    Vae vae = Vae.create(Presets.mlp(Shape.of(784)), 1);
    Path whole = written(vae, OnnxPrecision.FLOAT32);
    for (OnnxPrecision precision : FAR.keySet()) {
      Path out = written(vae, precision);
      double share = precision == OnnxPrecision.FLOAT16 ? 0.51 : 0.27;
      for (String file : List.of("encoder.onnx", "decoder.onnx")) {
        assertTrue(Files.size(out.resolve(file)) < share * Files.size(whole.resolve(file)), file);
      }
      try (OnnxVae exact = OnnxVae.open(whole);
          OnnxVae near = OnnxVae.open(out)) {
        float[][] codes = exact.encode(rows()).mean();
        double code = apart(codes, near.encode(rows()).mean());
        double row = apart(exact.decode(codes), near.decode(codes));
        assertTrue(0 < code && code < FAR.get(precision), precision + " codes " + code);
        assertTrue(0 < row && row < FAR.get(precision), precision + " rows " + row);
      }
    }
  }

  @Test
  void theBundleSaysHowFarItIs() throws Exception {
    Path out = written(Vae.create(Presets.mlp(Shape.of(784)), 1), OnnxPrecision.INT8);
    JsonObject json =
        JsonParser.parseString(Files.readString(out.resolve("bundle.json"))).getAsJsonObject();
    assertEquals("int8", json.get("precision").getAsString());
    double far = json.getAsJsonObject("largestDifference").get("encoder/mean").getAsDouble();
    assertTrue(0 < far && far < FAR.get(OnnxPrecision.INT8), json.toString());
    String readme = Files.readString(out.resolve("README.md"));
    assertTrue(readme.contains("Weights are `int8`") && readme.contains("`encoder/mean`"), readme);
  }

  /** Convolutions stay as they are; what is dense in them becomes bytes. */
  @Test
  void filesWithConvolutionsAndLoopsRun() throws Exception {
    Vae conv = Vae.create(Presets.conv(Shape.of(8, 8, 1)), 1);
    VaeSpec steps =
        VaeSpec.builder()
            .event(4)
            .latent(2)
            .encoder(Layers.dense(64))
            .decoder(Layers.dense(64), Layers.lstm(9, Layers.Returns.SEQUENCE).with("steps", 4))
            .likelihood(Likelihoods.gaussian())
            .build();
    for (Vae vae : List.of(conv, Vae.create(steps, 1))) {
      for (OnnxPrecision precision : FAR.keySet()) {
        Path out = written(vae, precision);
        String json = Files.readString(out.resolve("bundle.json"));
        double far =
            JsonParser.parseString(json)
                .getAsJsonObject()
                .getAsJsonObject("largestDifference")
                .get("decoder/mean")
                .getAsDouble();
        assertTrue(0 < far && far < FAR.get(precision), precision + " " + far);
      }
    }
  }

  @Test
  void whatMakesNoSenseIsRefused() throws Exception {
    VaeSpec small =
        VaeSpec.builder()
            .event(2)
            .latent(1)
            .encoder(Layers.dense(2))
            .decoder(Layers.dense(2))
            .likelihood(Likelihoods.gaussian())
            .build();
    Vae vae = Vae.create(small, 1);
    String message =
        assertThrows(IllegalArgumentException.class, () -> written(vae, OnnxPrecision.INT8))
            .getMessage();
    assertTrue(message.startsWith("int8 is for products with weights"), message);
    vae.save(folder.resolve("m"));
    Path none = folder.resolve("none");
    Cli.Result result =
        Cli.run("export", folder.resolve("m"), "--out", none, "--precision=float16", "--check");

    assertTrue(result.code() != 0 && result.err().contains("--check"), result.err());
    result = Cli.run("export", folder.resolve("m"), "--out", none, "--precision=int4");
    assertTrue(result.err().contains("float32, float16, int8"), result.err());
    assertTrue(Files.notExists(none));
  }
}
