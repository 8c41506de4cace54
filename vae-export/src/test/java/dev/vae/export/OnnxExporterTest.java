package dev.vae.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.engine.Variables;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.export.internal.onnx.WireReader;
import dev.vae.export.runtime.OnnxSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxExporterTest {
  private final Graph graph = new Graph();
  private final Variables variables = new Variables();

  private static WireReader graph(OnnxModel model) {
    StructureCheck.check(model.toBytes());
    return WireReader.read(model.toBytes()).one(7).message();
  }

  private static List<String> names(WireReader graph, int list, int name) {
    return graph.messages(list).stream().map(m -> m.one(name).text()).toList();
  }

  private Tensor dense(Tensor x, String scope, int in, int out) {
    try (Graph.Scope s = graph.scope(scope)) {
      variables.add(scope + "/weight", Shape.of(in, out), true);
      variables.add(scope + "/bias", Shape.of(out), true);
      return x.matmul(graph.variable(scope + "/weight", Shape.of(in, out)))
          .add(graph.variable(scope + "/bias", Shape.of(out)))
          .tanh();
    }
  }

  private OnnxModel export(Map<String, Tensor> outputs) {
    return new OnnxExporter("model").export(Computation.of(outputs), variables);
  }

  @Test
  void namesNodesAfterScopesAndInitialisersAfterVariables() {
    Tensor h = dense(graph.input("x", Shape.batch(3)), "encoder/0.dense", 3, 4);
    Tensor y = dense(h, "encoder/1.dense", 4, 2);
    WireReader g = graph(export(Map.of("mean", y)));
    assertEquals(
        List.of(
            "encoder/0.dense/matmul",
            "encoder/0.dense/tanh",
            "encoder/1.dense/matmul",
            "encoder/1.dense/tanh"),
        names(g, 1, 3));
    assertTrue(names(g, 5, 8).containsAll(variables.all().keySet()));
    assertEquals(List.of("x"), names(g, 11, 1));
    assertEquals(List.of("mean"), names(g, 12, 1));
  }

  @Test
  void keepsTheBatchSymbolicAndDocumentsWhatGoesInAndOut() {
    Tensor x = graph.input("x", Shape.of(Dim.rows(2), Dim.of(3)));
    Tensor e = graph.noise(new Noise(Noise.Distribution.NORMAL, "posterior"), Shape.batch(3));
    OnnxModel model =
        new OnnxExporter("model")
            .rename("posterior", "noise")
            .doc("x", "rows")
            .doc("y", "a scalar")
            .metadata("format", "1")
            .export(Computation.of(Map.of("y", x.sum().mul(e.sum()))), variables);
    assertEquals(Map.of("x", List.of("2*N", "3"), "noise", List.of("N", "3")), model.inputs());
    assertEquals(Map.of("y", List.of()), model.outputs());
    WireReader g = graph(model);
    assertEquals(List.of("rows", "independent standard normal numbers"), names(g, 11, 3));
    WireReader property = WireReader.read(model.toBytes()).one(14).message();
    assertEquals(List.of("format"), property.texts(1));
    assertEquals(List.of("1"), property.texts(2));
  }

  @Test
  void removesWhatChangesNothing() {
    Tensor x = graph.input("x", Shape.batch(3));
    Tensor same = x.add(0).mul(1).stopGradient().div(graph.constant(1).expand(Shape.batch(3)));
    Tensor twice = same.exp().add(x.exp());
    x.log().expand(Shape.batch(3));
    Tensor turned = twice.reshape(Shape.of(Dim.of(1), Dim.N, Dim.of(3))).reshape(Shape.batch(3));
    WireReader g = graph(export(Map.of("y", turned, "z", same)));
    assertEquals(List.of("exp", "add", "z/identity"), names(g, 1, 3));
    assertEquals(List.of(), names(g, 5, 8));
  }

  @Test
  void expandsOnlyWhatBroadcastingDoesNot() {
    Tensor row = graph.input("row", Shape.of(3)).expand(Shape.batch(3));
    Tensor y = graph.input("x", Shape.batch(3)).mul(row);
    assertEquals(List.of("mul"), names(graph(export(Map.of("y", y))), 1, 3));
    Tensor turned = row.permute(1, 0).add(graph.input("x", Shape.batch(3)).sum());
    List<String> types = names(graph(export(Map.of("y", turned))), 1, 4);
    assertEquals(List.of("Shape", "Concat", "Expand"), types.subList(0, 3));
  }

  @Test
  void anUpdatedVariableIsAnInputAndItsNewValueAnOutput() {
    variables.add("w", Shape.of(2), true);
    Tensor w = graph.variable("w", Shape.of(2));
    Tensor loss = w.mul(graph.input("x", Shape.batch(2))).sum();
    var step = new Computation(Map.of("loss", loss), Map.of("w", w.sub(loss.mul(0.5))));
    byte[] bytes = new OnnxExporter("step").export(step, variables).toBytes();
    try (OnnxSession session = OnnxSession.open(bytes, OnnxSession.Device.CPU)) {
      float[] x = {1, 2, 3, 4};
      Map<String, float[]> out = session.run(Map.of("x", x, "w", new float[] {1, 10}), 2);
      assertArrayEquals(new float[] {64}, out.get("loss"));
      assertArrayEquals(new float[] {-31, -22}, out.get("w.next"));
    }
  }

  @Test
  void readsVariablesWhenWritten(@TempDir Path folder) throws Exception {
    variables.add("w", Shape.of(2), true);
    Tensor y = graph.variable("w", Shape.of(2)).add(graph.input("x", Shape.batch(2)));
    OnnxModel model = export(Map.of("y", y));
    variables.get("w").set(new float[] {5, 6});
    Path file = folder.resolve("model.onnx");
    model.write(file);
    assertEquals(model.size(), Files.size(file));
    try (OnnxSession session = OnnxSession.open(file, OnnxSession.Device.AUTO)) {
      assertArrayEquals(
          new float[] {5, 7}, session.run(Map.of("x", new float[] {0, 1}), 1).get("y"));
    }
  }

  @Test
  void saysWhatIsMissing() {
    Tensor w = graph.variable("w", Shape.of(2));
    String message = refusal(w.exp());
    assertTrue(message.contains("variable 'w' of shape [2]"), message);
    variables.add("w", Shape.of(3), true);
    message = refusal(w.exp());
    assertTrue(message.contains("has shape [3], but the graph wants [2]"), message);
    message = refusal(graph.constant(1).mul(graph.rows()));
    assertTrue(message.contains("none of its inputs has a batch axis"), message);
    message = refusal(graph.input("y", Shape.batch(1)));
    assertTrue(message.contains("'y'"), message);
  }

  private String refusal(Tensor y) {
    return assertThrows(IllegalArgumentException.class, () -> export(Map.of("y", y))).getMessage();
  }
}
