package dev.vae.layers.layer;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.ShapeException;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;

/** Checks and shapes of images, {@code [N, H, W, C]}. */
final class ImageShapes {
  private ImageShapes() {}

  /**
   * An input as images. Flat rows of data that are images become these, without an {@code
   * unflatten}.
   *
   * @throws ShapeException if it is neither
   */
  static Tensor of(Tensor x, String layer, Context pass) {
    Tensor images = Sequences.asEvents(x, 3, pass);
    if (images.shape().rank() != 4) {
      throw ShapeMismatch.of(
          layer,
          x,
          "images [N, height, width, channels] are expected; put an 'unflatten' before it,"
              + " with option 'shape' such as [28, 28, 1]");
    }
    return images;
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
