package dev.vae.core.grad;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.graph.attribute.Attributes;
import dev.vae.core.internal.reference.Evaluator;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GradientsTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;

  private final Graph graph = new Graph();
  private final Map<String, double[]> leaves = new HashMap<>();

  private Tensor input(Shape shape, double... values) {
    String name = "x" + leaves.size();
    leaves.put(name, values);
    return graph.input(name, shape);
  }

  private Tensor vector(double... values) {
    return input(Shape.of(values.length), values);
  }

  private double[] value(Tensor t) {
    return Evaluator.evaluate(Computation.of(Map.of("y", t)), leaves, 2).get("y");
  }

  private static Tensor gradient(Tensor scalar, Tensor with) {
    return Gradients.of(scalar, List.of(with)).get(0);
  }

  private void expect(Tensor scalar, Tensor with, double... gradient) {
    assertArrayEquals(gradient, value(gradient(scalar, with)), 1e-15);
  }

  @Test
  void theBranchNotTakenLeaksNothing() {
    Tensor x = vector(-1, 0, 4);
    Tensor y = x.lessEqual(0).where(x.mul(3), x.log());
    expect(y.sum(), x, 3, 3, 0.25);
    Tensor safe = graph.constant(0).less(x).where(x, graph.constant(1)).sqrt();
    expect(safe.sum(), x, 0, 0, 0.25);
    expect(gradient(safe.sum(), x).sum(), x, 0, 0, -1.0 / 32);
    Tensor rows = input(Shape.of(2, 1), 1, 0).where(graph.constant(1), graph.constant(0));
    Tensor sums = input(Shape.of(2, 2), 2, 4, 0, -3);
    expect(
        rows.where(sums.log().sum(1).reshape(Shape.of(2, 1)), rows).sum(), sums, 0.5, 0.25, 0, 0);
    Tensor steep = x.log().mul(x.sqrt()).mul(3);
    expect(x.max(steep).sum(), x, 1, 1, 1.5 + 0.75 * Math.log(4));
    Tensor mask = vector(1, 0);
    Tensor cells = vector(2, NAN);
    Tensor b = vector(5, 7);
    Tensor masked = mask.where(cells.sub(b).square(), graph.constant(0));
    expect(masked.sum(), mask, 0, 0);
    expect(masked.sum(), b, 6, 0);
    Tensor first = cells.slice(0, 0, 1).sub(b.slice(0, 0, 1)).square();
    Tensor second = cells.slice(0, 1, 2).sub(b.slice(0, 1, 2)).square();
    Tensor joined = Tensor.concat(0, List.of(first, second));
    expect(mask.where(joined, graph.constant(0)).sum(), b, 6, 0);
    Tensor filled = mask.where(cells, graph.constant(0)).sub(b).square();
    expect(mask.where(filled, graph.constant(0)).sum(), b, 6, 0);
  }

  @Test
  void logSumExpHasFiniteGradientsAtMinusInfinity() {
    Tensor x = input(Shape.of(2, 2), -INF, Math.log(3), -INF, -INF);
    expect(x.logSumExp(1).sum(), x, 0, 1, 0, 0);
    Tensor softmax = gradient(x.logSumExp(1).sum(), x);
    expect(softmax.sum(), x, 0, 0, 0, 0);
  }

  @Test
  void softmaxHandsBackWhatItsFormulaSays() {
    Tensor x = input(Shape.of(2, 2), 0, Math.log(3), 1, 1);
    Tensor y = Functions.softmax(x, 1);
    Tensor weighted = y.mul(input(Shape.of(2, 2), 4, 0, 6, 2)).sum();
    expect(weighted, x, 0.75, -0.75, 1, -1); // y·(g − Σ g·y)
    expect(y.square().sum(), x, -0.1875, 0.1875, 0, 0);
    // the sum itself has its own derivative, as any tensor on the way
    Tensor sum = y.operand(1);
    expect(weighted, sum, -0.75, -2);
    // what is taken in part is as if the rest were weighted by 0
    Tensor first = input(Shape.of(2), 1, 0);
    expect(first.where(y.mul(4), graph.constant(0)).sum(), x, 0.75, -0.75, 1, -1);
  }

  @Test
  void tiesAreSettledAsDocumented() {
    Tensor a = vector(1, 2, NAN);
    Tensor b = vector(1, 3, 0);
    expect(a.max(b).sum(), a, 1, 0, 1);
    expect(a.max(b).sum(), b, 0, 1, 0);
    expect(a.min(b).sum(), a, 1, 1, 1);
    expect(a.min(b).sum(), b, 0, 0, 0);
    Tensor x = vector(4, 4, 1);
    expect(x.reduceMax(), x, 0.5, 0.5, 0);
    Tensor zeros = vector(0, -0.0);
    expect(zeros.abs().sum(), zeros, 0, 0);
    expect(zeros.relu().sum(), zeros, 0, 0);
    expect(zeros.sqrt().sum(), zeros, INF, -INF);
  }

  @Test
  void powersAreRightAtZero() {
    Tensor x = vector(0, 2);
    expect(x.pow(0).sum(), x, 0, 0);
    expect(x.pow(1).sum(), x, 1, 1);
    expect(x.pow(2).sum(), x, 0, 4);
    expect(x.pow(3).sum(), x, 0, 12);
    expect(gradient(x.pow(2).sum(), x).sum(), x, 2, 2);
    expect(x.pow(0.5).sum(), x, INF, 0.5 / Math.sqrt(2));
    Tensor p = vector(0, 3);
    expect(x.pow(p).sum(), x, 0, 12);
    expect(x.pow(p).sum(), p, 0, 8 * Math.log(2));
    Tensor both = gradient(x.pow(p).sum(), x).sum();
    expect(both, x, 0, 12);
    assertEquals(4 + 12 * Math.log(2), value(gradient(both, p))[1], 1e-14);
  }

  @Test
  void whatTheScalarDoesNotDependOnHasZeros() {
    Tensor x = input(Shape.batch(2), 1, 2, 3, 4);
    Tensor other = graph.input("other", Shape.of(Dim.N, Dim.of(3)));
    leaves.put("other", new double[6]);
    List<Tensor> gradients = Gradients.of(x.sum(), List.of(other, x, x.stopGradient()));
    assertTrue(gradients.get(0).isConstant(0));
    assertEquals(other.shape(), gradients.get(0).shape());
    assertArrayEquals(new double[6], value(gradients.get(0)));
    assertTrue(gradients.get(1).isConstant(1));
    assertTrue(gradients.get(2).isConstant(0));
    Tensor stopped = x.mul(x.stopGradient()).sum();
    expect(stopped, x, 1, 2, 3, 4);
  }

  @Test
  void tensorsOnTheWayHaveGradientsToo() {
    Tensor x = vector(1, 2);
    Tensor h = x.mul(3);
    Tensor y = h.square().sum().add(x.sum());
    assertArrayEquals(new double[] {6, 12}, value(gradient(y, h)), 1e-15);
    expect(y, x, 19, 37);
    assertTrue(gradient(y, y).isConstant(1));
  }

  @Test
  void misuseIsRefused() {
    Tensor x = vector(1, 2);
    var shape = assertThrows(IllegalArgumentException.class, () -> gradient(x, x));
    assertTrue(shape.getMessage().contains("[2]"), shape.getMessage());
    Tensor foreign = new Graph().constant(1);
    assertThrows(IllegalArgumentException.class, () -> gradient(x.sum(), foreign));
  }

  @Test
  void gradientsAreInTheScopeOfWhatTheyBelongTo() {
    Tensor x = input(Shape.batch(3), 1, 2, 3, 4, 5, 6);
    Tensor y;
    try (Graph.Scope outer = graph.scope("encoder");
        Graph.Scope inner = graph.scope("0.dense")) {
      y = x.tanh();
    }
    Tensor loss = y.sum();
    Tensor outside = gradient(loss, x);
    assertEquals("encoder/0.dense'", outside.scope());
    Tensor second = gradient(outside.sum(), x);
    assertTrue(
        Graph.closure(List.of(second)).stream()
            .anyMatch(t -> t.scope().equals("encoder/0.dense''")));
    try (Graph.Scope outer = graph.scope("encoder")) {
      assertEquals("encoder/0.dense'", gradient(loss, x).scope());
    }
    assertEquals("", graph.scopePath());
  }

  @Test
  void aTrainingStepHasNoIdleNodes() {
    Tensor x = input(Shape.batch(5), new double[10]);
    Tensor w = graph.variable("w", Shape.of(5, 4));
    Tensor b = graph.variable("b", Shape.of(4));
    Tensor loss = x.matmul(w).add(b).relu().sum(1).mean();
    List<Tensor> gradients = Gradients.of(loss, List.of(w, b));
    Map<Op, Integer> forward = count(List.of(loss));
    Map<Op, Integer> all = count(List.of(loss, gradients.get(0), gradients.get(1)));
    assertEquals(1, all.get(Op.LESS));
    assertEquals(1, all.get(Op.WHERE));
    assertEquals(2, all.get(Op.MATMUL));
    assertEquals(forward.get(Op.SUM) + 1, all.get(Op.SUM));
    assertEquals(forward.get(Op.MUL), all.get(Op.MUL));
    for (Op silly : List.of(Op.EXPAND, Op.RESHAPE, Op.PERMUTE, Op.NEG)) {
      assertFalse(all.containsKey(silly), silly + " in " + all);
    }
  }

  @Test
  void slicesSideBySideAreJoinedNotPadded() {
    Tensor x = input(Shape.batch(6), new double[12]);
    Tensor mean = x.slice(1, 0, 3);
    Tensor logVariance = x.slice(1, 3, 6);
    Tensor kl = mean.square().add(logVariance.exp()).sub(logVariance).sum();
    Map<Op, Integer> ops = count(List.of(gradient(kl, x)));
    assertEquals(1, ops.get(Op.CONCAT));
    assertFalse(ops.containsKey(Op.PAD));
  }

  @Test
  void aSharedMatrixOfManySamplesIsOneProduct() {
    Tensor x = graph.input("z", Shape.of(Dim.of(5), Dim.N, Dim.of(3)));
    Tensor w = graph.variable("w", Shape.of(3, 2));
    Tensor g = gradient(x.matmul(w).square().sum(), w);
    assertEquals(Op.MATMUL, g.op());
    assertEquals(Shape.of(Dim.rows(5), Dim.of(3)), g.operand(0).shape());
    assertEquals(new Attributes.MatMul(true, false), g.attributes());
  }

  @Test
  void reluCutsOnceHoweverItsInputWasMade() {
    Tensor x = input(Shape.batch(4), new double[8]);
    Tensor scale = graph.variable("scale", Shape.of(4));
    Tensor shift = graph.variable("shift", Shape.of(4));
    Tensor loss = x.mul(scale).add(shift).relu().sum();
    Map<Op, Integer> ops = count(Gradients.of(loss, List.of(x, scale, shift)));
    assertEquals(1, ops.get(Op.WHERE));
    assertEquals(3, ops.get(Op.MUL));
  }

  private static Map<Op, Integer> count(List<Tensor> roots) {
    Map<Op, Integer> counts = new EnumMap<>(Op.class);
    Graph.closure(roots).forEach(t -> counts.merge(t.op(), 1, Integer::sum));
    return counts;
  }

  @Test
  void aCheckFindsAWrongDerivativeAndSaysWhere() {
    Tensor x = vector(1, 2, 3);
    Tensor fake = x.square().sub(x.pow(3).stopGradient());
    GradientCheck check = GradientCheck.of(fake.sum(), List.of(x), leaves, 1);
    assertEquals("x0", check.leaf());
    assertTrue(check.error() > 0.1);
    assertTrue(check.toString().contains("x0["), check.toString());
    GradientCheck right = GradientCheck.of(x.square().sum(), List.of(x), leaves, 1, 2);
    assertTrue(right.error() < 1e-9, right.toString());
    Tensor zero = graph.constant(0);
    GradientCheck nothing = GradientCheck.of(zero.mul(x).sum(), List.of(x), leaves, 1);
    assertEquals(0, nothing.error());
    assertTrue(Arrays.equals(leaves.get("x0"), new double[] {1, 2, 3}), "left as they were");
  }
}
