package dev.vae.layers.likelihood;

import dev.vae.core.graph.Tensor;

/** Keeps what a decoder gives on a logarithmic scale within reach of float arithmetic. */
final class Scales {
  /** The range of log-scales, log-rates and log-concentrations. */
  static final double LOW = -7;

  static final double HIGH = 9;

  private Scales() {}

  /**
   * The logarithm of a positive parameter, smoothly kept between {@link #LOW} and {@link #HIGH}.
   */
  static Tensor log(Tensor raw) {
    return between(raw, LOW, HIGH);
  }

  /** A smooth, increasing limit by two softplus bends: x itself well inside the range. */
  static Tensor between(Tensor x, double low, double high) {
    Tensor below = x.neg().add(high).softplus().neg().add(high);
    return below.sub(low).softplus().add(low);
  }
}
