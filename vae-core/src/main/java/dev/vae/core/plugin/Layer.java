package dev.vae.core.plugin;

import dev.vae.core.graph.Tensor;

/** A function of a tensor with parameters: what encoders and decoders are stacked of. */
public interface Layer {

  /**
   * Adds this layer's operations to the graph.
   *
   * @param x the input; its first axis is the batch, a multiple of {@code N}
   * @param pass gives parameters, noise, and whether this is training; its scope is this layer's
   *     own
   * @return the output; its shape is the layer's output shape
   */
  Tensor forward(Tensor x, Context pass);
}
