package dev.vae.layers.layer;

import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Initializer;
import dev.vae.core.plugin.Options;
import java.util.List;
import java.util.stream.IntStream;

/** Weights and their first values, by the options {@code init} and {@code weightNorm}. */
public final class LayerWeights {
  /** So that a v of zeros gives zeros. */
  private static final double TINY = 1e-30;

  private LayerWeights() {}

  /** {@code glorot} (the default), {@code uniform} (±1/√fan in) or {@code he}. */
  static Initializer initializer(String init, long fanIn, long fanOut) {
    return switch (init) {
      case "glorot" -> Initializer.glorot(fanIn, fanOut);
      case "he" -> Initializer.he(fanIn);
      default -> uniform(fanIn);
    };
  }

  public static Initializer uniform(long fanIn) {
    return Initializer.uniform(1 / Math.sqrt(Math.max(1, fanIn)));
  }

  static String init(Options options) {
    return options.choice("init", "glorot", List.of("glorot", "uniform", "he"));
  }

  /**
   * A parameter {@code weight}, the last axis of which counts what is computed.
   *
   * @param weightNorm whether to learn {@code g·v/|v|} instead, see {@link #normed}
   */
  static Tensor parameter(boolean weightNorm, Shape shape, Initializer first, Context pass) {
    if (!weightNorm) {
      return pass.parameter("weight", shape, first);
    }
    int[] all = IntStream.range(0, shape.rank() - 1).toArray();
    return normed(pass.parameter("weight.v", shape, first), first, all, pass);
  }

  /**
   * Weight normalisation (Salimans and Kingma 2016, equation 2): g·v/|v|, with a length of its own,
   * parameter {@code weight.g}, for each place along the other axes. At first g is the length that
   * v's first values have on average, so that the weights begin as they would without.
   *
   * @param axes those over which the length of v is taken
   */
  static Tensor normed(Tensor v, Initializer first, int[] axes, Context pass) {
    Tensor squares = v.square().reduce(Op.SUM, true, axes);
    int summed = v.shape().elements() / Math.max(1, squares.shape().elements());
    Initializer length = Initializer.constant(Math.sqrt(summed) * deviation(first));
    Shape flat = Shape.of(squares.shape().elements());
    Tensor g = pass.parameter("weight.g", flat, length).reshape(squares.shape());
    return v.mul(g.div(squares.add(TINY).sqrt()));
  }

  private static double deviation(Initializer first) {
    return switch (first.kind()) {
      case CONSTANT -> Math.abs(first.a());
      case UNIFORM -> first.a() / Math.sqrt(3);
      case NORMAL -> first.a();
    };
  }

  /** Returns a count that must be at least one. */
  public static int positive(Options options, String option) {
    return atLeast(1, option, options.integer(option));
  }

  /** Returns a count that must be at least one where it is given, else 0. */
  public static int positiveOrNone(Options options, String option) {
    int value = options.integer(option, 0);
    return options.has(option) ? atLeast(1, option, value) : 0;
  }

  public static int atLeast(int least, String option, int value) {
    if (value < least) {
      throw new IllegalArgumentException(
          "option '" + option + "' must be at least " + least + ", not " + value);
    }
    return value;
  }
}
