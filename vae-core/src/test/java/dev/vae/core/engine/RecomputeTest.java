package dev.vae.core.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.grad.Gradients;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Values that are computed again for gradients are the same, and need less memory. */
class RecomputeTest {
  private static final int UNITS = 40;
  private static final int LAYERS = 16;

  /** A deep net with noise in every layer, means of all rows that are kept, and weights updated. */
  private static Computation net(Graph graph, Variables variables) {
    Tensor x = graph.input("x", Shape.batch(UNITS));
    Tensor h = x;
    List<Tensor> weights = new ArrayList<>();
    Map<String, Tensor> updates = new LinkedHashMap<>();
    for (int i = 0; i < LAYERS; i++) {
      Tensor w = variable(graph, variables, "w" + i, Shape.of(UNITS, UNITS));
      Tensor mean = variable(graph, variables, "mean" + i, Shape.of(UNITS));
      weights.add(w);
      Tensor y = h.matmul(w);
      Tensor now = y.mean(0);
      updates.put("mean" + i, mean.mul(0.9).add(now.mul(0.1).stopGradient()));
      Tensor e = graph.noise(new Noise(Noise.Distribution.UNIFORM, "e" + i), y.shape());
      Tensor shifted = i == 5 ? y.sub(now).add(mean) : y.sub(now);
      h = shifted.tanh().mul(e.add(0.5)).add(i % 2 == 0 ? h : y.relu());
    }
    Tensor loss = h.square().mean();
    List<Tensor> gradients = Gradients.of(loss, weights);
    for (int i = 0; i < LAYERS; i++) {
      updates.put("w" + i, weights.get(i).sub(gradients.get(i).mul(0.1)));
    }
    return new Computation(Map.of("loss", loss), updates);
  }

  private static Tensor variable(Graph graph, Variables variables, String name, Shape shape) {
    float[] numbers = new float[shape.elements()];
    Random random = new Random(name.hashCode());
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian() / 6;
    }
    variables.add(name, shape, true).set(numbers);
    return graph.variable(name, shape);
  }

  /** Every number of some computation after some runs, and how much memory those took. */
  private record Run(Map<String, float[]> numbers, long memory) {
    static Run of(boolean recompute, int threads, int rows) {
      Graph graph = new Graph();
      Variables variables = new Variables();
      Computation computation = net(graph, variables);
      Map<String, float[]> numbers = new LinkedHashMap<>();
      float[] x = new float[rows * UNITS];
      Random random = new Random(rows);
      for (int i = 0; i < x.length; i++) {
        x[i] = random.nextFloat();
      }
      try (Engine engine = Engine.of(threads, null);
          Program p = Program.compile(computation, variables, engine, recompute)) {
        p.bind("x", x);
        for (int step = 0; step < 4; step++) {
          p.run(rows, 3, step, 0);
        }
        numbers.put("loss", p.output("loss"));
        variables.all().forEach((name, v) -> numbers.put(name, v.values().clone()));
        return new Run(numbers, p.memory(rows));
      }
    }
  }

  @Test
  void givesTheSameBitsInLessMemory() {
    for (int threads = 1; threads <= 3; threads++) {
      for (int rows : new int[] {1, 50, 333}) {
        Run kept = Run.of(false, threads, rows);
        Run again = Run.of(true, threads, rows);
        String where = rows + " rows by " + threads;
        assertEquals(kept.numbers.keySet(), again.numbers.keySet());
        kept.numbers.forEach(
            (name, y) -> assertArrayEquals(y, again.numbers.get(name), where + ": " + name));
        boolean less = again.memory < 0.7 * kept.memory;
        assertTrue(rows < 100 || less, again.memory + " of " + kept.memory + " bytes");
      }
    }
  }

  @Test
  void randomComputationsGiveTheSameBits() {
    for (int seed = 0; seed < 150; seed++) {
      RandomGraph random = new RandomGraph(seed, 60);
      Map<String, float[]> kept = run(random, false);
      Map<String, float[]> again = run(random, true);
      int number = seed;
      kept.forEach((name, y) -> assertArrayEquals(y, again.get(name), number + ": " + name));
    }
  }

  private static Map<String, float[]> run(RandomGraph random, boolean recompute) {
    int rows = 7;
    Map<String, double[]> leaves = random.leaves(rows);
    Variables variables = new Variables();
    for (Tensor v : random.variables) {
      variables.add(v.name(), v.shape(), true).set(floats(leaves.get(v.name())));
    }
    Map<String, float[]> results = new LinkedHashMap<>();
    try (Engine engine = Engine.of(1, null);
        Program p = Program.compile(random.computation, variables, engine, recompute)) {
      for (Tensor t : random.computation.tensors()) {
        if (t.op() == Op.INPUT || t.op() == Op.NOISE) {
          p.bind(t.name(), floats(leaves.get(t.name())));
        }
      }
      p.run(rows);
      random.computation.outputs().keySet().forEach(name -> results.put(name, p.output(name)));
      variables.all().forEach((name, v) -> results.put(name, v.values().clone()));
    }
    return results;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
