package dev.vae.core.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.geometry.ConvolutionGeometry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TensorShapeTest {
  private final Graph graph = new Graph();

  private Tensor tensor(Dim... dims) {
    return graph.input("t" + graph.tensors().size(), Shape.of(dims));
  }

  private Tensor tensor(int... dims) {
    return graph.input("t" + graph.tensors().size(), Shape.of(dims));
  }

  private static void misfit(Executable call, String... words) {
    String message = assertThrows(ShapeException.class, call).getMessage();
    for (String word : words) {
      assertTrue(message.contains(word), "'" + message + "' should contain '" + word + "'");
    }
  }

  @Test
  void binaryOperationsBroadcastFromTheLastAxis() {
    Tensor x = tensor(Dim.N, Dim.of(1), Dim.of(3));
    Tensor y = tensor(4, 1);
    assertEquals(Shape.of(Dim.N, Dim.of(4), Dim.of(3)), x.add(y).shape());
    assertEquals(Shape.of(Dim.N, Dim.of(1), Dim.of(3)), x.mul(2).shape());
  }

  @Test
  void theBatchIsNotAConstantOfTheSameLength() {
    Tensor x = tensor(Dim.N, Dim.of(3));
    misfit(() -> x.add(tensor(5, 3)), "[N, 3]", "[5, 3]", "add");
    misfit(() -> x.add(tensor(Dim.rows(2), Dim.of(3))), "[2N, 3]");
  }

  @Test
  void anErrorNamesShapesOperationAndScope() {
    Tensor x = tensor(2, 3);
    Tensor y = tensor(4, 5);
    try (Graph.Scope a = graph.scope("encoder");
        Graph.Scope b = graph.scope("0.dense")) {
      misfit(() -> x.matmul(y), "matmul", "[2, 3]", "[4, 5]", "encoder/0.dense", "3 and 4");
    }
    assertEquals("", graph.scopePath());
  }

  @Test
  void matrixProductsTakeAllTransposesAndLeadingAxes() {
    Tensor x = tensor(Dim.N, Dim.of(3));
    assertEquals(Shape.of(Dim.N, Dim.of(5)), x.matmul(tensor(3, 5)).shape());
    assertEquals(Shape.of(Dim.N, Dim.of(5)), x.matmul(tensor(5, 3), false, true).shape());
    assertEquals(Shape.of(3, 3), x.matmul(x, true, false).shape());
    assertEquals(Shape.of(Dim.N, Dim.N), x.matmul(x, false, true).shape());
    assertEquals(Shape.of(7, 2, 5), tensor(7, 2, 3).matmul(tensor(3, 5)).shape());
    assertEquals(Shape.of(7, 2, 5), tensor(2, 3).matmul(tensor(7, 3, 5)).shape());
    misfit(() -> tensor(7, 2, 3).matmul(tensor(6, 3, 5)), "leading");
    misfit(() -> tensor(3).matmul(tensor(3, 5)), "two axes");
  }

  @Test
  void reshapeKeepsTheNumberOfElementsForEveryBatch() {
    Tensor z = tensor(Dim.of(5), Dim.N, Dim.of(3));
    Shape flat = Shape.of(Dim.rows(5), Dim.of(3));
    assertEquals(flat, z.reshape(flat).shape());
    assertSame(z, z.reshape(z.shape()));
    misfit(() -> z.reshape(Shape.of(15)), "[5, N, 3]", "[15]");
    misfit(() -> z.reshape(Shape.of(Dim.N, Dim.N, Dim.of(15))), "[N, N, 15]");
  }

  @Test
  void reductionsDropOrKeepAxes() {
    Tensor x = tensor(Dim.N, Dim.of(4), Dim.of(3));
    assertEquals(Shape.SCALAR, x.sum().shape());
    assertEquals(Shape.of(Dim.N, Dim.of(3)), x.sum(1).shape());
    assertEquals(Shape.of(Dim.N), x.logSumExp(-1, 1).shape());
    assertEquals(Shape.of(Dim.N, Dim.of(4), Dim.of(1)), x.reduce(Op.REDUCE_MAX, true, 2).shape());
    misfit(() -> x.sum(3), "no axis 3", "[N, 4, 3]");
    misfit(() -> x.sum(1, 1), "twice");
  }

  @Test
  void slicesAndPadsAreEachOthersTranspose() {
    Tensor x = tensor(Dim.N, Dim.of(10));
    assertEquals(Shape.of(Dim.N, Dim.of(4)), x.slice(1, 1, 9, 2).shape());
    assertEquals(Shape.of(Dim.N, Dim.of(10)), x.slice(1, 1, 9, 2).pad(1, 1, 2, 1, 0).shape());
    assertSame(x, x.slice(1, 0, 10));
    assertSame(x, x.pad(1, 0, 0));
    misfit(() -> x.slice(0, 0, 1), "length N");
    misfit(() -> x.slice(1, 3, 11), "3 to 11", "length 10");
  }

  @Test
  void concatExpandPermuteAndGather() {
    Tensor x = tensor(Dim.N, Dim.of(2));
    Tensor y = tensor(Dim.N, Dim.of(3));
    assertEquals(Shape.of(Dim.N, Dim.of(5)), Tensor.concat(-1, List.of(x, y)).shape());
    misfit(() -> Tensor.concat(0, List.of(x, y)), "[N, 2]", "[N, 3]");
    assertEquals(Shape.of(Dim.of(2), Dim.N), x.permute(1, 0).shape());
    misfit(() -> x.permute(0, 0), "order");
    assertEquals(
        Shape.of(Dim.of(4), Dim.N, Dim.of(2)),
        x.expand(Shape.of(Dim.of(4), Dim.N, Dim.of(2))).shape());
    misfit(() -> x.expand(Shape.of(2)), "broadcast");
    assertEquals(Shape.of(Dim.N, Dim.of(2), Dim.of(7)), tensor(9, 7).gather(x).shape());
    misfit(() -> y.scatterAdd(x, Shape.of(9, 7)), "[9, 7]");
  }

  @Test
  void convolutionsAndTheirTransposesAgreeOnShapes() {
    var g = new ConvolutionGeometry(28, 28, 3, 4, 4, 32, 2, 2, 1, 1, 1, 1, 1);
    Tensor x = tensor(Dim.N, Dim.of(28), Dim.of(28), Dim.of(3));
    Tensor w = tensor(4, 4, 3, 32);
    Tensor y = x.conv2d(w, g);
    assertEquals(Shape.batch(14, 14, 32), y.shape());
    assertEquals(x.shape(), y.conv2dTranspose(w, g).shape());
    assertEquals(w.shape(), x.conv2dWeight(y, g).shape());
    misfit(() -> x.conv2d(tensor(4, 4, 1, 32), g), "expected [4, 4, 3, 32]", "[4, 4, 1, 32]");
    misfit(() -> x.conv2dWeight(tensor(7, 14, 14, 32), g), "expected [N, 14, 14, 32]");
  }

  @Test
  void namesAreSharedAndMayNotChangeShape() {
    assertSame(graph.input("x", Shape.batch(3)), graph.input("x", Shape.batch(3)));
    misfit(() -> graph.input("x", Shape.batch(4)), "'x'", "[N, 3]", "[N, 4]");
    misfit(() -> graph.variable("x", Shape.of(3)), "'x'");
    misfit(() -> graph.variable("w", Shape.batch(3)), "cannot depend on the batch");
    misfit(
        () -> graph.noise(new Noise(Noise.Distribution.NORMAL, "e"), Shape.of(Dim.N, Dim.N)),
        "at most one axis");
  }

  @Test
  void dimensionsResolveForAnyBatchAndRefuseOverflow() {
    assertEquals(60, Shape.of(Dim.rows(5), Dim.of(3)).elements(4));
    assertEquals(0, Shape.batch(3).elements(0));
    assertThrows(ArithmeticException.class, () -> Shape.of(Dim.N, Dim.N).elements(1L << 40));
    assertThrows(IllegalStateException.class, () -> Shape.batch(3).elements());
    assertThrows(IllegalArgumentException.class, () -> Dim.of(-1));
    assertFalse(Shape.of(2, 3).sameElements(Shape.batch(6)));
  }

  @Test
  void aClosureIsInOrderAndComplete() {
    Tensor x = tensor(2, 3);
    Tensor unused = x.exp();
    Tensor y = x.neg().add(x);
    List<Tensor> needed = Graph.closure(List.of(y));
    assertEquals(List.of(x, y.operand(0), y), needed);
    assertFalse(needed.contains(unused));
  }
}
