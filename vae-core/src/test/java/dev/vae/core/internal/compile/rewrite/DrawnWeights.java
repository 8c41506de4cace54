package dev.vae.core.internal.compile.rewrite;

import dev.vae.core.engine.Variables;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Weights of a graph, and other numbers, drawn from one seed. */
final class DrawnWeights {
  final Variables variables = new Variables();
  final List<Tensor> all = new ArrayList<>();
  private final Graph graph;
  private final Random random = new Random(1);

  DrawnWeights(Graph graph) {
    this.graph = graph;
  }

  /** One more weight. */
  Tensor weight(String name, int... shape) {
    Tensor w = graph.variable(name, Shape.of(shape));
    variables.add(name, w.shape(), true).set(numbers(shape[0] * shape[1]));
    all.add(w);
    return w;
  }

  /** Numbers for an input. */
  float[] numbers(int count) {
    float[] drawn = new float[count];
    for (int i = 0; i < count; i++) {
      drawn[i] = (float) random.nextGaussian();
    }
    return drawn;
  }
}
