package dev.vae.export;

import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import org.junit.jupiter.api.Test;

/** Functions that are made of many operations give in onnxruntime what they give here. */
class FunctionsExportTest {

  private static Tensor x(Graph graph, int width) {
    return graph.input("x", Shape.batch(width));
  }

  @Test
  void logBesselI0() {
    Case.of(g -> Functions.logBesselI0(x(g, 200))).between(-30, 30).within(2e-6).check();
    Case.of(g -> Functions.logBesselI0(x(g, 6)))
        .with("x", 0, 1e-3, 8, -8, 1e6, -700)
        .within(2e-6)
        .check();
  }

  @Test
  void atan2() {
    Case.of(g -> Functions.atan2(x(g, 200), g.input("y", Shape.batch(200)))).within(2e-6).check();
    Case.of(g -> Functions.atan2(x(g, 6), g.input("y", Shape.batch(6))))
        .with("x", 0, 0, 1, -1, -2, 0)
        .with("y", 0, -1, 0, 0, -2, 3)
        .within(2e-6)
        .check();
  }
}
