package dev.vae.data.tabular.encode;

import dev.vae.core.internal.linalg.ProbabilisticPca;
import dev.vae.data.table.column.Column;
import dev.vae.data.table.column.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Rows on a plane: their latents along the two directions in which they vary most, in groups by
 * what a column holds.
 *
 * @param colour the column that groups are of
 * @param groups the points of each, the largest first
 * @param explained the part of the latents' variance that each of the two directions has, 0 to 1
 */
public record LatentMap(String colour, List<Group> groups, double[] explained) {
  private static final int MOST_GROUPS = 8;
  private static final int MOST_POINTS = 5000;

  /**
   * Rows that have something in common.
   *
   * @param name what they have
   * @param points {@code [row][2]}
   */
  public record Group(String name, double[][] points) {}

  /** Copies the list. */
  public LatentMap {
    groups = List.copyOf(groups);
  }

  /**
   * Returns the map of rows; of more than 5,000, of so many at even distances.
   *
   * @param latents {@code [rows][d]}, at least two rows
   * @param column what rows are grouped by: its levels, or quarters of its numbers
   * @param values of that column, NaN where missing
   */
  public static LatentMap of(float[][] latents, Column column, double[] values) {
    if (latents.length < 2 || latents.length != values.length) {
      throw new IllegalArgumentException(
          "a map needs at least two rows with a value each; there are "
              + latents.length
              + " rows and "
              + values.length
              + " values");
    }
    int count = Math.min(MOST_POINTS, latents.length);
    double[][] rows = new double[count][];
    double[] own = new double[count];
    for (int i = 0; i < count; i++) {
      int at = (int) ((long) i * latents.length / count);
      rows[i] = new double[latents[at].length];
      for (int d = 0; d < rows[i].length; d++) {
        rows[i][d] = latents[at][d];
      }
      own[i] = values[at];
    }
    ProbabilisticPca pca = ProbabilisticPca.of(rows);
    double[] eigenvalues = pca.eigenvalues();
    double sum = Arrays.stream(eigenvalues).sum();
    double[] explained = new double[2];
    Arrays.setAll(explained, k -> k < eigenvalues.length && sum > 0 ? eigenvalues[k] / sum : 0);
    Map<String, List<double[]>> points = new LinkedHashMap<>();
    String[] names = names(column, own);
    double[] mean = pca.mean();
    double[][] axes = pca.axes();
    for (int i = 0; i < count; i++) {
      points.computeIfAbsent(names[i], n -> new ArrayList<>()).add(place(rows[i], mean, axes));
    }
    List<Group> groups = new ArrayList<>();
    points.forEach((name, all) -> groups.add(new Group(name, all.toArray(double[][]::new))));
    groups.sort(Comparator.comparingInt((Group g) -> -g.points().length));
    return new LatentMap(column.name(), groups, explained);
  }

  /**
   * Returns the map as an HTML page of its own: no script, and nothing from elsewhere.
   *
   * @param title what the rows are, as text
   */
  public String html(String title) {
    Objects.requireNonNull(title, "title");
    return LatentMapPage.html(this, title);
  }

  /** Along the two axes of most variance. */
  private static double[] place(double[] row, double[] mean, double[][] axes) {
    double[] place = new double[2];
    for (int k = 0; k < 2 && k < axes.length; k++) {
      for (int d = 0; d < row.length; d++) {
        place[k] += axes[k][d] * (row[d] - mean[d]);
      }
    }
    return place;
  }

  private static String[] names(Column column, double[] values) {
    String[] names = new String[values.length];
    if (column.type().hasLevels()) {
      List<Level> frequent = new ArrayList<>(column.levels());
      frequent.sort(Comparator.comparingLong((Level l) -> -l.count()));
      List<String> shown = frequent.stream().limit(MOST_GROUPS).map(Level::text).toList();
      for (int i = 0; i < names.length; i++) {
        String text = column.format(values[i]);
        names[i] = Double.isNaN(values[i]) ? "missing" : shown.contains(text) ? text : "others";
        names[i] = names[i].isEmpty() ? "blank" : names[i];
      }
      return names;
    }
    double[] sorted = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    for (int i = 0; i < names.length; i++) {
      int quarter = 0;
      while (quarter < 3 && values[i] > sorted[(quarter + 1) * (sorted.length - 1) / 4]) {
        quarter++;
      }
      names[i] =
          Double.isNaN(values[i])
              ? "missing"
              : "up to " + column.format(sorted[(quarter + 1) * (sorted.length - 1) / 4]);
    }
    return names;
  }
}
