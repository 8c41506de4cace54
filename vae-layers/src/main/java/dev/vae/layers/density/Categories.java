package dev.vae.layers.density;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Marginal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** One-hot vectors over a last axis of categories. */
public final class Categories {
  private Categories() {}

  /** Returns a shape with one more axis at the end. */
  public static Shape behind(Shape shape, int length) {
    List<Dim> dims = new ArrayList<>(shape.dims());
    dims.add(Dim.of(length));
    return new Shape(dims);
  }

  /** Returns the numbers 0, 1, ..., count − 1. */
  public static Tensor numbers(Tensor like, int count) {
    return like.graph()
        .constant(Shape.of(count), IntStream.range(0, count).asDoubleStream().toArray());
  }

  /**
   * Returns the log-probability of a category's number, −∞ of a number that no category has.
   *
   * @param logProbabilities of each category along the last axis
   */
  public static Tensor logProb(Tensor x, Tensor logProbabilities, int categories) {
    Graph graph = x.graph();
    Tensor chosen = Functions.oneHot(x, categories);
    Tensor found = chosen.where(logProbabilities, graph.constant(0)).sum(-1);
    return chosen.sum(-1).where(found, graph.constant(Double.NEGATIVE_INFINITY));
  }

  /** Returns the share of a category in a column, above 0 also where it was never observed. */
  public static double share(Marginal column, int category) {
    int categories = column.counts().size();
    return (column.counts().get(category) + 0.5) / (column.count() + 0.5 * categories);
  }

  /** Returns one-hot draws along the last axis. */
  public static Tensor draw(Context pass, Tensor logProbabilities) {
    Tensor uniform = pass.noise(Noise.Distribution.UNIFORM, logProbabilities.shape());
    return Functions.drawOneHot(logProbabilities, uniform);
  }
}
