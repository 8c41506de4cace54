package dev.vae.data;

import dev.vae.core.plugin.Spec;

/**
 * Divides every value by one number, as grey levels by 255.
 *
 * @param by the divisor, finite and above 0
 */
public record Scale(double by) implements Transform {
  static final String NAME = "scale";

  /** Grey levels 0..255 to 0..1. */
  public static final Scale GREY = new Scale(255);

  /** Checks the divisor. */
  public Scale {
    if (!(by > 0) || by == Double.POSITIVE_INFINITY) {
      throw new DataException("transform scale: the divisor must be finite and above 0, not " + by);
    }
  }

  @Override
  public void apply(double[] row) {
    for (int i = 0; i < row.length; i++) {
      row[i] /= by;
    }
  }

  @Override
  public void invert(double[] row) {
    for (int i = 0; i < row.length; i++) {
      row[i] *= by;
    }
  }

  @Override
  public Spec spec() {
    return Spec.of(NAME).with("by", by);
  }

  static Scale of(Spec spec) {
    if (spec.options().get("by") instanceof Number by) {
      return new Scale(by.doubleValue());
    }
    throw new DataException("transform scale: its number 'by' is missing");
  }

  @Override
  public String description() {
    return "divided by " + (by == Math.rint(by) ? Long.toString((long) by) : Double.toString(by));
  }
}
