package dev.vae.core.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Operations that the compiler makes one line of give what they give by themselves. */
class PairsTest {
  private static final float INF = Float.POSITIVE_INFINITY;
  private static final float NAN = Float.NaN;
  private static final float[] H = {-1, -0f, 0, 1e-40f, 2, INF, -INF, NAN, 3};
  private static final float[] G = {1, 2, 3, -4, NAN, 6, 7, 8, -0f};

  private final Graph graph = new Graph();
  private final Tensor h = graph.input("h", Shape.batch(3));
  private final Tensor g = graph.input("g", Shape.batch(3));

  @Test
  void masks() {
    Tensor positive = graph.constant(0).expand(h.shape()).less(h);
    float[] expected = {0, 0, 0, -4, NAN, 6, 0, 0, -0f};
    expect(expected, positive.where(g, graph.constant(0).expand(h.shape())), positive);
    expect(new float[] {0, 0, 0, 1, 1, 1, 0, 0, 1}, positive, g);
  }

  @Test
  void otherMasks() {
    Tensor zero = graph.constant(0).expand(h.shape());
    Tensor minusZero = graph.constant(-0.0).expand(h.shape());
    Tensor one = graph.constant(1).expand(h.shape());
    float[] g2 = {-0f, -0f, -0f, -4, NAN, 6, -0f, -0f, -0f};
    expect(g2, zero.less(h).where(g, minusZero), h);
    expect(new float[] {0, 0, 0, 0, NAN, 6, 0, 0, -0f}, one.less(h).where(g, zero), h);
    expect(new float[] {1, 0, 0, 0, 0, 0, 7, 0, 0}, h.less(zero).where(g, zero), h);
  }

  @Test
  void reluOfSums() {
    float[] expected = {0, 2, 3, 0, NAN, INF, 0, NAN, 3};
    expect(expected, h.add(g).relu(), h);
    Tensor sum = h.add(g);
    expect(expected, sum.relu(), sum);
    expect(expected, sum.relu(), sum.mul(2));
    expect(new float[] {0, 0, 0, 0, NAN, INF, 0, NAN, 3}, h.mul(g).add(h).relu(), h);
  }

  /** One output's bits, beside another one. */
  private void expect(float[] expected, Tensor y, Tensor other) {
    Map<String, Tensor> outputs = Map.of("y", y, "other", other);
    for (String kernels : new String[] {"vector", "portable"}) {
      Engine engine = Engine.of(1, kernels);
      try (Program p = Program.compile(Computation.of(outputs), new Variables(), engine)) {
        p.bind("h", H);
        p.bind("g", G);
        p.run(3);
        assertArrayEquals(expected, p.output("y"));
      }
    }
  }
}
