package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.engine.Engine;
import dev.vae.core.graph.Shape;
import dev.vae.core.model.Vae;
import dev.vae.core.predict.Predictor;
import dev.vae.core.rows.Rows;
import dev.vae.core.train.Trainer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Weights that a predictor lays out once: the same bits as where they are laid out in every run.
 */
class KeptWeightsTest {
  private static final float[][] ROWS = VaeTest.rows(70, 784);

  private static Vae vae(String kernels) {
    return Vae.builder(Presets.of("conv", Shape.of(28, 28, 1)))
        .seed(4)
        .engine(Engine.of(2, kernels))
        .build();
  }

  @Test
  void convolutionsGiveTheSameBitsForAnyNumberOfRowsAndFromAnyThread() {
    for (String kernels : List.of("vector", "portable")) {
      Vae vae = vae(kernels);
      float[][] z = vae.encode(ROWS).mean();
      float[][] pictures = vae.decode(z);
      try (Predictor predictor = Predictor.of(vae)) {
        for (int rows : new int[] {1, 3, 70}) {
          float[][] some = Arrays.copyOf(ROWS, rows);
          assertArrayEquals(Arrays.copyOf(z, rows), predictor.encode(some).mean());
          assertArrayEquals(
              Arrays.copyOf(pictures, rows), predictor.decodeAsFloat(Arrays.copyOf(z, rows)));
        }
        IntStream.range(0, ROWS.length)
            .parallel()
            .forEach(r -> assertArrayEquals(z[r], predictor.encode(ROWS[r]).mean()));
      }
    }
  }

  @Test
  void aModelThatIsTrainedOnAnswersByItsNewWeightsAndItsPredictorByTheOld() {
    Vae vae = vae(null);
    float[][] before = vae.encode(ROWS).mean();
    try (Predictor predictor = Predictor.of(vae)) {
      Trainer.of(vae).train(Rows.of(ROWS)).batch(35).epochs(1).run();
      float[][] after = vae.encode(ROWS).mean();
      assertTrue(!Arrays.deepEquals(before, after));
      assertArrayEquals(before, predictor.encode(ROWS).mean());
      assertArrayEquals(after, vae.encode(ROWS).mean());
    }
  }

  @Test
  void finalValuesAreNotWritten() {
    Vae vae = vae(null);
    vae.variables().freeze();
    assertThrows(
        IllegalStateException.class, () -> Trainer.of(vae).train(Rows.of(ROWS)).epochs(1).run());
  }
}
