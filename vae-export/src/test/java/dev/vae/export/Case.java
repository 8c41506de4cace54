package dev.vae.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vae.core.engine.Reference;
import dev.vae.core.engine.Variables;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.export.runtime.OnnxSession;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * A computation exported, run in onnxruntime with 1, 2 and 7 rows, and compared with the reference.
 */
final class Case {
  private final Map<String, Tensor> outputs = new LinkedHashMap<>();
  private final Map<String, double[]> fixed = new LinkedHashMap<>();
  private final Graph graph = new Graph();
  private double low = -2;
  private double high = 2;
  private double tolerance = 1e-5;

  static Case of(Function<Graph, Tensor> trace) {
    Case c = new Case();
    c.outputs.put("result", trace.apply(c.graph));
    return c;
  }

  /** Inputs are drawn from here. */
  Case between(double from, double to) {
    low = from;
    high = to;
    return this;
  }

  /** Largest difference, relative to the value where that is above 1. */
  Case within(double largest) {
    tolerance = largest;
    return this;
  }

  /** Exactly these numbers for a leaf, repeated as often as needed. */
  Case with(String leaf, double... values) {
    fixed.put(leaf, values);
    return this;
  }

  /** The exported file. */
  byte[] export() {
    return new OnnxExporter("case").export(computation(), variables()).toBytes();
  }

  void check() {
    byte[] bytes = export();
    StructureCheck.check(bytes);
    try (OnnxSession session = OnnxSession.open(bytes, OnnxSession.Device.CPU)) {
      for (int rows : new int[] {1, 2, 7}) {
        compare(session, rows);
      }
    }
  }

  private Computation computation() {
    return Computation.of(outputs);
  }

  private Variables variables() {
    Variables variables = new Variables();
    SplittableRandom random = new SplittableRandom(5);
    for (Tensor t : computation().leaves(Op.VARIABLE)) {
      variables.add(t.name(), t.shape(), true).set(toFloats(values(t, 1, random)));
    }
    return variables;
  }

  private void compare(OnnxSession session, int rows) {
    SplittableRandom random = new SplittableRandom(rows);
    Computation computation = computation();
    Map<String, double[]> leaves = new LinkedHashMap<>();
    Map<String, float[]> inputs = new LinkedHashMap<>();
    for (Op op : new Op[] {Op.INPUT, Op.NOISE}) {
      for (Tensor t : computation.leaves(op)) {
        float[] values = toFloats(values(t, rows, random));
        inputs.put(t.name(), values);
        leaves.put(t.name(), toDoubles(values));
      }
    }
    variables().all().forEach((name, v) -> leaves.put(name, toDoubles(v.values())));
    double[] expected = Reference.evaluate(computation, leaves, rows).get("result");
    float[] actual = session.run(inputs, rows).get("result");
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < actual.length; i++) {
      double allowed = tolerance * Math.max(1, Math.abs(expected[i]));
      if (tolerance < 1e-9 || !Double.isFinite(expected[i])) {
        assertEquals((float) expected[i], actual[i], "element " + i + " of " + rows + " rows");
      } else {
        int at = i;
        assertEquals(
            expected[i], actual[i], allowed, () -> "element " + at + " of " + rows + " rows");
      }
    }
  }

  private double[] values(Tensor t, int rows, SplittableRandom random) {
    Shape shape = t.shape();
    double[] given = fixed.get(t.name());
    double[] values = new double[Math.toIntExact(shape.elements(rows))];
    for (int i = 0; i < values.length; i++) {
      values[i] = given != null ? given[i % given.length] : random.nextDouble(low, high);
    }
    return values;
  }

  static float[] toFloats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  static double[] toDoubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
