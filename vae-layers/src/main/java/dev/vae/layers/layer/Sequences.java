package dev.vae.layers.layer;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.ShapeException;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Options;

/**
 * What layers over sequences take: {@code [N, steps, features]}, or flat rows that the option
 * {@code steps} cuts into steps of equal length.
 */
public final class Sequences {
  private final String layer;
  private final int steps;

  private Sequences(String layer, int steps) {
    this.layer = layer;
    this.steps = steps;
  }

  /** Makes one by the option {@code steps}, which may be absent. */
  public static Sequences of(Options options, String layer) {
    return new Sequences(layer, LayerWeights.positiveOrNone(options, "steps"));
  }

  /**
   * Returns the input as {@code [N, steps, features]}.
   *
   * @throws ShapeException if it is no sequence, or one of another length than the option says
   */
  public Tensor check(Tensor input, Context pass) {
    Tensor x = steps == 0 ? asEvents(input, 2, pass) : input;
    Shape row = x.shape().sub(1, x.shape().rank());
    if (row.rank() == 2 && row.dim(0).factor() > 0) {
      if (steps != 0 && steps != row.dim(0).factor()) {
        throw misfit(x, row.dim(0) + " steps are there, but option 'steps' is " + steps);
      }
      return x;
    }
    if (row.rank() != 1 || steps == 0) {
      throw misfit(
          x,
          "a sequence [N, steps, features] is expected; give option 'steps' if rows are flat, or"
              + " put an 'unflatten' before it");
    }
    if (row.dim(0).factor() % steps != 0) {
      throw misfit(x, row.dim(0) + " values cannot be cut into " + steps + " equal steps");
    }
    Dim features = Dim.of(row.dim(0).factor() / steps);
    return x.reshape(Shape.of(x.shape().dim(0), Dim.of(steps), features));
  }

  /** Flat rows as rows of data are, if these have so many axes and as many values; else as is. */
  static Tensor asEvents(Tensor x, int axes, Context pass) {
    Shape event = pass.event();
    boolean rows =
        x.shape().rank() == 2
            && event.rank() == axes
            && !x.shape().dim(1).batch()
            && x.shape().dim(1).factor() == event.elements();
    return rows ? x.reshape(event.withLeading(x.shape().dim(0))) : x;
  }

  private ShapeException misfit(Tensor x, String why) {
    return ShapeMismatch.of(layer, x, why);
  }

  public static int steps(Tensor sequence) {
    return sequence.shape().dim(1).factor();
  }

  public static int features(Tensor sequence) {
    return sequence.shape().dim(2).factor();
  }
}
