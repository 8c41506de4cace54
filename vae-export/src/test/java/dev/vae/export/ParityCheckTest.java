package dev.vae.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.engine.Engine;
import dev.vae.core.engine.Variables;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.export.ParityReport.Comparison;
import dev.vae.export.runtime.OnnxRuntimeException;
import dev.vae.export.runtime.OnnxSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParityCheckTest {
  private final Variables variables = new Variables();
  @TempDir private Path folder;

  private static Computation computation(double factor) {
    Graph g = new Graph();
    Tensor x = g.input("x", Shape.batch(3));
    Tensor noise = g.noise(new Noise(Noise.Distribution.NORMAL, "noise"), Shape.batch(3));
    return Computation.of(Map.of("mean", x.mul(factor).tanh().add(noise), "sum", x.sum()));
  }

  private ParityReport compare(double exported, double own, Map<String, float[]> given)
      throws Exception {
    Path file = folder.resolve("model.onnx");
    new OnnxExporter("model").export(computation(exported), variables).write(file);
    return new ParityCheck(variables, Engine.defaults(), OnnxSession.Device.AUTO)
        .compare(file, computation(own), given)
        .report();
  }

  @Test
  void equalComputationsPassAtEveryBatchSize() throws Exception {
    ParityReport report = compare(0.5, 0.5, Map.of());
    assertTrue(report.passed(), report::toJson);
    assertEquals(6, report.comparisons().size());
    assertEquals(
        List.of(1, 2, 7), report.comparisons().stream().map(Comparison::rows).distinct().toList());
    assertTrue(report.toJson().contains("\"passed\": true"));
    assertTrue(report.toJson().contains("\"provider\": \"CPU\""));
  }

  @Test
  void differentComputationsFail() throws Exception {
    ParityReport report = compare(0.5, 0.5001, Map.of());
    assertFalse(report.passed());
    assertTrue(report.toJson().contains("\"passed\": false"));
  }

  @Test
  void comparesOnGivenInputs() throws Exception {
    float[] zeros = new float[21];
    assertTrue(compare(0.5, 0.6, Map.of("x", zeros)).passed());
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> compare(1, 1, Map.of("x", new float[20])));
    assertTrue(e.getMessage().contains("'x' takes 21 values for 7 rows, not 20"));
  }

  @Test
  void differencesAreMeasuredAgainstLargeValuesAndNaN() {
    Comparison c = compared(new float[] {1.5f, 1002}, new float[] {1, 1000});
    assertEquals(2, c.absolute());
    assertEquals(0.5, c.relative());
    assertEquals(0.5, c.scaled());
    float nan = Float.NaN;
    float inf = Float.POSITIVE_INFINITY;
    assertEquals(0, compared(new float[] {nan, inf, 0f}, new float[] {nan, inf, -0f}).scaled());
    assertEquals(inf, compared(new float[] {nan}, new float[] {1}).scaled());
    assertEquals(inf, compared(new float[] {1}, new float[] {nan}).scaled());
    assertEquals(inf, compared(new float[] {1}, new float[] {inf}).scaled());
    assertEquals(inf, compared(new float[] {1}, new float[] {1, 2}).scaled());
  }

  @Test
  void differencesAreMeasuredInTheUnitsOfColumns() {
    float[] ours = {1, 1, 5, 1000};
    float[] theirs = {3, 1.5f, 7, 1010};
    assertEquals(2, compared(theirs, ours).scaled());
    assertEquals(0.5, Comparison.of("f", "o", 2, theirs, ours, "CPU", 255, 0.01).scaled());
    float[] small = {0.001f, 0.002f};
    assertEquals(1, Comparison.of("f", "o", 2, new float[2], small, "CPU", 1e-6).scaled());
  }

  private static Comparison compared(float[] theirs, float[] ours) {
    return Comparison.of("f", "o", 1, theirs, ours, "CPU", 1);
  }

  @Test
  void aBrokenFileIsAClearError() throws Exception {
    Path file = folder.resolve("broken.onnx");
    Files.writeString(file, "no model");
    var e =
        assertThrows(
            OnnxRuntimeException.class, () -> OnnxSession.open(file, OnnxSession.Device.CPU));
    assertTrue(e.getMessage().contains("broken.onnx"), e.getMessage());
  }

  @Test
  void aMissingInputIsAClearError() throws Exception {
    compare(1, 1, Map.of());
    try (OnnxSession session =
        OnnxSession.open(folder.resolve("model.onnx"), OnnxSession.Device.CPU)) {
      var e =
          assertThrows(
              IllegalArgumentException.class, () -> session.run(Map.of("x", new float[6]), 2));
      assertTrue(e.getMessage().contains("'noise'"), e.getMessage());
    }
  }
}
