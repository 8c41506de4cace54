package dev.vae.core.rows;

import dev.vae.core.internal.text.Messages;
import dev.vae.core.plugin.Support;
import dev.vae.core.spec.Scaling;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Fits a {@link Scaling} to rows. */
final class Scalings {
  private Scalings() {}

  /** See {@link Rows#scaling(List)}. */
  static Scaling of(Rows rows, List<Support> supports) {
    int width = rows.event().elements();
    if (Objects.requireNonNull(supports, "supports").size() != width) {
      throw new IllegalArgumentException(
          Messages.count(supports.size(), "support")
              + " for rows of "
              + Messages.count(width, "value"));
    }
    for (Support support : supports) {
      Objects.requireNonNull(support, "one of the supports");
    }
    Moments all = moments(rows, width);
    List<Double> means = new ArrayList<>();
    List<Double> deviations = new ArrayList<>();
    for (int c = 0; c < width; c++) {
      double mean = all.mean[c];
      double deviation = Math.sqrt(all.variance[c]);
      // less is the rounding of the values themselves
      boolean varies = deviation > 4 * Math.ulp(mean);
      boolean positive = mean > 0 && Double.isFinite(mean);
      switch (supports.get(c).kind()) {
        case REAL -> {
          means.add(mean);
          deviations.add(varies ? deviation : 1.0);
        }
        case POSITIVE -> {
          means.add(0.0);
          deviations.add(positive ? mean : 1.0);
        }
        case BINARY, UNIT_INTERVAL, INTERVAL, CIRCLE, COUNT, CATEGORY -> {
          means.add(0.0);
          deviations.add(1.0);
        }
      }
    }
    return new Scaling(means, deviations);
  }

  /** Means and population variances by column, 0 where no value was observed. */
  private record Moments(double[] mean, double[] variance) {}

  private static Moments moments(Rows rows, int width) {
    double[] mean = new double[width];
    double[] variance = new double[width];
    if (rows instanceof DescribedRows described) {
      List<? extends ColumnStatistics> columns = described.columnSummaries();
      for (int c = 0; c < width; c++) {
        boolean seen = !Double.isNaN(columns.get(c).mean());
        mean[c] = seen ? columns.get(c).mean() : 0;
        variance[c] = seen ? columns.get(c).variance() : 0;
      }
      return new Moments(mean, variance);
    }
    double[] count = new double[width];
    rows.forEachRow(
        (number, row) -> {
          for (int c = 0; c < width; c++) {
            if (!Double.isNaN(row[c])) {
              // Welford (1962): stable for columns far from zero
              double before = row[c] - mean[c];
              mean[c] += before / ++count[c];
              variance[c] += before * (row[c] - mean[c]);
            }
          }
        });
    for (int c = 0; c < width; c++) {
      variance[c] = count[c] == 0 ? 0 : variance[c] / count[c];
    }
    return new Moments(mean, variance);
  }
}
