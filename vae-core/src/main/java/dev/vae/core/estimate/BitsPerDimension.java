package dev.vae.core.estimate;

import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Support;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.Schema;
import java.util.Locale;
import java.util.Objects;

/**
 * Whether a model's bits per dimension are of probabilities, which can be compared with the length
 * of a file, or of densities, which can be with densities of values in the same units only.
 *
 * @param kind what they are of
 * @param toUnits how many bits a dimension must be added to make densities of the model's values
 *     those of the data's own units: log2 of what values were divided by, the mean over columns
 * @param description the same for people
 */
public record BitsPerDimension(Kind kind, double toUnits, String description) {

  /** What bits are of. */
  public enum Kind {
    /** Of single values. */
    PROBABILITY,
    /** Of a continuous value. */
    DENSITY,
    /** Of single values in some columns, of continuous ones in others. */
    MIXED,
    /** Values between 0 and 1 taken as probabilities of 1: no likelihood at all. */
    NEITHER
  }

  /**
   * Returns what a model's bits per dimension of some rows are of.
   *
   * @param rows the first of which are looked at
   */
  public static BitsPerDimension of(Vae vae, Rows rows) {
    Objects.requireNonNull(vae, "vae");
    Objects.requireNonNull(rows, "rows");
    double by = vae.schema().divisor().map(d -> d / rows.divisor()).orElse(1.0);
    Look look = look(rows, by);
    String likelihood = "'" + Objects.requireNonNull(vae.spec().likelihood()).name() + "'";
    if (vae.discrete()) {
      if (vae.supports().contains(Support.BINARY) && look.between) {
        return new BitsPerDimension(
            Kind.NEITHER,
            0,
            "likelihood "
                + likelihood
                + " takes values between 0 and 1 as probabilities of 1, so this is not a likelihood"
                + " of the data; --binarize makes it one");
      }
      return new BitsPerDimension(
          Kind.PROBABILITY,
          0,
          "probabilities of the values themselves, exact: nothing dequantised");
    }
    if (vae.supports().stream().anyMatch(Support::discrete)) {
      return new BitsPerDimension(
          Kind.MIXED,
          units(vae),
          "probabilities in columns of single values, densities of what the model sees in the"
              + " others");
    }
    double units = units(vae);
    boolean grey = vae.schema().kind() == Schema.Kind.IMAGE && look.between && look.levels;
    double toUnits = units + (grey ? Math.log(255) / Math.log(2) : 0);
    String of =
        grey
            ? "densities of grey levels divided by 255, to which no noise was added; of the levels"
                + " themselves"
            : vae.schema().scaling().isPresent()
                ? "densities of the standardised values; of those in the data's own units"
                : "densities of the values as they are";
    return new BitsPerDimension(
        Kind.DENSITY,
        toUnits,
        toUnits == 0 ? of : String.format(Locale.ROOT, "%s %.4f bits more", of, toUnits));
  }

  /** log2 of what columns are divided by, the mean over them. */
  private static double units(Vae vae) {
    return vae.schema()
        .scaling()
        .map(
            s ->
                s.standardDeviation().stream().mapToDouble(Math::log).average().orElse(0)
                    / Math.log(2))
        .orElse(0.0);
  }

  /**
   * How values look.
   *
   * @param between whether some lie between 0 and 1
   * @param levels whether all are 255ths
   */
  private record Look(boolean between, boolean levels) {}

  private static Look look(Rows rows, double by) {
    boolean between = false;
    boolean levels = true;
    try (Rows.Batches batches = rows.inOrder(256, 0)) {
      Rows.Batch batch = batches.next();
      for (int i = 0; batch != null && i < batch.rows() * rows.event().elements(); i++) {
        double value = batch.values()[i] / by;
        between |= value > 0 && value < 1;
        levels &= Math.abs(value * 255 - Math.rint(value * 255)) < 1e-3;
      }
    }
    return new Look(between, levels);
  }
}
