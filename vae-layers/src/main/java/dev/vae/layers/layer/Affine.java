package dev.vae.layers.layer;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Initializer;
import dev.vae.core.plugin.Options;

/**
 * {@code x·W + b} over the last axis, with parameters {@code weight} and {@code bias}: what all
 * layers that are dense somewhere share.
 *
 * @param units the length of the last axis of the result
 * @param bias whether b is there
 * @param init first values, see {@link LayerWeights#initializer}
 * @param weightNorm whether W is given by length and direction, see {@link LayerWeights#parameter}
 */
public record Affine(int units, boolean bias, String init, boolean weightNorm) {

  /** Makes one by the options {@code bias}, {@code init} and {@code weightNorm}. */
  public static Affine of(int units, Options options) {
    return new Affine(
        units,
        options.flag("bias", true),
        LayerWeights.init(options),
        options.flag("weightNorm", false));
  }

  /** Makes one with a bias and Glorot's initial values. */
  public static Affine of(int units) {
    return new Affine(units, true, "glorot", false);
  }

  /** Returns the result for x, with parameters in a scope of their own. */
  public Tensor apply(String scope, Tensor x, Context pass) {
    try (Graph.Scope own = pass.scope(scope)) {
      return apply(x, pass);
    }
  }

  /** Returns the result for x, with parameters in the scope that is open. */
  public Tensor apply(Tensor x, Context pass) {
    int inputs = features(x);
    Initializer first = LayerWeights.initializer(init, inputs, units);
    Tensor y = x.matmul(LayerWeights.parameter(weightNorm, Shape.of(inputs, units), first, pass));
    // with Glorot's and He's weights go zero biases, as in their papers
    Initializer shift = init.equals("uniform") ? first : Initializer.ZERO;
    return bias ? y.add(pass.parameter("bias", Shape.of(units), shift)) : y;
  }

  /** The length of the last axis, which must not be the batch. */
  static int features(Tensor x) {
    Dim last = x.shape().rank() < 2 ? null : x.shape().dim(-1);
    if (last == null || last.batch()) {
      throw ShapeMismatch.of("dense", x, "the last axis is not a row");
    }
    return last.factor();
  }
}
