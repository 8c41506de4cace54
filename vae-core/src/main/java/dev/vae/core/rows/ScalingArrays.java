package dev.vae.core.rows;

import dev.vae.core.spec.Scaling;

/** A scaling as arrays, for loops over rows. */
final class ScalingArrays {
  private final double[] mean;
  private final double[] deviation;

  private ScalingArrays(Scaling scaling) {
    mean = scaling.mean().stream().mapToDouble(Double::doubleValue).toArray();
    deviation = scaling.deviation().stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The arrays of a scaling; null for none. */
  static ScalingArrays of(Scaling scaling) {
    return scaling == null ? null : new ScalingArrays(scaling);
  }

  /** A raw value in the model's units. */
  double scale(int column, double raw) {
    return (raw - mean[column]) / deviation[column];
  }

  /** A value of the model in raw units. */
  double unscale(int column, double value) {
    return value * deviation[column] + mean[column];
  }
}
