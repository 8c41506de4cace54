package dev.vae.core.plugin;

import java.util.stream.IntStream;

/**
 * The set of values that a likelihood gives a density to. The constants have no bounds but those of
 * their kind; {@link #counts}, {@link #categories} and {@link #levels} say how many values there
 * are, {@link #interval} between which.
 *
 * @param kind what sort of values
 * @param smallest the smallest value; minus infinity where there is none
 * @param largest the largest value; infinity where there is none
 * @param levels how many values lie evenly from 0 to 1; 0 where all between count
 */
public record Support(Kind kind, double smallest, double largest, int levels) {

  /** What sort of values, whatever their bounds. */
  public enum Kind {
    /** Any finite number. */
    REAL,
    /** 0 or 1, or what lies between. */
    BINARY,
    /** 0 to 1. */
    UNIT_INTERVAL,
    /** From one number to another. */
    INTERVAL,
    /** Angles in radians; one and the same after a whole turn. */
    CIRCLE,
    /** Above 0. */
    POSITIVE,
    /** 0, 1, 2, ... */
    COUNT,
    /** A category's number. */
    CATEGORY
  }

  /** Any finite number. */
  public static final Support REAL = of(Kind.REAL, Double.POSITIVE_INFINITY);

  /**
   * 0 or 1; values between are allowed where the likelihood says so, as grey images under a
   * Bernoulli are.
   */
  public static final Support BINARY = of(Kind.BINARY, 1);

  /** 0 to 1, both included. */
  public static final Support UNIT_INTERVAL = of(Kind.UNIT_INTERVAL, 1);

  /**
   * Angles in radians, from −2π to 2π: data may count a turn from −π, from 0 or backwards. A
   * density on it has period 2π and integrates to one over a turn; draws lie between −π and π, and
   * the mean is the mean direction.
   */
  public static final Support CIRCLE = new Support(Kind.CIRCLE, -2 * Math.PI, 2 * Math.PI, 0);

  /** Above 0. */
  public static final Support POSITIVE = of(Kind.POSITIVE, Double.POSITIVE_INFINITY);

  /** 0, 1, 2, ... */
  public static final Support COUNT = of(Kind.COUNT, Double.POSITIVE_INFINITY);

  /** A category's number, or its one-hot columns. */
  public static final Support CATEGORY = of(Kind.CATEGORY, Double.POSITIVE_INFINITY);

  /** Beyond so many values, {@link #values} lists none. */
  private static final int MOST_LISTED = 1 << 16;

  /** Checks the bounds. */
  public Support {
    boolean bounded =
        switch (kind) {
          case COUNT, CATEGORY -> smallest == 0 && largest >= 1 && !hasFraction(largest);
          case BINARY, UNIT_INTERVAL -> smallest == 0 && largest == 1;
          case INTERVAL -> smallest < largest && Double.isFinite(largest - smallest);
          case CIRCLE -> smallest == -2 * Math.PI && largest == 2 * Math.PI;
          case POSITIVE -> smallest == 0 && largest == Double.POSITIVE_INFINITY;
          case REAL -> -smallest == largest && largest == Double.POSITIVE_INFINITY;
        };
    boolean spaced = kind == Kind.UNIT_INTERVAL ? levels == 0 || levels >= 2 : levels == 0;
    if (!bounded || !spaced) {
      throw new IllegalArgumentException(
          "there is no support "
              + kind
              + " from "
              + smallest
              + " to "
              + largest
              + " with "
              + levels
              + " levels");
    }
  }

  private static Support of(Kind kind, double largest) {
    return new Support(kind, kind == Kind.REAL ? -largest : 0, largest, 0);
  }

  /**
   * Returns the numbers from {@code smallest} to {@code largest}, both included, in the model's
   * units.
   *
   * @throws IllegalArgumentException if they are not finite, or none lies between
   */
  public static Support interval(double smallest, double largest) {
    return new Support(Kind.INTERVAL, smallest, largest, 0);
  }

  /**
   * Returns the counts 0 to {@code largest}.
   *
   * @throws IllegalArgumentException if that is not at least 1
   */
  public static Support counts(int largest) {
    return of(Kind.COUNT, largest);
  }

  /**
   * Returns the numbers of {@code count} categories, from 0.
   *
   * @throws IllegalArgumentException if there are not at least 2
   */
  public static Support categories(int count) {
    return of(Kind.CATEGORY, count - 1.0);
  }

  /**
   * Returns so many values, evenly from 0 to 1: 0, 1/(count − 1), ..., 1.
   *
   * @throws IllegalArgumentException if there are not at least 2
   */
  public static Support levels(int count) {
    if (count < 2) {
      throw new IllegalArgumentException("there must be at least 2 levels, not " + count);
    }
    return new Support(Kind.UNIT_INTERVAL, 0, 1, count);
  }

  /**
   * Whether a value belongs to this. A level may be as far off as single precision makes it.
   *
   * @param value any number
   */
  public boolean contains(double value) {
    return Double.isFinite(value)
        && switch (kind) {
          case REAL -> true;
          case BINARY, UNIT_INTERVAL -> value >= 0 && value <= 1 && isLevel(value);
          case POSITIVE -> value > 0;
          // an end may be as far off as single precision makes it
          case INTERVAL, CIRCLE ->
              value >= Math.min(smallest, (float) smallest)
                  && value <= Math.max(largest, (float) largest);
          case COUNT, CATEGORY -> value >= 0 && value <= largest && !hasFraction(value);
        };
  }

  private boolean isLevel(double value) {
    double at = value * (levels - 1);
    return levels == 0 || Math.abs(at - Math.rint(at)) <= Math.min(0.25, 1e-3 + 2.5e-7 * levels);
  }

  private static boolean hasFraction(double value) {
    return value != Math.rint(value);
  }

  /**
   * Returns a value well inside, that every likelihood on this support gives a finite density to.
   */
  public double inside() {
    return switch (kind) {
      case REAL, BINARY, COUNT, CATEGORY, CIRCLE -> 0;
      case INTERVAL -> smallest + (largest - smallest) / 2;
      case UNIT_INTERVAL -> levels == 0 ? 0.5 : levels / 2 / (levels - 1.0);
      case POSITIVE -> 1;
    };
  }

  /** Whether the values are single ones, which have probabilities. */
  public boolean discrete() {
    return switch (kind) {
      case REAL, POSITIVE, INTERVAL, CIRCLE -> false;
      case UNIT_INTERVAL -> levels > 0;
      case BINARY, COUNT, CATEGORY -> true;
    };
  }

  /**
   * Returns all values there are, ascending; none where they are not single ones, or more than
   * 65,536. Those of {@link #BINARY} are 0 and 1.
   */
  public double[] values() {
    double count = levels > 0 ? levels : largest + 1;
    if (!discrete() || count > MOST_LISTED) {
      return new double[0];
    }
    double step = levels > 0 ? levels - 1 : 1;
    return IntStream.range(0, (int) count).mapToDouble(i -> i / step).toArray();
  }

  /** Returns what a value must be, to complete "each value must be ...". */
  public String describe() {
    boolean bounded = Double.isFinite(largest);
    return switch (kind) {
      case REAL -> "a finite number";
      case BINARY -> "0 or 1 (values between are taken as probabilities)";
      case UNIT_INTERVAL ->
          levels == 0
              ? "between 0 and 1"
              : "one of " + levels + " levels: 0, 1/" + (levels - 1) + ", ..., 1";
      case INTERVAL -> "from " + smallest + " to " + largest;
      case CIRCLE -> "an angle in radians, from -2π to 2π";
      case POSITIVE -> "above 0";
      case COUNT -> bounded ? "a count from 0 to " + (long) largest : "a count: 0, 1, 2, ...";
      case CATEGORY -> "a category's number" + (bounded ? " from 0 to " + (long) largest : "");
    };
  }
}
