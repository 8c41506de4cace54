package dev.vae.core.internal.adapt;

import dev.vae.core.internal.rows.ScalingArrays;
import dev.vae.core.internal.text.Messages;
import dev.vae.core.plugin.Support;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.Scaling;
import dev.vae.core.spec.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Looks at the columns of a table for what the numbers of a model cannot hold. */
public final class Precision {
  /** Whole numbers up to here are all doubles. */
  private static final double LARGEST_WHOLE = 1L << 53;

  /** A mean of more deviations than this lies far from 0. */
  private static final double FAR = 20;

  private static final int MOST_COLUMNS = 1 << 12;
  private static final int MOST_VALUES = 1 << 22;
  private static final int MOST_ROWS = 1 << 16;
  private static final int MOST_NAMED = 8;

  private final Schema schema;
  private final List<Support> supports;
  private final ScalingArrays scaling;

  private Precision(Schema schema, List<Support> supports, Optional<Scaling> scaling) {
    this.schema = schema;
    this.supports = supports;
    this.scaling = ScalingArrays.of(scaling.orElse(null));
  }

  /**
   * Returns what a user should know, a sentence each.
   *
   * @param rows before they are scaled
   * @param scaling how they are
   */
  public static List<String> advice(
      Schema schema, List<Support> supports, Rows rows, Optional<Scaling> scaling) {
    List<String> advice = new ArrayList<>();
    TreeSet<String> twice = new TreeSet<>();
    Set<String> seen = new HashSet<>();
    for (String name : schema.columns()) {
      if (!seen.add(name)) {
        twice.add(name);
      }
    }
    if (!twice.isEmpty()) {
      advice.add(
          "several columns are called '"
              + Messages.shown(twice.first())
              + "': columns cannot be matched by name, so other files need the same order; better"
              + " rename all but one");
    }
    int width = supports.size();
    if (schema.kind() == Schema.Kind.TABLE && rows.event().rank() == 1 && width <= MOST_COLUMNS) {
      new Precision(schema, supports, scaling).look(columns(rows, width), advice);
    }
    return advice;
  }

  /** Observed values by column, those of all rows or of evenly spaced ones. */
  private static double[][] columns(Rows rows, int width) {
    int most = Math.min(MOST_ROWS, MOST_VALUES / width);
    long step = (rows.size() + most - 1) / most;
    int kept = Math.toIntExact((rows.size() + step - 1) / step);
    double[][] columns = new double[width][kept];
    long[] seen = {0};
    rows.forEachRow(
        (number, row) -> {
          if (seen[0] % step == 0 && seen[0] / step < kept) {
            for (int c = 0; c < width; c++) {
              columns[c][(int) (seen[0] / step)] = row[c];
            }
          }
          seen[0]++;
        });
    for (int c = 0; c < width; c++) {
      columns[c] = Arrays.stream(columns[c]).filter(v -> !Double.isNaN(v)).sorted().toArray();
    }
    return columns;
  }

  private void look(double[][] columns, List<String> advice) {
    List<String> far = new ArrayList<>();
    for (int c = 0; c < columns.length; c++) {
      double[] values = columns[c];
      if (values.length == 0 || schema.categories().containsKey(c)) {
        continue;
      }
      long past = Arrays.stream(values).filter(v -> Math.abs(v) >= LARGEST_WHOLE).count();
      if (past > 0 && Arrays.stream(values).allMatch(v -> v == Math.rint(v))) {
        advice.add(
            schema.column(c)
                + " holds whole numbers past 2^53, where neighbours are read as one value: leave it"
                + " out if they are ids, or write it in larger units");
      } else {
        cut(c, values).ifPresent(advice::add);
      }
      if (isFar(c, values)) {
        far.add(schema.column(c));
      }
    }
    if (!far.isEmpty()) {
      int more = far.size() - MOST_NAMED;
      advice.add(
          String.join(", ", far.subList(0, Math.min(MOST_NAMED, far.size())))
              + (more > 0 ? " and " + more + " more" : "")
              + (far.size() == 1 ? " lies" : " lie")
              + " far from 0 beside the spread of the values, which is hard to learn: standardise"
              + " (--standardize; in Java, Schema.withScaling(rows.scaling(supports)))");
    }
  }

  /** Whether many values that differ become one float. */
  private Optional<String> cut(int column, double[] sorted) {
    int different = 1;
    int left = 1;
    for (int i = 1; i < sorted.length; i++) {
      different += sorted[i] != sorted[i - 1] ? 1 : 0;
      left += seen(column, sorted[i]) != seen(column, sorted[i - 1]) ? 1 : 0;
    }
    if (different - left <= Math.max(2, different / 100)) {
      return Optional.empty();
    }
    return Optional.of(
        schema.column(column)
            + " has "
            + different
            + " different values, of which single precision tells "
            + left
            + " apart: "
            + (scaling == null
                ? "standardise it (--standardize; in Java, Schema.withScaling), or subtract a"
                    + " number near its mean"
                : "they are too close together beside their spread; take their logarithm, or split"
                    + " the column"));
  }

  private float seen(int column, double value) {
    return (float) (scaling == null ? value : scaling.scale(column, value));
  }

  private boolean isFar(int column, double[] values) {
    boolean standardised = schema.scaling().map(s -> s.mean().get(column) != 0).orElse(false);
    if (standardised || supports.get(column).kind() != Support.Kind.REAL) {
      return false;
    }
    double mean = Arrays.stream(values).average().orElse(0);
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    double deviation = Math.sqrt(squares / values.length);
    return deviation > 4 * Math.ulp(mean) && Math.abs(mean) > FAR * deviation;
  }
}
