package dev.vae.tests.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import dev.vae.core.estimate.EstimateKind;
import dev.vae.core.estimate.Estimator;
import dev.vae.core.graph.Shape;
import dev.vae.core.model.Vae;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.Scaling;
import dev.vae.core.spec.Schema;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.train.Trainer;
import dev.vae.export.VaeExporter;
import dev.vae.layers.Layers;
import dev.vae.layers.Likelihoods;
import dev.vae.layers.Presets;
import dev.vae.tests.ExportReferences;
import dev.vae.tests.Modules;
import dev.vae.tests.Python;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trained here, opened in PyTorch, trained on there for an epoch, loaded back and judged here. */
class PyTorchTripTest {
  private static final int ROWS = 800;

  @TempDir private Path folder;

  @Test
  void picturesGoThereAndBack() throws Exception {
    Random random = new Random(1);
    float[][] rows = new float[ROWS][64];
    for (float[] row : rows) {
      boolean left = random.nextBoolean();
      for (int i = 0; i < 64; i++) {
        row[i] = i % 8 < 4 == left ? 1 : 0;
      }
    }
    trip(Vae.create(Presets.conv(Shape.of(8, 8, 1)), 2), rows, 10);
  }

  @Test
  void tablesWithHolesGoThereAndBack() throws Exception {
    Random random = new Random(2);
    float[][] rows = new float[8 * ROWS][3];
    for (float[] row : rows) {
      double z = random.nextGaussian();
      row[0] = (float) (100 + 20 * z + random.nextGaussian());
      row[1] = (float) (-3 * z + 0.2 * random.nextGaussian());
      row[2] = z > 0.5 ? 2 : z > 0 ? 1 : 0;
    }
    VaeSpec spec =
        VaeSpec.builder()
            .event(3)
            .latent(2)
            .encoder(Layers.observed(), Layers.dense(12), Layers.layerNorm(), Layers.gelu())
            .decoder(Layers.dense(12), Layers.silu())
            .likelihood(
                Likelihoods.composite(
                    Likelihoods.of(Likelihoods.categorical(3), 2), Likelihoods.gaussian()))
            .build();
    Scaling scaling = new Scaling(List.of(100.0, 0.0, 0.0), List.of(20.0, 3.0, 1.0));
    Schema schema = Schema.of(Shape.of(3)).withScaling(scaling).withMissing(true);
    trip(Vae.builder(spec).schema(schema).build(), rows, 0.3);
  }

  private void trip(Vae vae, float[][] rows, double gain) throws Exception {
    Python python = Python.with("torch, numpy");
    Trainer.of(vae).train(Rows.of(Arrays.copyOf(rows, ROWS))).epochs(1).batch(64).seed(1).run();
    vae.save(folder);
    VaeExporter exporter = VaeExporter.of(vae).draws(16);
    exporter.write(folder);
    exporter.writePyTorch(folder.resolve("model.py"));
    ExportReferences.write(folder, vae, 16);
    Files.writeString(folder.resolve("rows.json"), new Gson().toJson(rows));
    double before = bound(vae, rows);

    Path script =
        Modules.root().resolve("vae-examples/tests/src/test/resources/parity/torch_trip.py");
    Python.Result result =
        vae.schema().missing()
            ? python.run(folder, script.toString(), folder.toString(), "mask")
            : python.run(folder, script.toString(), folder.toString());
    String printed = result.printed();
    assertEquals(0, result.code(), printed);
    double largest = Double.parseDouble(word(printed, "largest"));
    assertTrue(largest <= 1e-5, printed);

    Vae back = Vae.load(folder);
    double after = bound(back, rows);
    assertTrue(after > before + gain, before + " before, " + after + " after");
    String[] theirs = word(printed, "codes").replaceAll("[\\[\\]]", "").split(",");
    float[] ours = back.encode(new float[][] {rows[0]}).mean()[0];
    for (int i = 0; i < ours.length; i++) {
      assertEquals(Float.parseFloat(theirs[i].strip()), ours[i], 1e-5 * Math.max(1, ours[i]));
    }
    System.out.println("PyTorch: largest difference " + largest + ", " + before + " -> " + after);
  }

  private static String word(String printed, String word) {
    return printed
        .lines()
        .filter(line -> line.startsWith(word + " "))
        .findFirst()
        .orElseThrow(() -> new AssertionError(printed))
        .substring(word.length() + 1);
  }

  private static double bound(Vae vae, float[][] rows) {
    return Estimator.of(vae).samples(20).estimate(EstimateKind.IWAE, Rows.of(rows)).logLikelihood();
  }
}
