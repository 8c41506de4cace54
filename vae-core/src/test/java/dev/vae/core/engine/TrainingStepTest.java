package dev.vae.core.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.grad.Gradients;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The training step of the benchmark, small batches: a whole system in one graph. */
class TrainingStepTest {
  private static final int ROWS = 3;

  private final float[] x = new float[ROWS * 784];

  TrainingStepTest() {
    Random random = new Random(3);
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextInt(2);
    }
  }

  private Program program(StepBenchmark net, Computation c, Engine engine) {
    return Program.compile(c, net.variables(), engine)
        .bind("x", x)
        .set("rate", 1e-3)
        .set("scale", 2);
  }

  @Test
  void agreesWithTheReference() {
    for (boolean convolutions : new boolean[] {false, true}) {
      StepBenchmark net = new StepBenchmark();
      Computation c = net.step(convolutions);
      Tensor noise = c.leaves(Op.NOISE).get(0);
      float[] e = new float[(int) noise.shape().elements(ROWS)];
      Random random = new Random(4);
      for (int i = 0; i < e.length; i++) {
        e[i] = (float) random.nextGaussian();
      }
      Map<String, double[]> leaves = new HashMap<>();
      leaves.put("x", doubles(x));
      leaves.put("e", doubles(e));
      leaves.put("rate", new double[] {1e-3});
      leaves.put("scale", new double[] {2});
      net.variables().all().values().forEach(v -> leaves.put(v.name(), doubles(v.values())));
      Map<String, double[]> expected = Reference.evaluate(c, leaves, ROWS);
      try (Program p = program(net, c, Engine.of(2, "portable")).bind("e", e)) {
        p.run(ROWS);
        assertEquals(expected.get("loss")[0], p.value("loss"), 1e-4 * expected.get("loss")[0]);
        for (String name : c.updates().keySet()) {
          if (name.startsWith("first/") || name.startsWith("second/")) {
            compare(name, expected.get(name), net.variables().get(name).values());
          }
        }
      }
    }
  }

  @Test
  void adamIsRecognised() {
    StepBenchmark net = new StepBenchmark();
    try (Program p = program(net, net.step(false), Engine.of(1, null))) {
      long adams = p.report(ROWS).lines().filter(l -> l.contains("adam ")).count();
      assertEquals(10, adams);
    }
  }

  @Test
  void bitsAreTheSameWhateverRunsIt() {
    Map<String, float[]> first = null;
    Engine[] engines = {
      Engine.of(1, "portable"), Engine.of(1, null), Engine.of(2, null), Engine.of(3, null)
    };
    for (Engine engine : engines) {
      StepBenchmark net = new StepBenchmark();
      try (Program p = program(net, net.step(false), engine)) {
        for (int i = 0; i < 3; i++) {
          p.run(ROWS, 5, i, 0);
        }
      }
      Map<String, float[]> weights = new HashMap<>();
      net.variables().all().values().forEach(v -> weights.put(v.name(), v.values()));
      if (first == null) {
        first = weights;
      }
      for (String name : first.keySet()) {
        assertArrayEquals(first.get(name), weights.get(name), 0f, engine + " " + name);
      }
    }
  }

  @Test
  void aSteadyStepAllocatesNothing() throws ReflectiveOperationException {
    Graph graph = new Graph();
    Variables variables = new Variables();
    Tensor w = graph.variable("w", Shape.of(3, 5));
    variables.add("w", w.shape(), true);
    Tensor y = graph.input("x", Shape.batch(3)).matmul(w).tanh();
    Tensor loss = y.sub(0.5).square().mean();
    Tensor g = Gradients.of(loss, List.of(w)).get(0);
    Tensor rate = graph.input("rate", Shape.SCALAR);
    Computation c = new Computation(Map.of("loss", loss), Map.of("w", w.sub(g.mul(rate))));
    try (Program p = Program.compile(c, variables, Engine.of(1, "portable"))) {
      for (int rows : new int[] {10, 200}) {
        for (int i = 0; i < 300; i++) {
          p.bind("x", x).set("rate", 1e-3).run(rows, 5, i, 0);
        }
        long before = allocated();
        for (int i = 0; i < 100; i++) {
          p.bind("x", x).set("rate", 1e-3).run(rows, 5, i, 0);
        }
        long bytes = (allocated() - before) / 100;
        // the portable kernels hold the lanes of a sum in an array: that is most of it
        assertTrue(bytes < 3000, bytes + " bytes a step of " + rows + " rows");
      }
    }
  }

  /** Bytes this thread has allocated; by reflection, since the module under test needs no bean. */
  private static long allocated() throws ReflectiveOperationException {
    Object bean =
        Class.forName("java.lang.management.ManagementFactory")
            .getMethod("getThreadMXBean")
            .invoke(null);
    return (long)
        Class.forName("com.sun.management.ThreadMXBean")
            .getMethod("getThreadAllocatedBytes", long.class)
            .invoke(bean, Thread.currentThread().getId());
  }

  private static void compare(String name, double[] expected, float[] actual) {
    double scale = 1e-30;
    for (double e : expected) {
      scale = Math.max(scale, Math.abs(e));
    }
    for (int i = 0; i < actual.length; i++) {
      assertEquals(expected[i] / scale, actual[i] / scale, 2e-4, name + " " + i);
    }
  }

  private static double[] doubles(float[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = x[i];
    }
    return y;
  }
}
