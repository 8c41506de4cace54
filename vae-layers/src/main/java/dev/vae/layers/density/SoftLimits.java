package dev.vae.layers.density;

import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Heads;
import dev.vae.core.plugin.Marginal;
import java.util.List;
import java.util.Map;

/** Keeps what a decoder gives on a logarithmic scale within reach of float arithmetic. */
public final class SoftLimits {
  /** The range of log-scales, log-rates and log-concentrations. */
  public static final double LOW = -7;

  public static final double HIGH = 9;

  private SoftLimits() {}

  /**
   * Lets location and log-scale begin with mean and deviation.
   *
   * @param scale that of a distribution of deviation 1
   */
  public static void begin(Map<String, double[]> values, List<Marginal> columns, double scale) {
    Heads.initialize(values, "location", columns, Marginal::mean, MomentEstimates::deviation);
    Heads.initialize(
        values, "logScale", columns, c -> Math.log(scale * MomentEstimates.deviation(c)), c -> 1);
  }

  /**
   * Returns the logarithm of a positive parameter, begun where the data are and smoothly kept
   * between {@link #LOW} and {@link #HIGH}, which a start beyond 0 takes along.
   *
   * @param name of the head
   */
  public static Tensor log(String name, Map<String, Tensor> heads, Context pass) {
    return Heads.limited(name, heads.get(name), LOW, HIGH, pass);
  }
}
