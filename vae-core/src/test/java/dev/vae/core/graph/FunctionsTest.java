package dev.vae.core.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.engine.Reference;
import dev.vae.core.grad.GradientCheck;
import dev.vae.core.grad.Gradients;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class FunctionsTest {
  private static final double[] POINTS = {-30, -3, -0.7, 0.2, 1, 2.5, 40};

  private final Graph graph = new Graph();

  private static double[] value(Tensor y, double[] x) {
    return Reference.evaluate(Computation.of(Map.of("y", y)), Map.of("x", x), 2).get("y");
  }

  private void expect(UnaryOperator<Tensor> function, DoubleUnaryOperator formula) {
    Tensor x = graph.input("x", Shape.of(POINTS.length));
    Tensor y = function.apply(x);
    double[] got = value(y, POINTS);
    for (int i = 0; i < got.length; i++) {
      double expected = formula.applyAsDouble(POINTS[i]);
      assertEquals(expected, got[i], 1e-13 * Math.max(1, Math.abs(expected)), "at " + POINTS[i]);
    }
    GradientCheck check = GradientCheck.of(y.sum(), List.of(x), Map.of("x", POINTS), 1);
    assertTrue(check.error() < 1e-7, check.toString());
  }

  @Test
  void activationsFollowTheirFormulas() {
    expect(Functions::silu, x -> x / (1 + Math.exp(-x)));
    expect(Functions::logSigmoid, x -> -Math.log1p(Math.exp(-x)));
    expect(x -> Functions.elu(x, 1.5), x -> x > 0 ? x : 1.5 * Math.expm1(x));
    expect(x -> Functions.leakyRelu(x, 0.1), x -> x > 0 ? x : 0.1 * x);
    expect(x -> Functions.leakyRelu(x, 3), x -> x > 0 ? x : 3 * x);
    expect(x -> Functions.softLimit(x, 15), x -> 15 * Math.tanh(x / 15));
    double[] gelu = value(Functions.gelu(graph.input("x", Shape.of(POINTS.length))), POINTS);
    assertEquals(0.8413447460685429, gelu[4], 1e-15);
    assertEquals(-0.00404969409489028, gelu[1], 1e-15);
  }

  @Test
  void softmaxesSumToOneWhateverTheSize() {
    Tensor x = graph.input("x", Shape.of(2, 3));
    double[] given = {1000, 1000, -1000, -5, Double.NEGATIVE_INFINITY, -5};
    double[] half = {0.5, 0.5, 0, 0.5, 0, 0.5};
    assertArrayEquals(half, value(Functions.softmax(x, 1), given));
    double[] logs = value(Functions.logSoftmax(x, -1), given);
    assertEquals(-2000 - Math.log(2), logs[2], 1e-12);
    double mean = value(Functions.logMeanExp(x, 0), given)[2];
    assertEquals(-5 - Math.log(2), mean, 1e-15);
  }

  @Test
  void meansOverTheBatchKnowItsSize() {
    Tensor x = graph.input("x", Shape.of(Dim.of(3), Dim.rows(2)));
    double[] given = new double[12];
    assertArrayEquals(new double[] {0}, value(Functions.logMeanExp(x), given), 1e-15);
    assertArrayEquals(new double[] {12}, value(Functions.count(x), given));
    assertArrayEquals(new double[] {4}, value(Functions.count(x, 1), given));
    assertTrue(Functions.count(x, 0).isConstant(3));
  }

  @Test
  void zeroTimesLogIsZeroAndSoIsItsGradient() {
    Tensor x = graph.input("x", Shape.of(3));
    Tensor y = Functions.xlogy(x, x);
    double[] given = {0, 1, 2};
    assertArrayEquals(new double[] {0, 0, 2 * Math.log(2)}, value(y, given), 1e-15);
    Tensor probability = graph.input("x", Shape.of(3));
    Tensor none = Functions.xlogy(graph.constant(0), probability);
    Tensor gradient = Gradients.of(none.sum(), List.of(probability)).get(0);
    assertArrayEquals(new double[3], value(gradient, given));
  }

  @Test
  void oneHotAndTriangle() {
    Tensor x = graph.input("x", Shape.of(2, 1));
    double[] hot = value(Functions.oneHot(x, 3), new double[] {2, 0});
    assertArrayEquals(new double[] {0, 0, 1, 1, 0, 0}, hot);
    assertEquals(Shape.of(2, 1, 3), Functions.oneHot(x, 3).shape());
    double[] triangle = value(Functions.lowerTriangle(graph, 3), new double[0]);
    assertArrayEquals(new double[] {1, 0, 0, 1, 1, 0, 1, 1, 1}, triangle);
  }

  @Test
  void draw() {
    double infinity = Double.POSITIVE_INFINITY;
    Tensor x = graph.input("x", Shape.of(2, 3));
    double[] places = value(Functions.argMax(x), new double[] {0, 5, 2, -infinity, 3, 3});
    assertArrayEquals(new double[] {1, 2}, places);
    Tensor u = graph.constant(Shape.of(2, 3), 0.9, 0.1, 0.1, 0.5, 0.5, 0.2);
    Tensor drawn = Functions.drawOneHot(graph.constant(Shape.of(3), 0, 0, -1), u);
    assertArrayEquals(new double[] {1, 0, 0, 0, 1, 0}, value(drawn, new double[0]));
  }

  /** x, log I₀(x) and I₁(x) / I₀(x), to 30 digits by mpmath. */
  private static final double[][] BESSEL = {
    {0, 0, 0},
    {0.001, 2.4999998437500175e-7, 0.00049999993750001043},
    {0.5, 0.061549719185481304, 0.24249961258080195},
    {2, 0.82399354148295628, 0.69777465796400798},
    {-3, 1.5853076218134209, -0.80998529395650453},
    {7.9, 5.9646232286121251, 0.93438128685988674},
    {8, 6.0581042554278139, 0.93523549352943861},
    {8.1, 6.1516695908948127, 0.93606760593965399},
    {20, 17.589610428244274, 0.97467050788980713},
    {700, 695.80569999844345, 0.99928545881842609},
    {1e6, 999992.17330631281, 0.999999499999875}
  };

  @Test
  void logBesselI0() {
    double[] points = Arrays.stream(BESSEL).mapToDouble(row -> row[0]).toArray();
    Tensor x = graph.input("x", Shape.of(points.length));
    Tensor y = Functions.logBesselI0(x);
    double[] got = value(y, points);
    double[] slopes = value(Gradients.of(y.sum(), List.of(x)).get(0), points);
    for (int i = 0; i < points.length; i++) {
      double limit = 3e-10 * Math.min(1, Math.abs(points[i]));
      assertEquals(BESSEL[i][1], got[i], limit + 1e-15 * got[i], "at " + points[i]);
      assertEquals(BESSEL[i][2], slopes[i], 2e-8 * Math.min(1, Math.abs(points[i])) + 1e-18);
    }
    double[] others = {-30, -3, -0.7, 0, 0.2, 1, 7.5, 8.5, 40, 0.01, 3};
    GradientCheck check = GradientCheck.of(y.sum(), List.of(x), Map.of("x", others), 1);
    assertTrue(check.error() < 1e-7, check.toString());
  }

  @Test
  void atan2IsThatOfTheLibraryAllAround() {
    double[] parts = {-1e30, -3, -1, -1e-3, -1e-30, 0, 1e-30, 1e-3, 1, 2.5, 1e30};
    double[] given = new double[2 * parts.length * parts.length];
    int at = 0;
    for (double y : parts) {
      for (double x : parts) {
        given[at++] = y;
        given[at++] = x;
      }
    }
    int count = given.length / 2;
    Tensor points = graph.input("x", Shape.of(count, 2));
    Tensor y = points.slice(1, 0, 1);
    Tensor x = points.slice(1, 1, 2);
    Tensor angle = Functions.atan2(y, x);
    double[] got = value(angle, given);
    double[] slopes = value(Gradients.of(angle.sum(), List.of(points)).get(0), given);
    for (int i = 0; i < count; i++) {
      double b = given[2 * i];
      double a = given[2 * i + 1];
      String where = b + ", " + a;
      assertEquals(Math.atan2(b, a), got[i], 2e-11, where);
      double square = a * a + b * b;
      if (square > 1e-20 && square < 1e20) {
        assertEquals(a / square, slopes[2 * i], 1e-8 / Math.sqrt(square), where);
        assertEquals(-b / square, slopes[2 * i + 1], 1e-8 / Math.sqrt(square), where);
      }
    }
    int origin = count / 2;
    assertEquals(0, got[origin]);
    assertEquals(0, slopes[2 * origin]);
    assertEquals(0, slopes[2 * origin + 1]);
  }
}
