package dev.vae.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.graph.Shape;
import dev.vae.core.model.Vae;
import dev.vae.core.spec.Binarization;
import dev.vae.core.spec.Scaling;
import dev.vae.core.spec.Schema;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.trace.TracedModel;
import dev.vae.export.VaeExporter;
import dev.vae.export.runtime.OnnxSession;
import dev.vae.layers.Layers;
import dev.vae.layers.Likelihoods;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exported graphs take what the data file holds and give it back, as the engine does. */
class RawGraphsTest {
  private static final int ROWS = 7;

  @TempDir private Path folder;

  @Test
  void farColumnsAreCentredInTwoParts() throws Exception {
    Scaling scaling = new Scaling(List.of(16_777_001.3, 20_000_000.7), List.of(40.5, 2.5));
    Vae vae = vae(Schema.of(Shape.of(2)).withScaling(scaling), "gaussian");
    float[] rows = new float[2 * ROWS];
    Random random = new Random(1);
    for (int r = 0; r < ROWS; r++) {
      rows[2 * r] = (float) (16_777_001.3 + 40 * random.nextGaussian());
      rows[2 * r + 1] = (float) (20_000_000.7 + 2 * random.nextGaussian());
    }
    compare(vae, rows);
  }

  @Test
  void greyLevelsAreDividedInside() throws Exception {
    Schema grey = Schema.of(Shape.of(2)).withDivisor(255);
    float[] rows = {0, 255, 1, 254, 127, 128, 3, 77, 200, 100, 0, 0, 255, 255};
    compare(vae(grey, "bernoulli"), rows);
    compare(vae(grey.withBinarization(Binarization.THRESHOLD), "bernoulli"), rows);
  }

  private static Vae vae(Schema schema, String likelihood) {
    VaeSpec spec =
        VaeSpec.builder()
            .event(2)
            .latent(2)
            .encoder(Layers.dense(5), Layers.tanh())
            .decoder(Layers.dense(5), Layers.tanh())
            .likelihood(Likelihoods.gaussian())
            .build()
            .with("likelihood=" + likelihood);
    return Vae.builder(spec).schema(schema).build();
  }

  private void compare(Vae vae, float[] flat) throws Exception {
    VaeExporter.of(vae).write(folder);
    float[][] rows = new float[ROWS][];
    for (int r = 0; r < ROWS; r++) {
      rows[r] = new float[] {flat[2 * r], flat[2 * r + 1]};
    }
    float[][] codes = vae.encode(rows).mean();
    try (OnnxSession encoder = session("encoder");
        OnnxSession decoder = session("decoder")) {
      float[] theirs = encoder.run(Map.of(TracedModel.X, flat), ROWS).get("mean");
      for (int i = 0; i < theirs.length; i++) {
        assertEquals(codes[i / 2][i % 2], theirs[i], 1e-5, "latent " + i);
      }
      float[] given = decoder.run(Map.of(TracedModel.Z, theirs), ROWS).get("mean");
      double[][] ours = vae.decodeAsDouble(codes, null);
      for (int i = 0; i < given.length; i++) {
        double right = ours[i / 2][i % 2];
        assertEquals(right, given[i], 1e-5 * Math.max(1, Math.abs(right)), "mean " + i);
      }
      double largest = vae.schema().divisor().orElse(1.0);
      assertTrue(largest == 1 || given[0] > 1, "raw units: " + given[0]);
    }
  }

  private OnnxSession session(String name) {
    return OnnxSession.open(folder.resolve(name + ".onnx"), OnnxSession.Device.CPU);
  }
}
