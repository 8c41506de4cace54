package dev.vae.cli.bench;

import dev.vae.core.graph.Shape;
import dev.vae.core.plugin.Spec;
import dev.vae.core.spec.VaeSpec;
import dev.vae.layers.Layers;
import dev.vae.layers.Likelihoods;
import dev.vae.layers.Presets;

/**
 * The models whose speed is measured, by name: presets on pictures of 28 x 28 pixels, and those of
 * the peers' scripts. All sequences are 100 steps of 64 features, read by 64 units, latent 16, and
 * written by 64 units that see the latent at every step, then dense; Gaussian of variance 1.
 */
public final class BenchModels {
  private static final Shape PICTURE = Shape.of(28, 28, 1);

  private static final int COLUMNS = 21;
  private static final int UNITS = 64;
  private static final int STEPS = 100;
  private static final int SEQUENCE_LATENT = 16;

  private BenchModels() {}

  /**
   * Returns a model.
   *
   * @param name of a preset, or tab, gru, lstm, attention, empty
   * @throws IllegalArgumentException if there is none of this name
   */
  public static VaeSpec of(String name) {
    return switch (name) {
      case "tab" -> table(COLUMNS, UNITS);
      case "gru", "lstm" -> recurrent(name, STEPS, UNITS);
      case "attention" -> attention();
      case "empty" ->
          VaeSpec.builder()
              .event(Shape.of(1))
              .latent(1)
              .likelihood(Likelihoods.gaussianFixed(1))
              .build();
      default -> Presets.of(name, PICTURE);
    };
  }

  /** Returns the net of a small table: columns-units-units-(5,5)-units-units-columns. */
  static VaeSpec table(int columns, int units) {
    Spec[] layers = {Layers.dense(units), Layers.relu(), Layers.dense(units), Layers.relu()};
    return VaeSpec.builder()
        .event(Shape.of(columns))
        .latent(5)
        .encoder(layers)
        .decoder(layers)
        .likelihood(Likelihoods.gaussian(Likelihoods.Variance.PER_DIMENSION))
        .build();
  }

  /**
   * Returns a recurrent net of sequences with as many features as units.
   *
   * @param kind gru or lstm
   */
  static VaeSpec recurrent(String kind, int steps, int units) {
    Spec layer = Spec.of(kind).with("units", units);
    return sequence(steps, units)
        .encoder(layer.with("returns", "last"))
        .decoder(Layers.repeat(steps), layer, Layers.dense(units))
        .build();
  }

  /** A transformer's block of 4 heads on each side, the mean over steps between. */
  private static VaeSpec attention() {
    return sequence(STEPS, UNITS)
        .encoder(
            Layers.selfAttention(4),
            Layers.unflatten(10, STEPS / 10, UNITS), // an image, to take its mean
            Layers.averagePool(STEPS / 10),
            Layers.flatten())
        .decoder(
            Layers.repeat(STEPS), Layers.dense(UNITS), Layers.selfAttention(4), Layers.dense(UNITS))
        .build();
  }

  private static VaeSpec.Builder sequence(int steps, int features) {
    return VaeSpec.builder()
        .event(Shape.of(steps, features))
        .latent(SEQUENCE_LATENT)
        .output(VaeSpec.Output.CHANNELS)
        .likelihood(Likelihoods.gaussianFixed(1));
  }
}
