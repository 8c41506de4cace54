package dev.vae.core.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.geometry.ConvolutionGeometry;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Values worked out by hand, and identities that plain loops can check. */
class ReferenceTest {
  private static final double NAN = Double.NaN;
  private static final double INF = Double.POSITIVE_INFINITY;

  private final Graph graph = new Graph();
  private final Map<String, double[]> leaves = new HashMap<>();
  private final Random random = new Random(1);

  private Tensor input(Shape shape, double... values) {
    String name = "x" + leaves.size();
    leaves.put(name, values);
    return graph.input(name, shape);
  }

  private Tensor random(Shape shape, int rows) {
    return input(shape, random.doubles(shape.elements(rows), -1, 1).toArray());
  }

  private double[] value(Tensor t, int rows) {
    return Reference.evaluate(Computation.of(Map.of("y", t)), leaves, rows).get("y");
  }

  private void expect(Tensor t, double... values) {
    assertArrayEquals(values, value(t, 2), 1e-15);
  }

  @Test
  void functionsOfOneNumber() {
    Tensor x = input(Shape.of(6), -1.5, -0.5, 0, 2.5, INF, NAN);
    expect(x.neg(), 1.5, 0.5, -0.0, -2.5, -INF, NAN);
    expect(x.abs(), 1.5, 0.5, 0, 2.5, INF, NAN);
    expect(x.sign(), -1, -1, 0, 1, 1, NAN);
    expect(x.floor(), -2, -1, 0, 2, INF, NAN);
    expect(x.round(), -2, -0.0, 0, 2, INF, NAN);
    expect(x.relu(), 0, 0, 0, 2.5, INF, NAN);
    expect(x.stopGradient(), -1.5, -0.5, 0, 2.5, INF, NAN);
    expect(x.sqrt(), NAN, NAN, 0, Math.sqrt(2.5), INF, NAN);
    expect(x.tanh(), Math.tanh(-1.5), Math.tanh(-0.5), 0, Math.tanh(2.5), 1, NAN);
    expect(x.log1p(), NAN, Math.log(0.5), 0, Math.log(3.5), INF, NAN);
    expect(x.sin(), Math.sin(-1.5), Math.sin(-0.5), 0, Math.sin(2.5), NAN, NAN);
    expect(x.cos(), Math.cos(1.5), Math.cos(0.5), 1, Math.cos(2.5), NAN, NAN);
    expect(x.expm1(), Math.expm1(-1.5), Math.expm1(-0.5), 0, Math.expm1(2.5), INF, NAN);
  }

  @Test
  void functionsOfTwoNumbersBroadcast() {
    Tensor column = input(Shape.of(Dim.N, Dim.of(1)), 1, 2);
    Tensor row = input(Shape.of(3), 10, 20, 2);
    expect(column.add(row), 11, 21, 3, 12, 22, 4);
    expect(row.sub(column), 9, 19, 1, 8, 18, 0);
    expect(column.div(row), 0.1, 0.05, 0.5, 0.2, 0.1, 1);
    expect(row.pow(column), 10, 20, 2, 100, 400, 4);
    expect(column.equalTo(row), 0, 0, 0, 0, 0, 1);
    expect(column.less(row), 1, 1, 1, 1, 1, 0);
    expect(column.lessEqual(row), 1, 1, 1, 1, 1, 1);
    expect(row.mul(graph.constant(2)), 20, 40, 4);
  }

  @Test
  void nanIsNeitherHiddenNorInvented() {
    Tensor a = input(Shape.of(3), NAN, 1, NAN);
    Tensor b = input(Shape.of(3), 1, NAN, NAN);
    expect(a.max(b), NAN, NAN, NAN);
    expect(a.min(b), NAN, NAN, NAN);
    expect(a.equalTo(b), 0, 0, 0);
    expect(a.lessEqual(b), 0, 0, 0);
    Tensor c = input(Shape.of(3), 0, 1, 0.5);
    expect(c.where(a, graph.constant(7)), 7, 1, NAN);
    expect(a.reduceMax(), NAN);
  }

  @Test
  void reductions() {
    Tensor x = input(Shape.of(Dim.N, Dim.of(1), Dim.of(3)), 1, 2, 3, 40, 50, 60);
    expect(x.sum(), 156);
    expect(x.sum(0, 1), 41, 52, 63);
    expect(x.reduce(Op.SUM, true, -1), 6, 150);
    expect(x.reduceMax(2), 3, 60);
    expect(x.mean(0, 2), 26);
    Tensor y = input(Shape.of(5, 2), -INF, -INF, -INF, 0, INF, 0, NAN, 0, 1000, 1000);
    expect(y.logSumExp(1), -INF, 0, INF, NAN, 1000 + Math.log(2));
    Tensor none = input(Shape.of(2, 0));
    expect(none.sum(1), 0, 0);
    expect(none.reduceMax(1), -INF, -INF);
    expect(none.logSumExp(1), -INF, -INF);
  }

  @Test
  void matrixProductsOfAllKindsEqualPlainLoops() {
    for (boolean ta : new boolean[] {false, true}) {
      for (boolean tb : new boolean[] {false, true}) {
        for (int lead = 0; lead < 4; lead++) {
          int k = lead == 3 ? 0 : 4;
          Shape a = ta ? Shape.of(k, 3) : Shape.of(3, k);
          Shape b = tb ? Shape.of(5, k) : Shape.of(k, 5);
          Tensor x = random((lead & 1) == 0 ? a : a.withLeading(Dim.N), 2);
          Tensor y = random((lead & 2) == 0 ? b : b.withLeading(Dim.N), 2);
          if (lead == 3) {
            x = random(a.withLeading(Dim.N), 2);
          }
          double[] got = value(x.matmul(y, ta, tb), 2);
          double[] p = leaves.get(x.name());
          double[] q = leaves.get(y.name());
          for (int at = 0; at < got.length; at++) {
            int n = at / 15;
            int i = at / 5 % 3;
            int j = at % 5;
            double sum = 0;
            for (int l = 0; l < k; l++) {
              int pi = ((lead & 1) == 0 ? 0 : n * 3 * k) + (ta ? l * 3 + i : i * k + l);
              int qj = ((lead & 2) == 0 ? 0 : n * 5 * k) + (tb ? j * k + l : l * 5 + j);
              sum += p[pi] * q[qj];
            }
            assertEquals(sum, got[at], 1e-15);
          }
        }
      }
    }
  }

  @Test
  void aConvolutionByHand() {
    var g = new ConvolutionGeometry(3, 3, 1, 2, 2, 1, 2, 2, 0, 0, 1, 1, 1);
    Tensor x = input(Shape.of(1, 3, 3, 1), 1, 2, 3, 4, 5, 6, 7, 8, 9);
    Tensor w = input(Shape.of(2, 2, 1, 1), 1, 10, 100, 1000);
    expect(x.conv2d(w, g), 5421, 603, 87, 9);
  }

  @Test
  void convolutionsAreEachOthersTransposes() {
    var g = new ConvolutionGeometry(5, 4, 4, 3, 2, 6, 2, 1, 1, 0, 1, 2, 2);
    Tensor x = random(Shape.batch(5, 4, 4), 3);
    Tensor w = random(Shape.of(3, 2, 2, 6), 3);
    Tensor y = random(Shape.batch(g.outputHeight(), g.outputWidth(), 6), 3);
    double forward = value(x.conv2d(w, g).mul(y).sum(), 3)[0];
    assertTrue(Math.abs(forward) > 1e-3);
    assertEquals(forward, value(y.conv2dTranspose(w, g).mul(x).sum(), 3)[0], 1e-12);
    assertEquals(forward, value(x.conv2dWeight(y, g).mul(w).sum(), 3)[0], 1e-12);
  }

  @Test
  void movements() {
    Tensor x = input(Shape.of(Dim.N, Dim.of(3)), 1, 2, 3, 4, 5, 6);
    expect(x.permute(1, 0), 1, 4, 2, 5, 3, 6);
    expect(x.reshape(Shape.of(Dim.rows(3))), 1, 2, 3, 4, 5, 6);
    expect(x.slice(1, 0, 3, 2), 1, 3, 4, 6);
    expect(x.slice(1, 1, 1));
    expect(x.slice(1, 0, 2).pad(1, 1, 0, 1, 9), 9, 1, 9, 2, 9, 4, 9, 5);
    expect(Tensor.concat(1, List.of(x.slice(1, 2, 3), x.slice(1, 0, 1))), 3, 1, 6, 4);
    expect(x.slice(1, 0, 1).expand(Shape.of(Dim.of(2), Dim.N, Dim.of(2))), 1, 1, 4, 4, 1, 1, 4, 4);
    Tensor table = input(Shape.of(3, 2), 1, 2, 3, 4, 5, 6);
    Tensor places = input(Shape.of(Dim.N, Dim.of(2)), 2, 0, 2, 2);
    expect(table.gather(places), 5, 6, 1, 2, 5, 6, 5, 6);
    expect(table.gather(places).scatterAdd(places, table.shape()), 1, 2, 0, 0, 15, 18);
    expect(graph.rows(), 2);
    expect(graph.constant(Shape.of(2), 3), 3, 3);
  }

  @Test
  void updatesAreReadBeforeWritten() {
    Tensor w = graph.variable("w", Shape.of(2));
    leaves.put("w", new double[] {1, 2});
    var c = new Computation(Map.of("before", w), Map.of("w", w.mul(10)));
    Map<String, double[]> results = Reference.evaluate(c, leaves, 1);
    assertArrayEquals(new double[] {1, 2}, results.get("before"));
    assertArrayEquals(new double[] {10, 20}, results.get("w"));
    assertArrayEquals(new double[] {1, 2}, leaves.get("w"));
    var clash = new Computation(Map.of("w", w), Map.of("w", w));
    assertThrows(
        IllegalArgumentException.class, () -> Reference.evaluate(clash, leaves, 1), "both");
  }

  @Test
  void errorsNameTheLeaf() {
    Tensor x = graph.input("pixels", Shape.batch(3));
    var c = Computation.of(Map.of("y", x.exp()));
    String missing = message(c, Map.of());
    assertTrue(missing.contains("'pixels' of shape [N, 3] has no values"), missing);
    String wrong = message(c, Map.of("pixels", new double[7]));
    assertTrue(wrong.contains("with N = 2 takes 6 numbers, not 7"), wrong);
    Tensor places = input(Shape.of(1), 3);
    String outside = message(Computation.of(Map.of("y", table().gather(places))), leaves);
    assertTrue(outside.contains("3.0 is not a row of a table of 3 rows"), outside);
  }

  private Tensor table() {
    return graph.constant(Shape.of(3, 1), 0);
  }

  private static String message(Computation c, Map<String, double[]> leaves) {
    return assertThrows(IllegalArgumentException.class, () -> Reference.evaluate(c, leaves, 2))
        .getMessage();
  }
}
