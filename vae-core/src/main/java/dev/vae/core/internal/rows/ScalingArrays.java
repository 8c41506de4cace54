package dev.vae.core.internal.rows;

import dev.vae.core.spec.Scaling;

/** A scaling as arrays, for loops over rows. */
public final class ScalingArrays {
  private final double[] mean;
  private final double[] deviation;

  private ScalingArrays(Scaling scaling) {
    mean = scaling.mean().stream().mapToDouble(Double::doubleValue).toArray();
    deviation = scaling.standardDeviation().stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Returns the arrays of a scaling; null for none. */
  public static ScalingArrays of(Scaling scaling) {
    return scaling == null ? null : new ScalingArrays(scaling);
  }

  /** Returns a raw value in the model's units. */
  public double scale(int column, double raw) {
    return (raw - mean[column]) / deviation[column];
  }

  /** Computes a row as a model sees it, in double, then rounded to float. */
  public void scaleRow(double[] raw, float[] into, int at) {
    for (int c = 0; c < mean.length; c++) {
      into[at + c] = (float) scale(c, raw[c]);
    }
  }

  /** Returns a value of the model in raw units. */
  public double unscale(int column, double value) {
    return value * deviation[column] + mean[column];
  }
}
