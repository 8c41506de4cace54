package dev.vae.core.internal.compile.rewrite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.vae.core.engine.Engine;
import dev.vae.core.engine.Program;
import dev.vae.core.engine.Variables;
import dev.vae.core.grad.Gradients;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JoinedGradientsTest {
  private static final int DEPTH = 19;
  private static final int[] WIDTHS = {3, 24, 1, 21, 32, 9};

  private final Graph graph = new Graph();
  private final Variables variables = new Variables();
  private final Random random = new Random(1);
  private final List<Tensor> weights = new ArrayList<>();

  private Tensor weight(String name, int... shape) {
    Tensor w = graph.variable(name, Shape.of(shape));
    variables.add(name, w.shape(), true).set(numbers(shape[0] * shape[1]));
    weights.add(w);
    return w;
  }

  private float[] numbers(int count) {
    float[] all = new float[count];
    for (int i = 0; i < count; i++) {
      all[i] = (float) random.nextGaussian();
    }
    return all;
  }

  private Tensor rows(String name, int factor, int width) {
    return graph.input(name, Shape.of(Dim.rows(factor), Dim.of(width)));
  }

  /** The gradients of what heads of several widths make of a hidden layer. */
  private Map<String, Tensor> gradients(int factor) {
    Tensor hidden = rows("x", factor, 5).matmul(weight("in", 5, DEPTH)).tanh();
    Tensor loss = hidden.square().sum(0, 1);
    for (int width : WIDTHS) {
      loss = loss.add(hidden.matmul(weight("w" + width, DEPTH, width)).sin().sum(0, 1));
    }
    Map<String, Tensor> all = new LinkedHashMap<>();
    List<Tensor> gradients = Gradients.of(loss, weights);
    for (int i = 0; i < weights.size(); i++) {
      all.put(weights.get(i).name(), gradients.get(i));
    }
    return all;
  }

  private static long products(Computation computation) {
    return computation.tensors().stream().filter(t -> t.op() == Op.MATMUL).count();
  }

  /**
   * Of six heads the five that are no whole vectors wide: one product instead of five for the
   * gradients of weights, and one for that of the hidden layer.
   */
  @Test
  void headsHaveTwoProducts() {
    Computation apart = Rewriter.optimise(Computation.of(gradients(8)));
    assertEquals(products(apart) - 8, products(JoinedGradients.of(apart)));
  }

  /**
   * The gradients of weights to the bit, that of the layer below to rounding, as of eight times as
   * many rows, whose products are not joined.
   */
  @ParameterizedTest
  @ValueSource(strings = {"vector", "portable"})
  void gradientsAreThoseOfHeadsApart(String kernels) {
    Map<String, Tensor> gradients = gradients(8);
    JoinedGradientsTest other = new JoinedGradientsTest();
    Map<String, Tensor> same = other.gradients(1);
    Engine engine = Engine.of(1, kernels);
    for (int rows : new int[] {0, 1, 5, 90}) {
      float[] values = numbers(8 * rows * 5);
      try (Program joined = Program.compile(Computation.of(gradients), variables, engine);
          Program apart = Program.compile(Computation.of(same), other.variables, engine)) {
        joined.bind("x", values).run(rows);
        apart.bind("x", values).run(8 * rows);
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
    Tensor a = rows("a", 8, 3).matmul(weight("u", DEPTH, 3), false, true);
    Tensor b = rows("b", 8, 5).matmul(weight("v", DEPTH, 5), false, true);
    Tensor c = rows("c", 8, 7).matmul(weight("w", DEPTH, 7), false, true);
    Tensor other = rows("d", 8, DEPTH);
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    outputs.put("a", a);
    outputs.put("sum", other.add(a).add(b.add(c)));
    Computation joined = JoinedGradients.of(Computation.of(outputs));
    assertEquals(2, products(joined), "a by itself, b and c together");
    assertEquals(outputs.keySet(), joined.outputs().keySet());
  }

  /** One gradient needed for another of the same matrix: they cannot be one product. */
  @Test
  void whatNeedsOneAnotherStaysApart() {
    Tensor x = rows("x", 8, DEPTH);
    Tensor first = x.matmul(rows("a", 8, 3), true, false);
    Tensor second = x.matmul(x.matmul(first), true, false);
    assertUnchanged(Map.of("second", second));
  }

  @Test
  void whatWouldGainNothingStaysAsItIs() {
    assertUnchanged(gradients(1));
    Tensor a = rows("a", 8, 3).matmul(weight("u", DEPTH, 3), false, true);
    assertUnchanged(Map.of("one", a.add(rows("d", 8, DEPTH))));
  }

  private static void assertUnchanged(Map<String, Tensor> outputs) {
    Computation computation = Computation.of(outputs);
    assertSame(computation, JoinedGradients.of(computation));
  }
}
