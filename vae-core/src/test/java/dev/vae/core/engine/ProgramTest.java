package dev.vae.core.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgramTest {
  private final Graph graph = new Graph();
  private final Variables variables = new Variables();
  private final Engine engine = Engine.defaults();

  @Test
  void servesEveryNumberOfRows() {
    Tensor x = graph.input("x", Shape.batch(3));
    Tensor w = graph.variable("w", Shape.of(3, 2));
    variables.add("w", w.shape(), true).set(new float[] {1, 2, 3, 4, 5, 6});
    Map<String, Tensor> outputs = Map.of("y", x.matmul(w).add(1), "mean", x.mean());
    try (Program p = Program.compile(Computation.of(outputs), variables, engine)) {
      p.bind("x", new float[] {1, 0, 0, 0, 1, 1, 2, 2, 2});
      p.run(2);
      assertArrayEquals(new float[] {2, 3, 9, 11}, p.output("y"));
      assertEquals(0.5, p.value("mean"));
      p.run(3);
      assertArrayEquals(new float[] {2, 3, 9, 11, 19, 25}, p.output("y"));
      p.run(1);
      assertArrayEquals(new float[] {2, 3}, p.output("y"));
      p.run(0);
      assertArrayEquals(new float[0], p.output("y"));
      assertTrue(Double.isNaN(p.value("mean")), "the mean of nothing");
    }
  }

  @Test
  void updatesSeeTheValuesFromBefore() {
    Tensor a = graph.variable("a", Shape.of(2));
    Tensor b = graph.variable("b", Shape.of(2));
    variables.add("a", a.shape(), true).set(new float[] {1, 2});
    variables.add("b", b.shape(), true).set(new float[] {10, 20});
    Computation swap = new Computation(Map.of("sum", a.add(b)), Map.of("a", b, "b", a.add(1)));
    try (Program p = Program.compile(swap, variables, engine)) {
      p.run(1);
      assertArrayEquals(new float[] {10, 20}, variables.get("a").values());
      assertArrayEquals(new float[] {2, 3}, variables.get("b").values());
      assertArrayEquals(new float[] {11, 22}, p.output("sum"));
    }
  }

  @Test
  void noiseDependsOnRowAndPlaceAlone() {
    Shape shape = Shape.of(Dim.of(2), Dim.N, Dim.of(3));
    Tensor e = graph.noise(new Noise(Noise.Distribution.NORMAL, "e"), shape);
    try (Program p = Program.compile(Computation.of(Map.of("e", e)), variables, engine)) {
      p.run(4, 7, 3, 0);
      float[] whole = p.output("e");
      p.run(2, 7, 3, 2);
      float[] part = p.output("e");
      for (int k = 0; k < 2; k++) {
        for (int i = 0; i < 6; i++) {
          assertEquals(whole[k * 12 + 6 + i], part[k * 6 + i]);
        }
      }
      p.run(4, 7, 4, 0);
      assertTrue(whole[0] != p.output("e")[0], "another step");
      p.bind("e", new float[] {1, 2, 3, 4, 5, 6});
      p.run(1);
      assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, p.output("e"));
    }
  }

  @Test
  void saysWhatIsMissing() {
    Tensor x = graph.input("x", Shape.batch(3));
    Tensor s = graph.input("s", Shape.SCALAR);
    Computation c = Computation.of(Map.of("y", x.mul(s)));
    try (Program p = Program.compile(c, variables, engine)) {
      assertMessage("'x' of shape [N, 3] has not been given", () -> p.run(1));
      p.bind("x", new float[3]);
      assertMessage("'s' of shape [] has not been given", () -> p.run(1));
      p.set("s", 2);
      assertMessage("needs 6 numbers for 2 rows, the array has 3", () -> p.run(2));
      assertMessage("no input or noise 'z', only [x, s]", () -> p.bind("z", new float[1]));
      assertMessage("'x' has shape [N, 3], it is not a scalar", () -> p.set("x", 1));
      assertMessage("no output 'z', only [y]", () -> p.output("z"));
      assertMessage("after a run", () -> p.output("y"));
      assertMessage("cannot be -1", () -> p.run(-1));
      p.run(1);
      assertMessage("has 3 numbers, the array 2", () -> p.output("y", new float[2]));
    }
  }

  @Test
  void variablesMustBeThere() {
    Tensor w = graph.variable("w", Shape.of(3));
    Computation c = Computation.of(Map.of("y", w.neg()));
    assertMessage("no variable 'w'", () -> Program.compile(c, variables, engine));
    variables.add("w", Shape.of(4), true);
    assertMessage("'w' has shape [4]", () -> Program.compile(c, variables, engine));
  }

  @Test
  void sizesAreKnownAndCheckedBeforeARun() {
    Tensor x = graph.input("x", Shape.batch(1000));
    Tensor s = graph.input("s", Shape.SCALAR);
    Tensor y = x.mul(s).tanh().matmul(x, true, false);
    Computation c = Computation.of(Map.of("y", y.sum(), "z", s.expand(Shape.batch(50000))));
    try (Program p = Program.compile(c, variables, engine)) {
      long small = p.memory(10);
      long large = p.memory(1000);
      assertTrue(small >= 4L * (10 * 1000 + 1000 * 1000), "bytes " + small);
      assertTrue(large - small >= 4L * 990 * 50000, "bytes " + large);
      assertMessage("than an array can hold (2147483571); use fewer rows", () -> p.memory(50_000));
      p.bind("x", new float[40_000_000]).set("s", 1);
      assertTrue(p.memory(40_000) > 8_000_000_000L);
      assertMessage("a run with 40000 rows needs 8164 MB of memory", () -> p.run(40_000));
      assertTrue(p.report(10).contains("matmul[1000, 1000]"), p.report(10));
    }
    assertMessage(
        "variable 'w' of shape [46000, 46000] needs 8464 MB of memory, this JVM has ",
        () -> variables.add("w", Shape.of(46_000, 46_000), true));
    assertMessage(
        "variable 'w' of shape [460000, 46000] has 21160000000 numbers, more than an array",
        () -> variables.add("w", Shape.of(460_000, 46_000), true));
  }

  @Test
  void aRowHasTheSameBitsInAnyBatch() {
    Tensor x = graph.input("x", Shape.batch(37));
    Tensor w = graph.variable("w", Shape.of(37, 1500));
    float[] weights = new float[37 * 1500];
    float[] rows = new float[300 * 37];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) Math.sin(i);
    }
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) Math.cos(i);
    }
    variables.add("w", w.shape(), true).set(weights);
    Tensor h = x.matmul(w);
    Tensor y = h.sub(h.logSumExp(1).reshape(Shape.batch(1))).tanh().sum(1);
    Tensor z = x.exp().sum(1).add(y);
    try (Program p = Program.compile(Computation.of(Map.of("z", z)), variables, engine)) {
      p.bind("x", rows).run(300);
      float[] whole = p.output("z");
      for (int row = 0; row < 300; row += 23) {
        p.bind("x", java.util.Arrays.copyOfRange(rows, row * 37, rows.length)).run(1);
        assertEquals(whole[row], p.output("z")[0]);
      }
    }
  }

  @Test
  void placesOutsideATableAreAnError() {
    Tensor table = graph.variable("table", Shape.of(3, 2));
    variables.add("table", table.shape(), true);
    Tensor y = table.gather(graph.input("i", Shape.batch()));
    try (Program p = Program.compile(Computation.of(Map.of("y", y)), variables, engine)) {
      assertMessage("no row 3.0 in a table of 3", () -> p.bind("i", new float[] {0, 3}).run(2));
      p.bind("i", new float[] {2, 0}).run(2);
      assertArrayEquals(new float[4], p.output("y"));
    }
  }

  @Test
  void aClosedProgramSaysSo() {
    Tensor x = graph.input("x", Shape.batch(100_000));
    Computation c = Computation.of(Map.of("y", x.exp().sum()));
    Program p = Program.compile(c, variables, Engine.of(2, null));
    p.bind("x", new float[100_000]).run(1);
    p.close();
    assertMessage("closed", () -> p.run(1));
  }

  private static void assertMessage(String part, org.junit.jupiter.api.function.Executable what) {
    String message = assertThrows(RuntimeException.class, what).getMessage();
    assertTrue(message.contains(part), message);
  }
}
