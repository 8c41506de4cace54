package dev.vae.core.internal.compile.rewrite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.vae.core.engine.Engine;
import dev.vae.core.engine.Program;
import dev.vae.core.grad.Gradients;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JoinedGradientsTest {
  private static final int DEPTH = 19;
  private static final int[] WIDTHS = {3, 24, 1, 21, 32, 9, 2, 4, 5};

  private final Graph graph = new Graph();
  private final DrawnWeights drawn = new DrawnWeights(graph);

  private Tensor rows(String name, int width) {
    return graph.input(name, Shape.of(Dim.rows(1), Dim.of(width)));
  }

  /** The gradients of what heads of several widths make of a hidden layer. */
  private Map<String, Tensor> gradients(Dim rows, int... widths) {
    Tensor x = graph.input("x", Shape.of(rows, Dim.of(5)));
    Tensor hidden = x.matmul(drawn.weight("in", 5, DEPTH)).tanh();
    Tensor loss = hidden.square().sum(0, 1);
    for (int width : widths) {
      loss = loss.add(hidden.matmul(drawn.weight("w" + width, DEPTH, width)).sin().sum(0, 1));
    }
    Map<String, Tensor> all = new LinkedHashMap<>();
    List<Tensor> gradients = Gradients.of(loss, drawn.all);
    for (int i = 0; i < drawn.all.size(); i++) {
      all.put(drawn.all.get(i).name(), gradients.get(i));
    }
    return all;
  }

  private static long products(Computation computation) {
    return computation.tensors().stream().filter(t -> t.op() == Op.MATMUL).count();
  }

  /**
   * Of nine heads the eight that are no whole vectors wide: one product instead of eight for the
   * gradients of drawn.all, and one for that of the hidden layer.
   */
  @Test
  void headsHaveTwoProducts() {
    Computation apart = Rewriter.optimise(Computation.of(gradients(Dim.rows(1), WIDTHS)));
    assertEquals(products(apart) - 14, products(JoinedGradients.of(apart)));
  }

  /**
   * The gradients of weights to the bit, that of the layer below to rounding, as of a fixed number
   * of rows, whose products are not joined.
   */
  @ParameterizedTest
  @ValueSource(strings = {"vector", "portable"})
  void gradientsAreThoseOfHeadsApart(String kernels) {
    Map<String, Tensor> gradients = gradients(Dim.rows(2), WIDTHS);
    Engine engine = Engine.of(1, kernels);
    for (int rows : new int[] {0, 1, 5, 300}) {
      JoinedGradientsTest other = new JoinedGradientsTest();
      Map<String, Tensor> same = other.gradients(Dim.of(2 * rows), WIDTHS);
      float[] values = drawn.numbers(2 * rows * 5);
      try (Program joined = Program.compile(Computation.of(gradients), drawn.variables, engine);
          Program apart = Program.compile(Computation.of(same), other.drawn.variables, engine)) {
        joined.bind("x", values).run(rows);
        apart.bind("x", values).run(1);
        for (String name : gradients.keySet()) {
          float[] expected = apart.output(name);
          float delta = name.equals("in") ? 1e-5f * (1 + largest(expected)) : 0;
          assertArrayEquals(expected, joined.output(name), delta, name);
        }
      }
    }
  }

  private static float largest(float[] values) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /** A sum that something else reads, too, stays to be read. */
  @Test
  void whatOthersReadStays() {
    Tensor alone = rows("x", 3).matmul(drawn.weight("u", DEPTH, 3), false, true);
    Tensor sum = rows("other", DEPTH).add(alone);
    for (int i = 1; i <= JoinedProducts.MANY; i++) {
      Tensor product = rows("x" + i, i).matmul(drawn.weight("u" + i, DEPTH, i), false, true);
      sum = i % 2 == 0 ? sum.add(product) : product.add(sum);
    }
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    outputs.put("alone", alone);
    outputs.put("sum", sum);
    Computation joined = JoinedGradients.of(Computation.of(outputs));
    assertEquals(2, products(joined), "one by itself, the others together");
    assertEquals(outputs.keySet(), joined.outputs().keySet());
  }

  /** One gradient needed for another of the same matrix: they cannot be one product. */
  @Test
  void whatNeedsOneAnotherStaysApart() {
    Tensor x = rows("x", DEPTH);
    Tensor last = rows("a", 3);
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    for (int i = 0; i < JoinedProducts.MANY; i++) {
      Tensor gradient = x.matmul(last, true, false);
      outputs.put("w" + i, gradient);
      last = x.matmul(gradient);
    }
    assertUnchanged(outputs);
  }

  @Test
  void whatWouldGainNothingStaysAsItIs() {
    assertUnchanged(new JoinedGradientsTest().gradients(Dim.rows(1), 1, 2, 3));
    assertUnchanged(
        new JoinedGradientsTest().gradients(Dim.rows(1), 16, 32, 48, 64, 80, 96, 112, 128));
    assertUnchanged(new JoinedGradientsTest().gradients(Dim.of(8), WIDTHS));
  }

  private static void assertUnchanged(Map<String, Tensor> outputs) {
    Computation computation = Computation.of(outputs);
    assertSame(computation, JoinedGradients.of(computation));
  }
}
