package dev.vae.layers.layer;

import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.ShapeException;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Initializer;
import dev.vae.core.plugin.Layer;
import dev.vae.core.plugin.LayerProvider;
import dev.vae.core.plugin.Options;

/**
 * {@code T(x)·H(x) + (1 − T(x))·x}, where H is what nested layers make of x, and the gate T(x) =
 * sigmoid(x·W + b) decides for every element whether to take it (Srivastava, Greff and Schmidhuber
 * 2015). Options: {@code layers}, which must keep the shape; {@code gateBias} (−1), the first value
 * of b: below 0, so that x passes unchanged at first, as in the paper.
 */
public final class Highway implements LayerProvider {
  /** Found by ServiceLoader. */
  public Highway() {}

  @Override
  public String name() {
    return "highway";
  }

  @Override
  public Layer create(Options options) {
    LayerStack layers = LayerStack.required(options, name());
    Initializer bias = Initializer.constant(options.decimal("gateBias", -1));
    return (x, pass) -> {
      Tensor inner = layers.run(x, pass);
      if (!inner.shape().equals(x.shape())) {
        throw new ShapeException(
            "highway in "
                + pass.graph().scopePath()
                + ": its layers make "
                + inner.shape()
                + " of "
                + x.shape()
                + "; they must keep the shape");
      }
      try (Graph.Scope scope = pass.scope("gate")) {
        int width = Affine.features(x);
        Tensor sum = new Affine(width, false, "glorot", false).apply(x, pass);
        Tensor gate = sum.add(pass.parameter("bias", Shape.of(width), bias)).sigmoid();
        return x.add(gate.mul(inner.sub(x)));
      }
    };
  }
}
