package dev.vae.core.trace;

import dev.vae.core.engine.Variables;
import dev.vae.core.graph.Shape;
import dev.vae.core.kernel.KernelSelector;
import dev.vae.core.kernel.Kernels;
import dev.vae.core.kernel.RandomKey;
import dev.vae.core.plugin.Initializer;

/** A parameter's initial values: they depend on the seed and its full name alone. */
public record ParameterInitializer(long seed) {
  /** Sets first values apart from the noise of any training step. */
  private static final long STEP = -1;

  /** Variables that are made with their first values when they are first asked for. */
  TraceContext.Source into(Variables variables) {
    return (String name, Shape shape, boolean trained, Initializer initializer) -> {
      if (!variables.has(name)) {
        fill(variables.add(name, shape, trained), initializer);
      }
    };
  }

  public void fill(Variables.Variable variable, Initializer initializer) {
    int n = variable.size();
    float[] values = new float[n];
    Kernels kernels = KernelSelector.byName("portable"); // all give the same bits; these always run
    RandomKey key = new RandomKey(seed, STEP, variable.name().hashCode());
    switch (initializer.kind()) {
      case CONSTANT -> java.util.Arrays.fill(values, (float) initializer.a());
      case UNIFORM -> {
        kernels.uniform(key, 0, 1, 0, n, values, 0);
        scale(values, 2 * initializer.a(), -initializer.a());
      }
      case NORMAL -> {
        kernels.normal(key, 0, 1, 0, n, values, 0);
        scale(values, initializer.a(), 0);
      }
    }
    variable.set(values);
  }

  private static void scale(float[] values, double factor, double shift) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (values[i] * factor + shift);
    }
  }
}
