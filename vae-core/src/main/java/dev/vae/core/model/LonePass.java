package dev.vae.core.model;

import dev.vae.core.engine.Engine;
import dev.vae.core.engine.Variables;
import dev.vae.core.plugin.Pass;

/** Passes for a part by itself, outside a model: for tests and experiments. */
public final class LonePass {
  private LonePass() {}

  /**
   * A pass with a graph of its own.
   *
   * @param training whether the part is traced for training
   * @param variables where parameters are looked up, and made when they are not there
   * @param seed what first values depend on
   */
  public static Pass of(boolean training, Variables variables, long seed) {
    TracePass.Use use = training ? TracePass.Use.TRAINING : TracePass.Use.INFERENCE;
    return new TracePass(use, variables, new FirstValues(Engine.defaults().kernels(), seed));
  }
}
