package dev.vae.core.model;

import dev.vae.core.internal.adapt.Units;
import dev.vae.core.plugin.Support;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.Scaling;
import dev.vae.core.spec.Schema;
import java.util.List;
import java.util.Optional;

/** Refuses values that have no density under a model's likelihood. */
final class ValueCheck {
  private final List<Support> supports;
  private final boolean[] zero;
  private final Schema schema;
  private final String likelihood;

  ValueCheck(List<Support> supports, Schema schema, String likelihood) {
    this.supports = List.copyOf(supports);
    this.zero = new boolean[supports.size()];
    for (int c = 0; c < zero.length; c++) {
      zero[c] = supports.get(c).contains(0);
    }
    this.schema = schema;
    this.likelihood = likelihood;
  }

  /**
   * Looks at the observed values of a batch.
   *
   * @throws IllegalArgumentException if one does not fit; the message names row and column
   */
  void check(Rows.Batch batch) {
    int width = supports.size();
    float[] values = batch.values();
    float[] mask = batch.mask();
    for (int r = 0; r < batch.rows(); r++) {
      for (int c = 0; c < width; c++) {
        float value = values[r * width + c];
        boolean fits = value == 0 ? zero[c] : supports.get(c).contains(value);
        if (!fits && (mask == null || mask[r * width + c] != 0)) {
          throw misfit(batch, r, c);
        }
      }
    }
  }

  /** A value before it was standardised, in the digits of a float. */
  private double raw(int column, float value) {
    return raw(schema.scaling(), column, value);
  }

  private static double raw(Optional<Scaling> scaling, int column, float value) {
    return scaling
        .map(
            s ->
                (double) (float) (s.mean().get(column) + s.standardDeviation().get(column) * value))
        .orElse((double) value);
  }

  /**
   * The value as rows have it that are not divided yet, and what it then is, where these differ.
   */
  private String words(int column, float value) {
    String divided = number(raw(column, value));
    double before = raw(new Units(schema, supports, 0).rows(), column, value);
    return number(before).equals(divided)
        ? divided
        : number(before)
            + " ("
            + divided
            + " after division by "
            + number(schema.divisor().orElse(1.0))
            + ")";
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e7
        ? "" + (long) value
        : "" + (float) value;
  }

  private IllegalArgumentException misfit(Rows.Batch batch, int row, int column) {
    double value = raw(column, batch.values()[row * supports.size() + column]);
    String place =
        (batch.index() == null ? "a row" : "row " + batch.index()[row])
            + ", "
            + schema.column(column)
            + " is "
            + words(column, batch.values()[row * supports.size() + column]);
    if (!Double.isFinite(value)) {
      return new IllegalArgumentException(place + "; a finite number is needed");
    }
    Support support = supports.get(column);
    return new IllegalArgumentException(
        place
            + "; likelihood '"
            + likelihood
            + "' needs values that are "
            + support.describe()
            + advice(support)
            + " for such values, as 'gaussian' is for any");
  }

  private static String advice(Support support) {
    if (support.kind() == Support.Kind.CATEGORY && Double.isFinite(support.largest())) {
      return ": change the data, give it more categories (option 'categories'), or choose one";
    }
    if (support.kind() == Support.Kind.COUNT && Double.isFinite(support.largest())) {
      return ": change the data, give it more trials (option 'trials'), or choose one";
    }
    if (support.kind() == Support.Kind.CIRCLE) {
      return ": give angles in radians, which are degrees times π / 180, or choose one";
    }
    return support.discrete() && support.values().length > 0
        ? ": change the data, give the likelihood more values by its options, or choose one"
        : ": scale the data, or choose a likelihood";
  }
}
