package dev.vae.layers.layer;

import dev.vae.core.graph.ShapeException;
import dev.vae.core.graph.Tensor;

/** Says that a layer cannot take an input of this shape. */
public final class ShapeMismatch {
  private ShapeMismatch() {}

  /** Returns the error, which names layer, shape and scope. */
  public static ShapeException of(String layer, Tensor x, String why) {
    return new ShapeException(
        layer + " of " + x.shape() + " in " + x.graph().scopePath() + ": " + why);
  }
}
