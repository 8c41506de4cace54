package dev.vae.core.internal.adapt;

import dev.vae.core.internal.rows.ScalingArrays;
import dev.vae.core.plugin.Support;
import dev.vae.core.rows.RowMatrix;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.Binarization;
import dev.vae.core.spec.Condition;
import dev.vae.core.spec.Scaling;
import dev.vae.core.spec.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How raw values become what a model sees, and back: division by the schema's divisor and
 * standardisation as one step by column, and values made binary.
 */
public final class Units {
  private final int width;
  private final Optional<Scaling> rows;
  private final Optional<Scaling> condition;
  private final int conditions;
  private final boolean[] threshold;

  /**
   * Units of a model.
   *
   * @param supports what each column may hold
   * @param conditions how many values a condition has
   */
  public Units(Schema schema, List<Support> supports, int conditions) {
    this.width = supports.size();
    this.conditions = conditions;
    this.rows = scaling(schema, supports, schema.divisor().orElse(1.0));
    this.condition =
        schema.condition().map(Condition::scaling).filter(scaling -> !scaling.isIdentity());
    this.threshold = new boolean[width];
    for (int c = 0; schema.binarization() == Binarization.THRESHOLD && c < width; c++) {
      threshold[c] = supports.get(c).kind() == Support.Kind.BINARY;
    }
  }

  /**
   * Returns what rows that were divided already still need.
   *
   * @param divided what they were divided by
   */
  public static Optional<Scaling> left(Schema schema, List<Support> supports, double divided) {
    return scaling(schema, supports, schema.divisor().map(d -> d / divided).orElse(1.0));
  }

  /** Counts and categories are never divided. */
  private static Optional<Scaling> scaling(Schema schema, List<Support> supports, double divisor) {
    if (schema.scaling().isEmpty() && divisor == 1) {
      return Optional.empty();
    }
    List<Double> means = new ArrayList<>();
    List<Double> deviations = new ArrayList<>();
    for (int c = 0; c < supports.size(); c++) {
      Support.Kind kind = supports.get(c).kind();
      boolean counted = kind == Support.Kind.COUNT || kind == Support.Kind.CATEGORY;
      double by = counted ? 1 : divisor;
      int column = c;
      means.add(by * schema.scaling().map(s -> s.mean().get(column)).orElse(0.0));
      deviations.add(by * schema.scaling().map(s -> s.standardDeviation().get(column)).orElse(1.0));
    }
    return Optional.of(new Scaling(means, deviations)).filter(scaling -> !scaling.isIdentity());
  }

  /** Returns how rows are scaled; empty where they are not. */
  public Optional<Scaling> rows() {
    return rows;
  }

  /** Returns what each column is divided by. */
  public double[] ofColumns() {
    double[] each = new double[width];
    Arrays.setAll(each, c -> rows.map(s -> s.standardDeviation().get(c)).orElse(1.0));
    return each;
  }

  /** Returns how conditions are scaled; empty where they are not. */
  public Optional<Scaling> condition() {
    return condition;
  }

  /** Returns the columns that become 1 from 0.5 up, else 0. */
  public boolean[] threshold() {
    return threshold;
  }

  /** Returns rows in the model's units, whose columns become 0 and 1 where the schema says so. */
  public Rows thresholded(Rows scaled) {
    for (boolean binary : threshold) {
      if (binary) {
        return scaled.mapped(() -> new Thresholds(threshold));
      }
    }
    return scaled;
  }

  /**
   * Returns raw rows as the model sees them.
   *
   * @throws IllegalArgumentException naming row and column of a value that is not finite
   */
  public float[][] rows(RowMatrix raw) {
    raw.check("row", width, false);
    float[][] scaled = scaled(raw, rows, width);
    for (float[] row : scaled) {
      for (int c = 0; c < width; c++) {
        row[c] = threshold[c] ? (row[c] >= 0.5f ? 1 : 0) : row[c];
      }
    }
    return scaled;
  }

  /** Returns raw conditions as the model sees them. */
  public float[][] conditions(RowMatrix raw) {
    raw.check("condition of row", conditions, false);
    return scaled(raw, condition, conditions);
  }

  private static float[][] scaled(RowMatrix raw, Optional<Scaling> how, int width) {
    ScalingArrays scaling = ScalingArrays.of(how.orElse(null));
    float[][] scaled = new float[raw.rows()][width];
    double[] row = new double[width];
    for (int r = 0; r < scaled.length; r++) {
      if (scaling == null) {
        raw.copyRow(r, scaled[r], 0);
      } else {
        raw.copyRow(r, row);
        scaling.scaleRow(row, scaled[r], 0);
      }
    }
    return scaled;
  }

  /** Returns what the model gave, in raw units, computed in double. */
  public double[][] raw(float[][] values) {
    ScalingArrays scaling = ScalingArrays.of(rows.orElse(null));
    double[][] raw = new double[values.length][width];
    for (int r = 0; r < raw.length; r++) {
      for (int c = 0; c < width; c++) {
        raw[r][c] = scaling == null ? values[r][c] : scaling.unscale(c, values[r][c]);
      }
    }
    return raw;
  }

  /** Returns the same, rounded to float. */
  public float[][] rawFloats(float[][] values) {
    return rows.isEmpty() ? values : floats(raw(values));
  }

  /** Returns numbers rounded to float. */
  public static float[][] floats(double[][] values) {
    float[][] rounded = new float[values.length][];
    for (int r = 0; r < rounded.length; r++) {
      rounded[r] = new float[values[r].length];
      for (int c = 0; c < rounded[r].length; c++) {
        rounded[r][c] = (float) values[r][c];
      }
    }
    return rounded;
  }
}
