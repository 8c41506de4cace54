package dev.vae.core.plugin;

/**
 * How a parameter's first values are drawn.
 *
 * @param kind the family
 * @param a for CONSTANT the value; for UNIFORM the bound (values in −a..a); for NORMAL the standard
 *     deviation
 */
public record Initializer(Kind kind, double a) {

  /** The families of first values. */
  public enum Kind {
    CONSTANT,
    UNIFORM,
    NORMAL
  }

  /** All zero. */
  public static final Initializer ZERO = constant(0);

  /** All one. */
  public static final Initializer ONE = constant(1);

  /** Returns all the same. */
  public static Initializer constant(double value) {
    return new Initializer(Kind.CONSTANT, value);
  }

  /** Returns uniform between −bound and bound. */
  public static Initializer uniform(double bound) {
    return new Initializer(Kind.UNIFORM, bound);
  }

  /** Returns normal with mean 0. */
  public static Initializer normal(double standardDeviation) {
    return new Initializer(Kind.NORMAL, standardDeviation);
  }

  /** Returns Glorot and Bengio (2010), uniform: bound √(6 / (fan in + fan out)). */
  public static Initializer glorot(long fanIn, long fanOut) {
    return uniform(Math.sqrt(6.0 / (fanIn + fanOut)));
  }

  /** Returns He et al. (2015), normal: standard deviation √(2 / fan in), for ReLU. */
  public static Initializer he(long fanIn) {
    return normal(Math.sqrt(2.0 / fanIn));
  }
}
