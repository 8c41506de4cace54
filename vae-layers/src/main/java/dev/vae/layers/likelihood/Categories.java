package dev.vae.layers.likelihood;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Pass;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** One-hot vectors over a last axis of categories. */
final class Categories {
  private Categories() {}

  /** A shape with one more axis at the end. */
  static Shape behind(Shape shape, int length) {
    List<Dim> dims = new ArrayList<>(shape.dims());
    dims.add(Dim.of(length));
    return new Shape(dims);
  }

  /** The numbers 0, 1, ..., count − 1. */
  static Tensor numbers(Tensor like, int count) {
    return like.graph()
        .constant(Shape.of(count), IntStream.range(0, count).asDoubleStream().toArray());
  }

  /** The number of the largest along the last axis; of several equal ones the last. */
  static Tensor argMax(Tensor scores) {
    int count = scores.shape().dim(-1).factor();
    Tensor largest = scores.equalTo(scores.reduce(Op.REDUCE_MAX, true, -1));
    return largest.mul(numbers(scores, count)).reduceMax(-1);
  }

  /** One-hot draws by the Gumbel-max trick: the largest of log p − log(−log u). */
  static Tensor draw(Pass pass, Tensor logProbabilities) {
    Tensor u = pass.noise(Noise.Distribution.UNIFORM, logProbabilities.shape());
    Tensor scores = logProbabilities.sub(u.log().neg().log());
    return Functions.oneHot(argMax(scores), scores.shape().dim(-1).factor());
  }
}
