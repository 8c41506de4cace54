package dev.vae.core.internal.compile.rewrite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.vae.core.engine.Engine;
import dev.vae.core.engine.Program;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JoinedProductsTest {
  private static final int DEPTH = 19;

  private final Graph graph = new Graph();
  private final DrawnWeights drawn = new DrawnWeights(graph);

  private Tensor left(int factor) {
    return graph.input("x", Shape.of(Dim.rows(factor), Dim.of(DEPTH)));
  }

  private static long products(Computation computation) {
    return JoinedProducts.of(computation).tensors().stream()
        .filter(t -> t.op() == Op.MATMUL)
        .count();
  }

  /** The heads of a table's columns, alone and with others, have the same bits. */
  @ParameterizedTest
  @ValueSource(strings = {"vector", "portable"})
  void productsHaveTheSameBitsTogether(String kernels) {
    Tensor x = left(8);
    Map<String, Tensor> heads = new LinkedHashMap<>();
    for (int width : new int[] {3, 24, 1, 21, 32, 9}) {
      Tensor product = x.matmul(drawn.weight("w" + width, DEPTH, width));
      heads.put("plain" + width, product);
      heads.put("sum" + width, product.add(1).exp().sum(1));
    }
    assertEquals(2, products(Computation.of(heads)), "all in one, but for that of 32 columns");
    Engine engine = Engine.of(1, kernels);
    for (int rows : new int[] {0, 1, 5, 40}) {
      float[] values = drawn.numbers(8 * rows * DEPTH);
      try (Program all = Program.compile(Computation.of(heads), drawn.variables, engine)) {
        all.bind("x", values).run(rows);
        heads.forEach(
            (name, head) -> {
              Computation alone = Computation.of(Map.of(name, head));
              try (Program one = Program.compile(alone, drawn.variables, engine)) {
                one.bind("x", values).run(rows);
                assertArrayEquals(one.output(name), all.output(name), name);
              }
            });
      }
    }
  }

  @Test
  void whatWouldGainNothingStaysAsItIs() {
    Tensor few = left(1);
    Tensor a = drawn.weight("a", DEPTH, 3);
    Tensor b = drawn.weight("b", DEPTH, 5);
    assertUnchanged(Map.of("a", few.matmul(a), "b", few.matmul(b)));
    Tensor many = graph.input("y", Shape.of(Dim.rows(8), Dim.of(DEPTH)));
    assertUnchanged(
        Map.of("a", many.matmul(a), "b", many.matmul(drawn.weight("wide", DEPTH, 150))));
    assertUnchanged(
        Map.of("a", many.matmul(a), "b", many.matmul(drawn.weight("t", 5, DEPTH), false, true)));
  }

  /**
   * Rows of a batch are enough for many heads in a step of training, though a single row is not.
   */
  @Test
  void manyHeadsAreJoinedInTraining() {
    Tensor x = left(1);
    Map<String, Tensor> heads = new LinkedHashMap<>();
    for (int width : new int[] {3, 1, 21, 9, 2, 4, 5, 6}) {
      heads.put("w" + width, x.matmul(drawn.weight("w" + width, DEPTH, width)));
    }
    assertUnchanged(heads);
    Map<String, Tensor> updates = Map.of("u", drawn.weight("u", 1, 1).add(1));
    assertEquals(1, products(new Computation(heads, updates)));
  }

  private static void assertUnchanged(Map<String, Tensor> outputs) {
    Computation computation = Computation.of(outputs);
    assertSame(computation, JoinedProducts.of(computation));
  }
}
