package dev.vae.core.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.grad.Gradients;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Steps that are done a few rows at a time give what they give on all rows. */
class RowBlockingTest {
  private static final int STEPS = 30;
  private static final int FEATURES = 12;
  private final Graph graph = new Graph();
  private final Variables variables = new Variables();
  private final Computation computation = attention();

  /** Two blocks of attention, one behind the other, with gradients and a value of all rows. */
  private Computation attention() {
    Tensor x = graph.input("x", Shape.of(Dim.N, Dim.of(STEPS), Dim.of(FEATURES)));
    Tensor first = variable("first", 3 * FEATURES);
    Tensor second = variable("second", 3 * FEATURES);
    Tensor once = block(x, first, false);
    Tensor twice = block(once.sub(once.mean()), second, true);
    Tensor loss = twice.square().mean();
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    outputs.put("twice", twice);
    outputs.put("rows", twice.sum(1, 2));
    outputs.put("loss", loss);
    List<Tensor> all = List.of(first, second, x);
    List<Tensor> gradients = Gradients.of(loss, all);
    for (int i = 0; i < all.size(); i++) {
      outputs.put("gradient" + i, gradients.get(i));
    }
    return Computation.of(outputs);
  }

  private Tensor variable(String name, int columns) {
    Tensor v = graph.variable(name, Shape.of(FEATURES, columns));
    variables.add(name, v.shape(), true).set(numbers(FEATURES * columns, columns));
    return v;
  }

  private Tensor block(Tensor x, Tensor weights, boolean causal) {
    Tensor together =
        x.matmul(weights)
            .reshape(Shape.of(Dim.N, Dim.of(STEPS), Dim.of(3), Dim.of(2), Dim.of(FEATURES / 2)))
            .permute(0, 2, 3, 1, 4);
    Shape each = Shape.of(Dim.N, Dim.of(2), Dim.of(STEPS), Dim.of(FEATURES / 2));
    Tensor query = together.slice(1, 0, 1).reshape(each);
    Tensor key = together.slice(1, 1, 2).reshape(each);
    Tensor value = together.slice(1, 2, 3).reshape(each);
    Tensor scores = query.matmul(key, false, true);
    Tensor never = graph.constant(Double.NEGATIVE_INFINITY);
    Tensor masked = causal ? Functions.lowerTriangle(graph, STEPS).where(scores, never) : scores;
    Tensor seen = Functions.softmax(masked, -1).matmul(value).permute(0, 2, 1, 3);
    return seen.reshape(x.shape()).add(x);
  }

  private static float[] numbers(int count, int seed) {
    Random random = new Random(seed);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian() / 2;
    }
    return numbers;
  }

  private Map<String, float[]> run(int threads, int rows) {
    Map<String, float[]> results = new LinkedHashMap<>();
    try (Engine engine = Engine.of(threads, null);
        Program p = Program.compile(computation, variables, engine)) {
      p.bind("x", numbers(rows * STEPS * FEATURES, rows));
      for (int i = 0; i < 2; i++) {
        p.run(rows);
        computation.outputs().keySet().forEach(name -> results.put(name, p.output(name)));
      }
    }
    return results;
  }

  private String report(int threads, int rows) {
    try (Engine engine = Engine.of(threads, null);
        Program p = Program.compile(computation, variables, engine)) {
      return p.report(rows);
    }
  }

  private boolean isSliced(int threads, int rows) {
    return report(threads, rows).contains("  by rows:");
  }

  @Test
  void addsUpGradientsOfWeightsInOneOrder() {
    String gradient = "[" + FEATURES + ", " + 3 * FEATURES + "] [" + STEPS + "N, ";
    for (String line : report(1, 48).split("\n")) {
      assertTrue(!line.contains("matmul" + gradient) || line.contains("by rows: "), line);
    }
    assertTrue(report(48, 48).contains("added up by rows: matmul" + gradient), report(48, 48));
  }

  @Test
  void givesTheBitsOfAllRowsTogether() {
    for (int rows : new int[] {2, 7, 48}) {
      int many = rows / 4 + 2;
      assertFalse(isSliced(many, rows), "there are not rows for all of so many threads");
      Map<String, float[]> whole = run(many, rows);
      for (int threads = 1; threads <= 3; threads++) {
        Map<String, float[]> sliced = run(threads, rows);
        String where = rows + " rows by " + threads;
        assertEquals(threads == 1 || rows >= 4 * threads, isSliced(threads, rows), where);
        whole.forEach((name, y) -> assertArrayEquals(y, sliced.get(name), where + ": " + name));
      }
    }
  }

  @Test
  void leavesGradientsWithoutSuchProductsAsTheyWere() {
    Tensor x = graph.input("y", Shape.of(Dim.N, Dim.of(STEPS), Dim.of(FEATURES)));
    Tensor weights = variable("third", 2 * FEATURES);
    Tensor loss = x.matmul(weights).square().mean();
    Tensor gradient = Gradients.of(loss, List.of(weights)).get(0);
    try (Engine engine = Engine.of(1, null);
        Program p = Program.compile(Computation.of(Map.of("g", gradient)), variables, engine)) {
      assertFalse(p.report(48).contains("by rows"), p.report(48));
    }
  }

  @Test
  void doesNotCutWhatEachRowNeedsOfAll() {
    Map<String, float[]> results = run(1, 5);
    Map<String, double[]> leaves = new LinkedHashMap<>();
    float[] x = numbers(5 * STEPS * FEATURES, 5);
    double[] wide = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      wide[i] = x[i];
    }
    leaves.put("x", wide);
    for (String name : List.of("first", "second")) {
      float[] v = variables.get(name).values();
      double[] values = new double[v.length];
      for (int i = 0; i < v.length; i++) {
        values[i] = v[i];
      }
      leaves.put(name, values);
    }
    Map<String, double[]> expected = Reference.evaluate(computation, leaves, 5);
    expected.forEach(
        (name, y) -> {
          for (int i = 0; i < y.length; i++) {
            assertEquals(y[i], results.get(name)[i], 1e-4 * Math.max(1, Math.abs(y[i])), name);
          }
        });
  }
}
