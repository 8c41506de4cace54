package dev.vae.layers.layer.sequence;

import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Initializer;
import dev.vae.core.plugin.Layer;
import dev.vae.core.plugin.LayerProvider;
import dev.vae.core.plugin.Options;
import dev.vae.layers.layer.Sequences;

/**
 * Adds to each step of a sequence {@code [N, steps, features]} what tells it from the others.
 * Options: {@code learned} (false), for a parameter {@code position [steps, features]} instead of
 * the waves of Vaswani et al. (2017, section 3.5): sin(t / 10000^(2i / features)) for feature 2i of
 * step t, the cosine for feature 2i + 1; {@code steps}, needed where rows are flat.
 */
public final class PositionalEncoding implements LayerProvider {
  private static final double LONGEST = 10_000;

  /** Small beside values of size 1. */
  private static final Initializer FIRST = Initializer.normal(0.02);

  /** Found by ServiceLoader. */
  public PositionalEncoding() {}

  @Override
  public String name() {
    return "positionalEncoding";
  }

  @Override
  public Layer create(Options options) {
    Sequences sequences = Sequences.of(options, name());
    boolean learned = options.flag("learned", false);
    return (x, pass) -> {
      Tensor sequence = sequences.check(x, pass);
      int steps = Sequences.steps(sequence);
      int features = Sequences.features(sequence);
      Shape shape = Shape.of(steps, features);
      return sequence.add(
          learned
              ? pass.parameter("position", shape, FIRST)
              : pass.graph()
                  .constant(shape, waves(pass.graph().zeros(steps, features), steps, features)));
    };
  }

  private static double[] waves(double[] waves, int steps, int features) {
    for (int i = 0; i < features; i++) {
      double wavelength = Math.pow(LONGEST, (double) (i - i % 2) / features);
      for (int t = 0; t < steps; t++) {
        double angle = t / wavelength;
        waves[t * features + i] = i % 2 == 0 ? Math.sin(angle) : Math.cos(angle);
      }
    }
    return waves;
  }
}
