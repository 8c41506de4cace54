package dev.vae.data.tabular.synthesize;

import java.util.Arrays;

/**
 * How alike two tables are, column by column and pair by pair, each from 0 to 1 = alike: the
 * definitions of SDMetrics' quality report. Missing values are left out.
 */
final class ColumnShapes {
  private static final int BINS = 10;

  private ColumnShapes() {}

  /** 1 − the Kolmogorov-Smirnov distance of numbers, 1 − the total variation of categories. */
  static double shape(ComparedTable real, ComparedTable other, int column) {
    return real.categorical(column)
        ? 1 - totalVariation(shares(real, column), shares(other, column))
        : 1 - kolmogorovSmirnov(real.columns()[column], other.columns()[column]);
  }

  /** The mean over all columns. */
  static double shape(ComparedTable real, ComparedTable other) {
    double sum = 0;
    for (int c = 0; c < real.width(); c++) {
      sum += shape(real, other, c);
    }
    return sum / real.width();
  }

  /**
   * Of two columns of numbers, 1 − half the difference of their correlations; else 1 − the total
   * variation of their joint shares, numbers cut into 10 bins of equal width.
   */
  static double trend(ComparedTable real, ComparedTable other, int first, int second) {
    if (!real.categorical(first) && !real.categorical(second)) {
      double difference =
          correlation(real.columns()[first], real.columns()[second])
              - correlation(other.columns()[first], other.columns()[second]);
      return 1 - Math.abs(difference) / 2;
    }
    Cut a = Cut.of(real, first);
    Cut b = Cut.of(real, second);
    return 1 - totalVariation(joint(real, first, a, second, b), joint(other, first, a, second, b));
  }

  /** The mean over all pairs; 1 for fewer than two columns. */
  static double trend(ComparedTable real, ComparedTable other) {
    double sum = 0;
    int pairs = 0;
    for (int a = 0; a < real.width(); a++) {
      for (int b = a + 1; b < real.width(); b++) {
        sum += trend(real, other, a, b);
        pairs++;
      }
    }
    return pairs == 0 ? 1 : sum / pairs;
  }

  /** The largest distance of two empirical distribution functions; 1 where one has no value. */
  static double kolmogorovSmirnov(double[] a, double[] b) {
    double[] x = sorted(a);
    double[] y = sorted(b);
    if (x.length == 0 || y.length == 0) {
      return x.length == y.length ? 0 : 1;
    }
    double most = 0;
    int i = 0;
    int j = 0;
    while (i < x.length && j < y.length) {
      double at = Math.min(x[i], y[j]);
      while (i < x.length && x[i] == at) {
        i++;
      }
      while (j < y.length && y[j] == at) {
        j++;
      }
      most = Math.max(most, Math.abs((double) i / x.length - (double) j / y.length));
    }
    return most;
  }

  /** The share of each level among the values that are there. */
  static double[] shares(ComparedTable table, int column) {
    double[] shares = new double[table.levels()[column]];
    double[] values = table.columns()[column];
    int seen = 0;
    for (double v : values) {
      if (v >= 0 && v < shares.length) {
        shares[(int) v]++;
        seen++;
      }
    }
    for (int l = 0; l < shares.length; l++) {
      shares[l] /= Math.max(1, seen);
    }
    return shares;
  }

  private static double totalVariation(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]);
    }
    return sum / 2;
  }

  static double correlation(double[] a, double[] b) {
    double n = 0;
    double meanA = 0;
    double meanB = 0;
    double squareA = 0;
    double squareB = 0;
    double product = 0;
    for (int i = 0; i < a.length; i++) {
      if (Double.isNaN(a[i]) || Double.isNaN(b[i])) {
        continue;
      }
      n++;
      double apartA = a[i] - meanA;
      meanA += apartA / n;
      double apartB = b[i] - meanB;
      meanB += apartB / n;
      squareA += apartA * (a[i] - meanA);
      squareB += apartB * (b[i] - meanB);
      product += apartA * (b[i] - meanB);
    }
    return squareA > 0 && squareB > 0 ? product / Math.sqrt(squareA * squareB) : 0;
  }

  private static double[] joint(ComparedTable table, int first, Cut a, int second, Cut b) {
    double[] shares = new double[a.cells() * b.cells()];
    int seen = 0;
    for (int i = 0; i < table.rows(); i++) {
      double x = table.columns()[first][i];
      double y = table.columns()[second][i];
      if (!Double.isNaN(x) && !Double.isNaN(y)) {
        shares[a.cell(x) * b.cells() + b.cell(y)]++;
        seen++;
      }
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= Math.max(1, seen);
    }
    return shares;
  }

  private static double[] sorted(double[] values) {
    return Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
  }

  /** How a column becomes cells; numbers beyond the real ones count as the outermost. */
  private record Cut(double low, double width, int cells) {
    static Cut of(ComparedTable real, int column) {
      if (real.categorical(column)) {
        return new Cut(0, 1, real.levels()[column]);
      }
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (double v : real.columns()[column]) {
        if (!Double.isNaN(v)) {
          low = Math.min(low, v);
          high = Math.max(high, v);
        }
      }
      return high > low ? new Cut(low, (high - low) / BINS, BINS) : new Cut(0, 1, 1);
    }

    int cell(double value) {
      return (int) Math.min(cells - 1, Math.max(0, Math.floor((value - low) / width)));
    }
  }
}
