package dev.vae.layers.layer;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.ShapeException;
import dev.vae.core.graph.Tensor;

/** Checks and shapes of images, {@code [N, H, W, C]}. */
final class Images {
  private Images() {}

  static Tensor check(Tensor x, String layer) {
    if (x.shape().rank() != 4) {
      throw new ShapeException(
          layer
              + " of "
              + x.shape()
              + " in "
              + x.graph().scopePath()
              + ": images [N, height, width, channels] are expected; put an 'unflatten' before it");
    }
    return x;
  }

  static int height(Tensor x) {
    return x.shape().dim(1).factor();
  }

  static int width(Tensor x) {
    return x.shape().dim(2).factor();
  }

  static int channels(Tensor x) {
    return x.shape().dim(3).factor();
  }

  static Shape shape(Tensor like, int... lengths) {
    return Shape.of(lengths).withLeading(like.shape().dim(0));
  }

  static Dim rows(Tensor x) {
    return x.shape().dim(0);
  }
}
