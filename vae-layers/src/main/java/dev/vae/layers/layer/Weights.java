package dev.vae.layers.layer;

import dev.vae.core.plugin.Initializer;
import dev.vae.core.plugin.Options;
import java.util.List;

/** First values of weights, by the option {@code init}. */
final class Weights {
  private Weights() {}

  /** {@code glorot} (the default), {@code uniform} (±1/√fan in) or {@code he}. */
  static Initializer initializer(String init, long fanIn, long fanOut) {
    return switch (init) {
      case "glorot" -> Initializer.glorot(fanIn, fanOut);
      case "he" -> Initializer.he(fanIn);
      default -> uniform(fanIn);
    };
  }

  static Initializer uniform(long fanIn) {
    return Initializer.uniform(1 / Math.sqrt(Math.max(1, fanIn)));
  }

  static String init(Options options) {
    return options.choice("init", "glorot", List.of("glorot", "uniform", "he"));
  }

  /** A count that must be at least one. */
  static int positive(Options options, String option) {
    return atLeast(1, option, options.integer(option));
  }

  static int atLeast(int least, String option, int value) {
    if (value < least) {
      throw new IllegalArgumentException(
          "option '" + option + "' must be at least " + least + ", not " + value);
    }
    return value;
  }
}
