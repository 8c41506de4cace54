package dev.vae.core.plugin;

/** The set of values a likelihood gives a density to. */
public enum Support {
  /** Any finite number. */
  REAL("a finite number"),
  /**
   * 0 or 1; values between are allowed where the likelihood says so, as grey images under a
   * Bernoulli are.
   */
  BINARY("0 or 1 (values between are taken as probabilities)"),
  /** 0 to 1, both included. */
  UNIT_INTERVAL("between 0 and 1"),
  /** Above 0. */
  POSITIVE("above 0"),
  /** 0, 1, 2, ... */
  COUNT("a count: 0, 1, 2, ..."),
  /** A category's number, or its one-hot columns. */
  CATEGORY("a category's number");

  private final String words;

  Support(String words) {
    this.words = words;
  }

  /** Whether a value belongs to this. */
  public boolean contains(double value) {
    return Double.isFinite(value)
        && switch (this) {
          case REAL -> true;
          case BINARY, UNIT_INTERVAL -> value >= 0 && value <= 1;
          case POSITIVE -> value > 0;
          case COUNT, CATEGORY -> value >= 0 && value == Math.rint(value);
        };
  }

  /** A value well inside, that every likelihood on this support gives a finite density to. */
  public double inside() {
    return switch (this) {
      case REAL, BINARY, COUNT, CATEGORY -> 0;
      case UNIT_INTERVAL -> 0.5;
      case POSITIVE -> 1;
    };
  }

  /** Whether the values are single ones, which have probabilities. */
  public boolean discrete() {
    return this == BINARY || this == COUNT || this == CATEGORY;
  }

  /** What a value must be, to complete "each value must be ...". */
  public String words() {
    return words;
  }
}
