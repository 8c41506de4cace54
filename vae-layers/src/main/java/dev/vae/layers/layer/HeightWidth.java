package dev.vae.layers.layer;

import dev.vae.core.plugin.Options;
import java.util.List;

/** A number for height and one for width, given as one number or a list of two. */
record HeightWidth(int height, int width) {

  static HeightWidth of(Options options, String option, int otherwise, int least) {
    List<Integer> given = options.integers(option);
    if (given.size() > 2) {
      throw new IllegalArgumentException(
          "option '" + option + "' takes one number, or two for height and width, not " + given);
    }
    int height = given.isEmpty() ? otherwise : given.get(0);
    int width = given.size() == 2 ? given.get(1) : height;
    LayerWeights.atLeast(least, option, Math.min(height, width));
    return new HeightWidth(height, width);
  }
}
