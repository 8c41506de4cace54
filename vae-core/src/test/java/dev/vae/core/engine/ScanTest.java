package dev.vae.core.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.grad.GradientCheck;
import dev.vae.core.grad.Gradients;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.SequenceScan;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.ShapeException;
import dev.vae.core.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Loops over steps, beside the same steps written out one by one. */
class ScanTest {
  private static final int WIDTH = 5;

  private final Graph graph = new Graph();

  private static float[] values(int n) {
    Random random = new Random(n);
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) random.nextGaussian() / 2;
    }
    return x;
  }

  /** A net of gates over {@code [steps, N, 5]}, as a loop. */
  private Tensor loop(int steps) {
    SequenceScan scan = SequenceScan.of(graph, steps, false);
    Tensor x = scan.sequence(sequence(steps));
    Tensor h = scan.state(graph.constant(0).expand(Shape.batch(WIDTH)));
    Tensor next = next(x, h, scan.shared(weight()));
    scan.next(h, next);
    return scan.stacked(next);
  }

  private Tensor sequence(int steps) {
    return graph.input("x", Shape.batch(WIDTH).withLeading(Dim.of(steps)));
  }

  private Tensor weight() {
    return graph.variable("w", Shape.of(WIDTH, WIDTH));
  }

  private static Tensor next(Tensor x, Tensor h, Tensor w) {
    Tensor z = h.matmul(w).add(x).tanh();
    return z.mul(0.75).add(h.mul(x.sigmoid()));
  }

  /** The same, written out. */
  private Tensor steps(int steps) {
    List<Tensor> all = new ArrayList<>();
    Tensor h = graph.constant(0).expand(Shape.batch(WIDTH));
    for (int i = 0; i < steps; i++) {
      Tensor x = sequence(steps).slice(0, i, i + 1).reshape(Shape.batch(WIDTH));
      h = next(x, h, weight());
      all.add(h.reshape(h.shape().withLeading(Dim.of(1))));
    }
    return Tensor.concat(0, all);
  }

  private static Map<String, float[]> run(Computation c, int steps, int rows, Engine engine) {
    Variables variables = variables();
    try (Program p = Program.compile(c, variables, engine)) {
      p.bind("x", values(steps * rows * WIDTH)).run(rows);
      p.run(rows); // what is left of a run must not matter to the next
      return Map.of("y", p.output("y"), "g", p.output("g"));
    }
  }

  private Computation withGradient(Tensor y) {
    Tensor g = Gradients.of(y.square().sum(), List.of(weight())).get(0);
    return Computation.of(Map.of("y", y, "g", g));
  }

  @Test
  void givesWhatStepsWrittenOutGive() {
    int steps = 6;
    Map<String, float[]> loop = run(withGradient(loop(steps)), steps, 3, Engine.of(1, null));
    Map<String, float[]> written = run(withGradient(steps(steps)), steps, 3, Engine.of(1, null));
    assertArrayEquals(written.get("y"), loop.get("y"), 1e-6f);
    assertArrayEquals(written.get("g"), loop.get("g"), 1e-5f);
  }

  @Test
  void bitsAreTheSameForAllThreadsAndKernels() {
    Computation c = withGradient(loop(7));
    for (int rows : new int[] {1, 64, 65, 200}) {
      Map<String, float[]> expected = run(c, 7, rows, Engine.of(1, "portable"));
      for (Engine engine : List.of(Engine.of(1, null), Engine.of(2, null), Engine.of(3, null))) {
        Map<String, float[]> actual = run(c, 7, rows, engine);
        assertArrayEquals(expected.get("y"), actual.get("y"), rows + " rows");
        assertArrayEquals(expected.get("g"), actual.get("g"), rows + " rows");
      }
    }
  }

  /** What is added up over steps is the sum of what steps give, in whole batches and in parts. */
  @Test
  void sumsAreThoseOfAllSteps() {
    int steps = 5;
    SequenceScan scan = SequenceScan.of(graph, steps, false);
    Tensor x = scan.sequence(sequence(steps));
    Tensor h = scan.state(graph.constant(0).expand(Shape.batch(WIDTH)));
    Tensor next = next(x, h, scan.shared(weight()));
    scan.next(h, next);
    Tensor product = x.matmul(next, true, false);
    Computation c =
        Computation.of(
            Map.of(
                "rows", scan.summed(next),
                "rowsOfAll", scan.stacked(next).sum(0),
                "product", scan.summed(product),
                "productOfAll", scan.stacked(product).sum(0),
                "times3", scan.summed(x.mul(0).add(3))));
    Variables variables = variables();
    for (int rows : new int[] {1, 64, 65, 200}) {
      try (Program p = Program.compile(c, variables, Engine.of(2, null))) {
        p.bind("x", values(steps * rows * WIDTH)).run(rows);
        assertArrayEquals(p.output("rowsOfAll"), p.output("rows"), 1e-5f);
        assertArrayEquals(p.output("productOfAll"), p.output("product"), 1e-4f * rows);
        float[] threes = new float[rows * WIDTH];
        Arrays.fill(threes, 3 * steps);
        assertArrayEquals(threes, p.output("times3"));
      }
    }
  }

  /** Rows may be cut although the loop sums over them. */
  @Test
  void sumsOverRowsAreAddedUpByParts() {
    Computation c = withGradient(loop(4));
    try (Program p = Program.compile(c, variables(), Engine.of(1, null))) {
      assertTrue(p.report(200).contains("4+1  scan backward"), p.report(200));
    }
  }

  private static Variables variables() {
    Variables variables = new Variables();
    variables.add("w", Shape.of(WIDTH, WIDTH), true).set(values(WIDTH * WIDTH));
    return variables;
  }

  /** The rows of a large batch are computed in parts; a part is what the rows alone would be. */
  @Test
  void rowHasTheSameBitsInAnyBatch() {
    int rows = 150;
    Computation c = Computation.of(Map.of("y", loop(2), "g", weight()));
    float[] together = run(c, 2, rows, Engine.of(2, null)).get("y");
    Variables variables = variables();
    float[] x = values(2 * rows * WIDTH);
    try (Program p = Program.compile(c, variables, Engine.of(1, null))) {
      for (int row = 0; row < rows; row++) {
        int at = row * WIDTH;
        int second = at + rows * WIDTH;
        float[] one = Arrays.copyOfRange(x, at, at + 2 * WIDTH);
        System.arraycopy(x, second, one, WIDTH, WIDTH);
        p.bind("x", one).run(1);
        float[] y = p.output("y");
        assertArrayEquals(Arrays.copyOfRange(together, at, at + WIDTH), head(y, 0), "row " + row);
        assertArrayEquals(
            Arrays.copyOfRange(together, second, second + WIDTH), head(y, 1), "row " + row);
      }
    }
  }

  private static float[] head(float[] y, int step) {
    return Arrays.copyOfRange(y, step * WIDTH, (step + 1) * WIDTH);
  }

  @Test
  void planAndGraphDoNotGrowWithSteps() {
    List<Long> lines = new ArrayList<>();
    List<Integer> nodes = new ArrayList<>();
    for (int steps : new int[] {10, 1000}) {
      Graph own = new Graph();
      Tensor x = own.input("x", Shape.batch(steps));
      Tensor y = Functions.cumulativeSum(x, 1).tanh().sum();
      Computation c = Computation.of(Map.of("g", Gradients.of(y, List.of(x)).get(0)));
      try (Program p = Program.compile(c, new Variables(), Engine.of(1, null))) {
        lines.add(p.report(4).lines().count());
      }
      nodes.add(c.tensors().size());
    }
    assertEquals(lines.get(0), lines.get(1));
    assertEquals(nodes.get(0), nodes.get(1));
  }

  @Test
  void secondDerivativeIsThatOfTheFirst() {
    Tensor y = loop(3).mul(sequence(3)).sum();
    Tensor first = Gradients.of(y, List.of(sequence(3))).get(0).square().sum();
    Map<String, double[]> leaves =
        Map.of("x", doubles(values(3 * 2 * WIDTH)), "w", doubles(values(WIDTH * WIDTH)));
    GradientCheck check = GradientCheck.of(first, List.of(sequence(3), weight()), leaves, 2);
    assertTrue(check.error() < 1e-5, check::toString);
  }

  private static double[] doubles(float[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = x[i];
    }
    return y;
  }

  @Test
  void aLoopKeepsToItsBody() {
    assertThrows(ShapeException.class, () -> SequenceScan.of(graph, 0, false));
    SequenceScan scan = SequenceScan.of(graph, 3, false);
    assertThrows(ShapeException.class, () -> scan.sequence(graph.constant(Shape.of(4), 1)));
    Tensor x = scan.sequence(sequence(3));
    Tensor h = scan.state(graph.constant(0).expand(Shape.batch(WIDTH)));
    assertThrows(ShapeException.class, () -> scan.next(h, x.sum()));
    assertThrows(ShapeException.class, () -> scan.next(x, x));
    assertThrows(IllegalArgumentException.class, () -> scan.stacked(x)); // h has no next value
    scan.next(h, h.add(x));
    Tensor noise = scan.body().noise(new Noise(Noise.Distribution.NORMAL, "e"), Shape.batch(1));
    assertThrows(IllegalArgumentException.class, () -> scan.stacked(x.add(noise)));
    assertThrows(IllegalArgumentException.class, () -> scan.stacked(weight()));
    assertThrows(IllegalArgumentException.class, () -> scan.shared(scan.body().constant(1)));
    assertEquals(Op.SCAN, scan.last(h).op());
    assertThrows(IllegalStateException.class, () -> scan.shared(weight()));
  }
}
