package dev.vae.cli.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.engine.Engine;
import dev.vae.core.graph.Shape;
import dev.vae.layers.Presets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the benchmark says of a step, of small batches. */
class StepBenchTest {
  /**
   * The trainer's own objects, a batch and some boxed scalars, are a kilobyte or two; the
   * just-in-time compiler of Java 17 may add objects for what noise there is, 19 kB where it was
   * kept waiting. One array of 16 rows of a hidden layer takes 25,600 bytes, an object for each of
   * its vectors as much.
   */
  private static final double FEW = 24_000;

  /** How often to try again: how soon code is compiled depends on what else the machine does. */
  private static final int TRIES = 20;

  @Test
  void aSteadyStepAllocatesNoArrays() {
    for (String kernels : List.of("vector", "portable")) {
      StepBench bench =
          new StepBench("mlp", Presets.of("mlp", Shape.of(28, 28, 1)), Engine.of(1, kernels));
      double bytes = Double.MAX_VALUE;
      for (int i = 0; i < TRIES && bytes >= FEW; i++) {
        bytes = bench.train(16, 1.5).fewest(StepBench.BURST);
      }
      assertTrue(bytes < FEW, kernels + ": " + bytes + " bytes a step");
    }
  }
}
