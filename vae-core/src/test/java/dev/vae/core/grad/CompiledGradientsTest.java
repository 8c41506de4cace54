package dev.vae.core.grad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.engine.Engine;
import dev.vae.core.engine.Program;
import dev.vae.core.engine.Reference;
import dev.vae.core.engine.Variables;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The graphs that gradients are, compiled in single precision, against the reference. */
class CompiledGradientsTest {

  @ParameterizedTest
  @EnumSource(Op.class)
  void compiledGradientsEqualTheReference(Op op) {
    List<Cases.Case> cases = Cases.of(op);
    for (int i = 0; i < cases.size(); i++) {
      Cases.Fixture f = new Cases.Fixture(3);
      Tensor y = cases.get(i).apply(f);
      Tensor scalar = y.mul(f.fixed(y.shape(), 0.5, 1.5)).sum();
      Map<String, Tensor> outputs = new LinkedHashMap<>();
      List<Tensor> gradients = Gradients.of(scalar, f.leaves);
      for (int j = 0; j < gradients.size(); j++) {
        outputs.put("gradient in " + f.leaves.get(j).name(), gradients.get(j));
      }
      outputs.put("value", scalar);
      compare(Computation.of(outputs), f, op + " case " + i);
    }
  }

  private static void compare(Computation computation, Cases.Fixture f, String what) {
    f.values.values().forEach(v -> Arrays.setAll(v, i -> (float) v[i]));
    Map<String, double[]> expected = Reference.evaluate(computation, f.values, f.rows);
    Variables variables = new Variables();
    for (Tensor t : computation.leaves(Op.VARIABLE)) {
      variables.add(t.name(), t.shape(), true).set(floats(f.values.get(t.name())));
    }
    try (Program program = Program.compile(computation, variables, Engine.of(2, null))) {
      for (Op leaf : List.of(Op.INPUT, Op.NOISE)) {
        computation
            .leaves(leaf)
            .forEach(t -> program.bind(t.name(), floats(f.values.get(t.name()))));
      }
      program.run(f.rows);
      for (var entry : expected.entrySet()) {
        float[] got = program.output(entry.getKey());
        double[] exact = entry.getValue();
        assertEquals(exact.length, got.length, what + " " + entry.getKey());
        double size = Arrays.stream(exact).map(Math::abs).max().orElse(0);
        for (int i = 0; i < got.length; i++) {
          boolean near = Math.abs(got[i] - exact[i]) <= 2e-5 * (1 + size);
          assertTrue(
              near, what + ", " + entry.getKey() + "[" + i + "]: " + got[i] + " for " + exact[i]);
        }
      }
    }
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
