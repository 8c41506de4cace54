package dev.vae.core.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vae.core.graph.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Random graphs: fused against the reference, and the same bits whatever runs them. */
class ProgramAgainstReferenceTest {
  private static final int[] ROWS = {0, 1, 2, 7};

  @Test
  void agreesWithDoublePrecision() {
    for (int seed = 0; seed < SEEDS; seed++) {
      RandomGraph g = new RandomGraph(seed, 60);
      for (int rows : ROWS) {
        Map<String, double[]> leaves = g.leaves(rows);
        Map<String, double[]> expected = Reference.evaluate(g.computation, leaves, rows);
        Map<String, float[]> actual = run(g, leaves, rows, Engine.of(1, "portable"));
        for (String name : expected.keySet()) {
          compare(
              expected.get(name), actual.get(name), "seed " + seed + " rows " + rows + " " + name);
        }
      }
    }
  }

  @Test
  void bitsDependOnNothingElse() {
    for (int seed = 0; seed < SEEDS; seed += 5) {
      RandomGraph g = new RandomGraph(seed, 60);
      Map<String, double[]> leaves = g.leaves(7);
      Map<String, float[]> expected = run(g, leaves, 7, Engine.of(1, "portable"));
      for (Engine engine :
          new Engine[] {Engine.of(1, null), Engine.of(2, null), Engine.of(3, "portable")}) {
        Map<String, float[]> actual = run(g, leaves, 7, engine);
        for (String name : expected.keySet()) {
          assertArrayEquals(expected.get(name), actual.get(name), 0f, "seed " + seed + " " + name);
        }
      }
    }
  }

  private static final int SEEDS = Integer.getInteger("vae.fuzz", 100);

  private static Map<String, float[]> run(
      RandomGraph g, Map<String, double[]> leaves, int rows, Engine engine) {
    Variables variables = new Variables();
    for (Tensor v : g.variables) {
      variables.add(v.name(), v.shape(), true).set(floats(leaves.get(v.name())));
    }
    Map<String, float[]> results = new LinkedHashMap<>();
    try (Program p = Program.compile(g.computation, variables, engine)) {
      for (Tensor t : g.computation.tensors()) {
        switch (t.op()) {
          case INPUT, NOISE -> p.bind(t.name(), floats(leaves.get(t.name())));
          default -> {}
        }
      }
      p.run(rows);
      g.computation.outputs().keySet().forEach(name -> results.put(name, p.output(name)));
      g.computation.updates().keySet().forEach(n -> results.put(n, variables.get(n).values()));
    }
    return results;
  }

  private static void compare(double[] expected, float[] actual, String where) {
    assertEquals(expected.length, actual.length, where);
    for (int i = 0; i < actual.length; i++) {
      double e = expected[i];
      boolean same = e == actual[i] || Double.isNaN(e) && Float.isNaN(actual[i]);
      if (!same) {
        assertEquals(e, actual[i], 1e-4 * (1 + Math.abs(e)), where + " [" + i + "]");
      }
    }
  }

  private static float[] floats(double[] x) {
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = (float) x[i];
    }
    return y;
  }
}
