package dev.vae.core.grad;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Tensor;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * First and second derivatives of every operation against finite differences, over awkward shapes,
 * with derivatives arriving in full shape and as a single number.
 */
class OperationGradientsTest {
  private static final double TOLERANCE = 1e-7;

  @ParameterizedTest
  @EnumSource(Op.class)
  void derivativesEqualFiniteDifferences(Op op) {
    List<Cases.Case> cases = Cases.of(op);
    assertTrue(!cases.isEmpty(), op + " has no case");
    for (int i = 0; i < cases.size(); i++) {
      for (int rows = 1; rows <= 3; rows += 2) {
        for (boolean weighted : new boolean[] {true, false}) {
          String what = op + " case " + i + " rows " + rows + (weighted ? " weighted" : "");
          check(op, cases.get(i), rows, weighted, what);
        }
      }
    }
  }

  private static void check(Op op, Cases.Case build, int rows, boolean weighted, String what) {
    Cases.Fixture f = new Cases.Fixture(rows);
    Tensor y = build.apply(f);
    assertTrue(Graph.closure(List.of(y)).stream().anyMatch(t -> t.op() == op), what + " lacks it");
    Tensor first = weighted ? y.mul(f.fixed(y.shape(), 0.5, 1.5)).sum() : y.sum();
    same(first, f, what);
    Tensor second = f.graph.constant(0);
    for (Tensor gradient : Gradients.of(first, f.leaves)) {
      second = second.add(gradient.mul(f.fixed(gradient.shape(), 0.5, 1.5)).sum());
    }
    same(second, f, what + ", second derivative");
  }

  private static void same(Tensor scalar, Cases.Fixture f, String what) {
    GradientCheck check = GradientCheck.of(scalar, f.leaves, f.values, f.rows);
    assertTrue(check.error() < TOLERANCE, what + ": " + check);
  }
}
