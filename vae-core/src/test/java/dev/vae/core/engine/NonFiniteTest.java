package dev.vae.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NonFiniteTest {

  @Test
  void theFirstOperationIsNamedWithItsRow() {
    Graph graph = new Graph();
    Variables variables = new Variables();
    Tensor x = graph.input("x", Shape.batch(2));
    Tensor w = graph.variable("w", Shape.of(2));
    variables.add("w", w.shape(), true).set(new float[] {1, 1});
    Tensor y;
    try (Graph.Scope scope = graph.scope("encoder/0.dense")) {
      y = x.mul(w).log();
    }
    Tensor loss = y.exp().sub(y).sum();
    Computation c = new Computation(Map.of("loss", loss), Map.of("w", w.mul(loss)));
    try (Program p = Program.compile(c, variables, Engine.of(1, null))) {
      p.bind("x", new float[] {1, 2, 3, 4, 5, -6});
      assertEquals(Optional.empty(), p.firstNonFinite(2, 0, 0, 0));
      NonFinite first = p.firstNonFinite(3, 0, 0, 0).orElseThrow();
      assertEquals(Op.LOG, first.op());
      assertEquals("encoder/0.dense", first.scope());
      assertEquals(2, first.row());
      assertEquals(5, first.element());
      assertTrue(first.toString().startsWith("NaN at element 5, row 2 of %"), first.toString());
      assertEquals(1, variables.get("w").values()[0], "nothing is updated");
      p.bind("x", new float[] {1, Float.NEGATIVE_INFINITY});
      assertEquals(Op.INPUT, p.firstNonFinite(1, 0, 0, 0).orElseThrow().op());
    }
  }
}
