package dev.vae.core.trace;

import dev.vae.core.engine.Variables;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Inference;

/** Passes for a part by itself, outside a model: for tests and experiments. */
public final class StandaloneContext {
  /** The width of rows, D, that such a pass speaks of. */
  public static final int WIDTH = 3;

  private StandaloneContext() {}

  /** Stands in for the encoder of a model. */
  @FunctionalInterface
  public interface Encoder {
    /**
     * Returns the posterior of rows.
     *
     * @param rows {@code [M, WIDTH]}
     */
    Inference encode(Tensor rows, Context pass);
  }

  /**
   * Returns a pass with a graph of its own, and no encoder.
   *
   * @param training whether the part is traced for training
   * @param variables where parameters are looked up, and made when they are not there
   * @param seed what first values depend on
   */
  public static Context of(boolean training, Variables variables, long seed) {
    return of(
        training,
        variables,
        seed,
        (rows, pass) -> {
          throw new IllegalStateException("a part by itself has no encoder to encode rows with");
        });
  }

  /** Returns the same, with an encoder. */
  public static Context of(boolean training, Variables variables, long seed, Encoder encoder) {
    return of(training, variables, seed, 0, encoder);
  }

  /**
   * Returns the same, with a condition of so many values, an input of the name {@link
   * TracedModel#CONDITION}; 0 for none.
   */
  public static Context of(
      boolean training, Variables variables, long seed, int condition, Encoder encoder) {
    TraceContext.Use use = training ? TraceContext.Use.TRAINING : TraceContext.Use.INFERENCE;
    ParameterInitializer first = new ParameterInitializer(seed);
    TraceContext pass = new TraceContext(use, Shape.of(WIDTH), first.into(variables));
    if (condition > 0) {
      pass.condition(pass.graph().input(TracedModel.CONDITION, Shape.batch(condition)));
    }
    return pass.encoder(rows -> encoder.encode(rows, pass));
  }
}
