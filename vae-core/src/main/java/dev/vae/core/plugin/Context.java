package dev.vae.core.plugin;

import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import java.util.Optional;

/**
 * One tracing of a model: gives a part what it needs besides its input. Names are relative to the
 * current scope, so two layers of a kind never meet.
 */
public interface Context {

  /** Returns the graph being built, for constants. */
  Graph graph();

  /** Whether the trace is for training: dropout drops, batch normalisation uses the batch. */
  boolean training();

  /**
   * Returns a trained parameter. Its first value depends on the model's seed and the full name
   * alone.
   *
   * @param name such as {@code weight}
   */
  Tensor parameter(String name, Shape shape, Initializer initializer);

  /**
   * Returns a trained parameter that several parts share, such as an embedding that is tied between
   * encoder and likelihood: its name is the model's, whatever the scope. All who ask for it give
   * the same shape and initializer.
   *
   * @param name one that no other shared parameter has
   */
  default Tensor shared(String name, Shape shape, Initializer initializer) {
    return parameter(name, shape, initializer);
  }

  /** Returns a variable that is saved with the model but not trained, such as a running mean. */
  Tensor state(String name, Shape shape, double initial);

  /** Sets what a training step puts into a {@link #state}; without effect outside training. */
  void update(Tensor state, Tensor value);

  /**
   * Returns fresh noise with a stream of its own. One axis at most depends on the batch; it is
   * {@code N} itself, or the first one and a multiple of it, {@code K·N}.
   */
  Tensor noise(Noise.Distribution distribution, Shape shape);

  /**
   * Returns how many epochs of training are done, as a scalar with fractions: what schedules depend
   * on.
   */
  Tensor epoch();

  /**
   * Returns how many rows there are to train on, as a scalar: what estimates over a whole data set
   * need.
   */
  Tensor trainingRows();

  /**
   * Returns what the rows of the batch are conditioned on, {@code [N, C]}; empty where nothing is.
   */
  Optional<Tensor> condition();

  /**
   * Returns which values of the rows were observed, 1 or 0, {@code [N, D]}; empty where all were.
   * What was not observed is 0 among the values themselves.
   */
  default Optional<Tensor> observed() {
    return Optional.empty();
  }

  /** Returns the number of values in a row of data, D. */
  int width();

  /**
   * Returns the shape of a row of data, such as {@code [28, 28, 1]}: layers that take images or
   * sequences give it to flat rows of as many values.
   */
  default Shape event() {
    return Shape.of(width());
  }

  /**
   * Returns the posterior that the model gives to other rows, such as the learned pseudo-inputs of
   * a VampPrior. States are not updated by it.
   *
   * @param rows {@code [M, D]}, as the model sees them after scaling
   * @param condition what these rows are conditioned on, {@code [M, C]}; there exactly where {@link
   *     #condition} is
   */
  Inference encode(Tensor rows, Optional<Tensor> condition);

  /**
   * Tells that a value is kept between limits, so that those who train learn when rows meet one.
   *
   * @param name of the head or parameter
   * @param free the value before, {@code [c·N, ...]} or without a batch axis; one or several for
   *     each column
   * @param low from where on it is held back; broadcasts to the value's shape
   * @param high up to where
   */
  default void limit(String name, Tensor free, Tensor low, Tensor high) {}

  /**
   * Opens a scope for a nested likelihood of some of the columns.
   *
   * @param columns their places in this likelihood's rows
   */
  default Graph.Scope scope(String name, int[] columns) {
    return scope(name);
  }

  /** Opens a scope for a nested part. */
  Graph.Scope scope(String name);
}
