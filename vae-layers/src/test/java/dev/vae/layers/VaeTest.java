package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.ModelFileException;
import dev.vae.core.graph.Shape;
import dev.vae.core.model.Encoding;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Spec;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.Scaling;
import dev.vae.core.spec.Schema;
import dev.vae.core.spec.VaeSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaeTest {
  private static final VaeSpec SMALL =
      VaeSpec.builder()
          .likelihood(Spec.of("bernoulli"))
          .event(6)
          .latent(2)
          .encoder(Layers.dense(5), Layers.tanh())
          .decoder(Layers.dense(5), Layers.tanh())
          .build();

  @Test
  void everyPresetEncodesDecodesAndDescribesItself() {
    for (String preset : Presets.names()) {
      Vae vae = Vae.create(Presets.of(preset, Shape.of(8, 8, 1)), 3);
      float[][] rows = rows(3, 64);
      Encoding codes = vae.encode(rows);
      assertEquals(vae.spec().latent(), codes.mean()[2].length, preset);
      assertEquals(64, vae.decode(codes.mean())[0].length, preset);
      assertEquals(64, vae.sample(2, 1)[1].length, preset);
      assertTrue(vae.describe().contains(String.format("%,d", vae.parameterCount())), preset);
    }
  }

  @Test
  void mlpHasAsManyParametersAsItsPeer() {
    // 784·400 + 400 + 2·(400·20 + 20) + 20·400 + 400 + 400·784 + 784
    Vae vae = Vae.create(Presets.mlp(Shape.of(784)), 1);
    assertEquals(652_824, vae.parameterCount());
    assertEquals(
        List.of(
            "encoder/0.dense/weight",
            "encoder/0.dense/bias",
            "posterior/mean/weight",
            "posterior/mean/bias",
            "posterior/logVariance/weight",
            "posterior/logVariance/bias",
            "decoder/0.dense/weight",
            "decoder/0.dense/bias",
            "likelihood/logits/weight",
            "likelihood/logits/bias",
            "likelihood/logits.start"),
        List.copyOf(vae.variables().all().keySet()));
  }

  @Test
  void rowsDoNotDependOnHowManyThereAre() {
    Vae vae = Vae.create(SMALL, 5);
    float[][] rows = rows(700, 6);
    float[][] all = vae.encode(rows).mean();
    assertArrayEquals(all[699], vae.encode(new float[][] {rows[699]}).mean()[0]);
    assertArrayEquals(vae.sample(600, 9)[3], vae.sample(4, 9)[3]);
    assertEquals(0, vae.encode(new float[0][]).mean().length);
  }

  @Test
  void savedModelsComeBackWhole(@TempDir Path folder) throws Exception {
    Schema schema =
        Schema.of(Shape.of(6))
            .withColumns(List.of("a", "b", "c", "d", "e", "f"))
            .withScaling(
                new Scaling(
                    List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0), List.of(1.0, 0.1, 2.0, 3.0, 4.0, 5.0)));
    Vae vae = Vae.builder(SMALL).schema(schema).seed(7).build();
    vae.putProvenance("trainedOn", "nothing");
    vae.putProvenance("metrics", Map.of("standardError", Double.NaN, "epochs", 3));
    vae.save(folder.resolve("m"));
    Vae back = Vae.load(folder.resolve("m"));
    assertEquals(vae.spec(), back.spec());
    assertEquals(vae.schema(), back.schema());
    assertEquals("nothing", back.provenance().get("trainedOn"));
    Map<String, Object> metrics = new java.util.LinkedHashMap<>();
    metrics.put("epochs", 3L);
    metrics.put("standardError", null);
    assertEquals(metrics, back.provenance().get("metrics"));
    float[][] rows = rows(3, 6);
    assertArrayEquals(vae.encode(rows).mean()[2], back.encode(rows).mean()[2]);
    assertArrayEquals(vae.reconstruct(rows)[0], back.reconstruct(rows)[0]);
    try (var files = Files.list(folder.resolve("m"))) {
      assertEquals(2, files.count(), "nothing temporary is left");
    }
  }

  @Test
  void incompleteRowsAreEncodedWithoutTheirHoles() {
    Vae vae = Vae.create(SMALL, 5);
    float[][] rows = rows(300, 6);
    assertArrayEquals(vae.encode(rows).mean()[299], vae.encode(Rows.of(rows)).mean()[299]);
    float[][] zero = {rows[0].clone()};
    zero[0][2] = 0;
    rows[0][2] = Float.NaN;
    Encoding codes = vae.encode(Rows.withMissing(rows));
    assertEquals(300, codes.logVariance().orElseThrow().length);
    assertArrayEquals(vae.encode(zero).mean()[0], codes.mean()[0]);
  }

  @Test
  void spoiltFilesNameTheTensor(@TempDir Path folder) throws Exception {
    Vae vae = Vae.create(SMALL, 5);
    vae.save(folder);
    Path json = folder.resolve("model.json");
    String text = Files.readString(json);
    Files.writeString(json, text.replace("\"tanh\"", "\"batchNorm\""));
    damaged("lacks tensor 'encoder/1.batchNorm/runningMean' of shape [5]", () -> Vae.load(folder));
    Files.writeString(json, text.replace("\"units\": 5", "\"units\": 4"));
    damaged(
        "'encoder/0.dense/weight' has shape [6, 5], the model needs [6, 4]",
        () -> Vae.load(folder));
    Files.writeString(json, text.replace("\"decoder\": [", "\"decoder\": [], \"x\": ["));
    damaged("model.json: unknown key 'spec.x'", () -> Vae.load(folder));
    Files.writeString(json, text.replaceAll("(?s)\"decoder\": \\[.*?\\],", "\"decoder\": [],"));
    damaged(
        "holds a tensor 'decoder/0.dense/weight' that the model does not have",
        () -> Vae.load(folder));
    Files.writeString(json, text.replace("\"version\": 1", "\"version\": 2"));
    damaged("'version' is 2; this program reads 1", () -> Vae.load(folder));
    Files.writeString(json, text.substring(0, 50));
    damaged("model.json: not valid JSON", () -> Vae.load(folder));
    Files.delete(json);
    ModelFileException e = assertThrows(ModelFileException.class, () -> Vae.load(folder));
    assertTrue(e.getMessage().contains("there is no model.json in it"), e.getMessage());
    Path file = Files.writeString(folder.resolve("file"), "");
    e = assertThrows(ModelFileException.class, () -> vae.save(file));
    assertTrue(e.getMessage().contains("it is not a folder"), e.getMessage());
  }

  @Test
  void misfitsNameThePlace() {
    message(
        "encoder.1: there is no layer 'relo'; did you mean 'relu'?",
        () -> Vae.create(SMALL.with("encoder.1=relo"), 1));
    message(
        "'dense' has no option 'unit'; did you mean 'units'?",
        () -> Vae.create(SMALL.with("encoder.0.unit=3"), 1));
    message(
        "encoder/0.conv2d",
        () ->
            Vae.create(
                SMALL.with("encoder.0={\"type\":\"conv2d\",\"filters\":1,\"kernel\":3}"), 1));
    message("the data's are [7]", () -> Vae.builder(SMALL).schema(Schema.of(Shape.of(7))).build());
    message(
        "the decoder gives 5 values a row, the likelihood 'bernoulli' needs 6",
        () -> Vae.create(SMALL.with("output=direct"), 1));
    message(
        "row 1 is NaN in column 2",
        () ->
            Vae.create(SMALL, 1).encode(new float[][] {new float[6], {0, 0, Float.NaN, 0, 0, 0}}));
  }

  @Test
  void anUntrainedNetSurvivesUnscaledInput() {
    float[][] huge = new float[4][6];
    Arrays.stream(huge).forEach(row -> Arrays.fill(row, 1e6f));
    for (String likelihood : List.of("bernoulli", "gaussian")) {
      Vae vae = Vae.create(SMALL.with("likelihood=" + likelihood).with("encoder=[]"), 1);
      Encoding codes = vae.encode(huge);
      for (float v : codes.logVariance().orElseThrow()[0]) {
        assertTrue(Math.abs(v) <= 15 && Float.isFinite((float) Math.exp(v)), "log-variance " + v);
      }
      for (float v : vae.reconstruct(huge)[0]) {
        assertTrue(Float.isFinite(v), "reconstruction " + v);
      }
    }
  }

  private static void message(String part, org.junit.jupiter.api.function.Executable run) {
    String message = assertThrows(IllegalArgumentException.class, run).getMessage();
    assertTrue(message.contains(part), message);
  }

  private static void damaged(String part, org.junit.jupiter.api.function.Executable run) {
    String message = assertThrows(ModelFileException.class, run).getMessage();
    assertTrue(message.contains(part), message);
  }

  static float[][] rows(int count, int width) {
    Random random = new Random(count);
    float[][] rows = new float[count][width];
    for (float[] row : rows) {
      for (int i = 0; i < width; i++) {
        row[i] = random.nextFloat();
      }
    }
    return rows;
  }
}
