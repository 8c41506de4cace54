package dev.vae.core.internal.compile.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.graph.attribute.Attributes;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What each rule makes of a small graph, as text: operations with their operands. */
class RulesTest {
  private final Graph graph = new Graph();
  private final Tensor x = graph.input("x", Shape.batch(3));
  private final Tensor y = graph.input("y", Shape.batch(3));
  private final Tensor s = graph.input("s", Shape.SCALAR);

  private static String text(Tensor t) {
    return switch (t.op()) {
      case INPUT -> t.name();
      case CONSTANT -> t.attributes().toString().replaceAll("Constant\\[values=(.*)\\]", "$1");
      default ->
          t.op().name().toLowerCase(java.util.Locale.ROOT)
              + t.operands().stream().map(RulesTest::text).collect(Collectors.toList());
    };
  }

  private static Tensor optimised(Tensor t) {
    return Rewriter.optimise(Computation.of(Map.of("t", t))).outputs().get("t");
  }

  private void becomes(String expected, Tensor t) {
    Tensor o = optimised(t);
    assertEquals(expected, text(o));
    assertEquals(t.shape(), o.shape());
  }

  @Test
  void neutralElementsGo() {
    becomes("x", x.add(0));
    becomes("x", graph.constant(0).add(x));
    becomes("x", x.sub(0).mul(1).div(1));
    becomes("x", x.mul(graph.constant(Shape.of(3), 1)));
    becomes("x", x.stopGradient());
    becomes("expand[s]", s.mul(graph.constant(Shape.of(2, 3), 1)));
    becomes("x", y.less(0.5).where(x, x));
    becomes("mul[x, 0.0]", x.mul(0));
  }

  @Test
  void signsMove() {
    becomes("x", x.neg().neg());
    becomes("sub[x, y]", x.add(y.neg()));
    becomes("sub[y, x]", x.neg().add(y));
    becomes("add[x, y]", x.sub(y.neg()));
    becomes("sub[y, x]", x.sub(y).neg());
    becomes("neg[x]", x.mul(-1));
    becomes("neg[x]", graph.constant(0).sub(x));
    becomes("mul[x, y]", x.neg().mul(y.neg()));
  }

  @Test
  void numbersAreComputedAtOnce() {
    becomes("mul[x, 6.0]", x.mul(graph.constant(2).mul(3)));
    becomes("mul[x, " + StrictMath.exp(-0.5) + "]", x.mul(graph.constant(-0.5).exp()));
    becomes("x", graph.constant(1).where(x, y));
    becomes("expand[2.0]", graph.constant(Shape.of(4), 2));
    becomes("mul[x, 0.25]", x.div(4));
    becomes("div[x, 3.0]", x.div(3));
  }

  @Test
  void powers() {
    becomes("mul[x, x]", x.pow(2));
    becomes("x", x.pow(1));
    becomes("div[1.0, x]", x.pow(-1));
    becomes("pow[x, 0.5]", x.pow(0.5));
  }

  @Test
  void movementsJoin() {
    Shape flat = Shape.of(Dim.rows(3));
    becomes("reshape[x]", x.reshape(flat).reshape(Shape.batch(3, 1)));
    becomes("x", x.reshape(flat).reshape(x.shape()));
    becomes("x", x.permute(1, 0).permute(1, 0));
    becomes("permute[x]", x.permute(1, 0));
    becomes("reshape[x]", x.reshape(Shape.batch(3, 1)).permute(2, 0, 1));
    becomes("expand[s]", s.expand(Shape.of(3)).expand(Shape.of(2, 3)));
    becomes("expand[s]", s.expand(Shape.of(2, 3)).permute(1, 0));
  }

  @Test
  void broadcastingComesLast() {
    becomes("add[x, s]", x.add(s.expand(x.shape())));
    becomes("expand[exp[s]]", s.expand(x.shape()).exp());
    becomes("mul[x, mul[s, s]]", x.mul(s.expand(x.shape()).mul(s.expand(x.shape()))));
  }

  @Test
  void transposesBecomeFlags() {
    Tensor w = graph.input("w", Shape.of(3, 5));
    Tensor t = optimised(w.permute(1, 0).matmul(x.permute(1, 0)));
    assertEquals("matmul[w, x]", text(t));
    assertEquals(new Attributes.MatMul(true, true), t.attributes());
    Tensor back = optimised(x.matmul(w.permute(1, 0), false, true));
    assertEquals(new Attributes.MatMul(false, false), back.attributes());
  }

  @Test
  void reductionsComeInTwoForms() {
    Tensor t = graph.input("t", Shape.batch(4, 1, 5));
    becomes("sum[t]", t.sum(1, 3));
    becomes("sum[t]", t.sum(0));
    becomes("sum[permute[t]]", t.sum(1));
    becomes("reshape[t]", t.sum(2));
    becomes("reshape[sum[t]]", t.reduce(Op.SUM, true, 3));
    becomes("expand[mul[s, 15.0]]", s.expand(Shape.of(3, 5, 2)).sum(0, 1));
    becomes("mul[mul[s, 3.0], rows[]]", s.expand(x.shape()).sum());
    becomes("sum[t]", t.sum(3).reduce(Op.REDUCE_MAX, false, 2).reshape(Shape.batch(4, 1)));
  }

  @Test
  void equalNodesAreOne() {
    Tensor t = optimised(x.mul(y).exp().add(x.mul(y).exp().tanh()));
    assertSame(t.operand(0), t.operand(1).operand(0));
  }

  @Test
  void scopesStay() {
    Tensor t;
    try (Graph.Scope scope = graph.scope("encoder")) {
      t = x.add(y);
    }
    assertEquals("encoder", optimised(t).scope());
  }

  @Test
  void deadCodeGoes() {
    x.add(y);
    Computation c = Rewriter.optimise(Computation.of(Map.of("t", x.sub(x.add(0)))));
    assertEquals(List.of(Op.INPUT, Op.SUB), c.tensors().stream().map(Tensor::op).toList());
  }
}
