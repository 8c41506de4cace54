package dev.vae.layers.layer;

import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Layer;
import dev.vae.core.plugin.LayerProvider;
import dev.vae.core.plugin.Options;

/**
 * In training, sets each element to 0 with probability {@code rate} and scales the others by 1 / (1
 * − rate) (Srivastava et al. 2014); else does nothing. Option: {@code rate} (0.5), from 0 to below
 * 1.
 */
public final class Dropout implements LayerProvider {
  /** Found by ServiceLoader. */
  public Dropout() {}

  @Override
  public String name() {
    return "dropout";
  }

  @Override
  public Layer create(Options options) {
    double rate = rate(options, "rate", 0.5, name());
    return (x, pass) -> drop(x, rate, pass);
  }

  public static double rate(Options options, String option, double otherwise, String layer) {
    double rate = options.decimal(option, otherwise);
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException(
          "option '" + option + "' of '" + layer + "' must be from 0 to below 1, not " + rate);
    }
    return rate;
  }

  public static Tensor drop(Tensor x, double rate, Context pass) {
    if (!pass.training() || rate == 0) {
      return x;
    }
    Tensor drop = pass.noise(Noise.Distribution.UNIFORM, x.shape()).less(rate);
    return drop.where(pass.graph().constant(0), x.mul(1 / (1 - rate)));
  }
}
