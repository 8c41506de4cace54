package dev.vae.data.tabular.draws;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Columns that follow from another: wherever a column of categories has one level, the other has
 * one value, in all training rows. Such pairs, as of a city and its country, stay fixed.
 *
 * @param each the dependencies, none of whose targets is another's source
 */
public record Dependencies(List<Dependency> each) {
  private static final int MOST_LEVELS = 500;

  /** A level needs so many rows in the mean before chance does not explain it. */
  private static final int LEAST_ROWS = 10;

  /** Copies the list. */
  public Dependencies {
    each = List.copyOf(each);
  }

  /**
   * One dependency.
   *
   * @param source the column of categories
   * @param target the column that follows
   * @param values for each level of the source; NaN where it was never seen
   */
  public record Dependency(int source, int target, double[] values) {}

  /**
   * Finds them.
   *
   * @param rows {@code [rows][columns]}, NaN where missing
   * @param levels of each column of categories; 0 for numbers
   */
  public static Dependencies of(double[][] rows, int[] levels) {
    List<Dependency> found = new ArrayList<>();
    boolean[] follows = new boolean[levels.length];
    boolean[] leads = new boolean[levels.length];
    for (int source = 0; source < levels.length; source++) {
      if (levels[source] < 2 || levels[source] > MOST_LEVELS || follows[source]) {
        continue;
      }
      for (int target = 0; target < levels.length; target++) {
        if (target == source || follows[target] || leads[target]) {
          continue;
        }
        double[] values = values(rows, source, levels[source], target);
        if (values != null) {
          found.add(new Dependency(source, target, values));
          follows[target] = true;
          leads[source] = true;
        }
      }
    }
    return new Dependencies(found);
  }

  /** The target's value of each level; null where there is not just one, or all are alike. */
  private static double[] values(double[][] rows, int source, int levels, int target) {
    double[] values = new double[levels];
    Arrays.fill(values, Double.NaN);
    int seen = 0;
    int kinds = 0;
    boolean differ = false;
    double first = Double.NaN;
    for (double[] row : rows) {
      double value = row[target];
      if (Double.isNaN(row[source]) || Double.isNaN(value) || row[source] >= levels) {
        continue;
      }
      int level = (int) row[source];
      if (Double.isNaN(values[level])) {
        values[level] = value;
        kinds++;
      } else if (values[level] != value) {
        return null;
      }
      first = Double.isNaN(first) ? value : first;
      differ |= value != first;
      seen++;
    }
    return differ && seen >= LEAST_ROWS * kinds ? values : null;
  }

  /** Puts the targets of a row in place. */
  public void apply(double[] row) {
    for (Dependency d : each) {
      int level = (int) row[d.source];
      if (level >= 0 && level < d.values.length && !Double.isNaN(d.values[level])) {
        row[d.target] = d.values[level];
      }
    }
  }
}
