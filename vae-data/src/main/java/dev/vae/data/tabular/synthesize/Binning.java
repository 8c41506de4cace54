package dev.vae.data.tabular.synthesize;

import java.util.Arrays;
import org.jspecify.annotations.NullUnmarked;

/** How the values of a column become a few numbers, in an order that splits respect. */
@NullUnmarked // no null leaves it
final class Binning {
  private final double[] bounds;
  private final byte[] ofLevel;

  private Binning(double[] bounds, byte[] ofLevel) {
    this.bounds = bounds;
    this.ofLevel = ofLevel;
  }

  /**
   * Bins of even share for numbers; for categories, levels in the order of their share of yes.
   *
   * @param levels how many, numbered from 0; 0 for a column of numbers
   * @param most bins, at most 127
   */
  static Binning of(double[] values, int levels, boolean[] yes, int most) {
    return levels == 0 ? numbers(values, most) : categories(values, levels, yes, most);
  }

  private static Binning numbers(double[] values, int most) {
    double[] seen = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    double[] distinct = Arrays.stream(seen).distinct().toArray();
    double[] bounds;
    if (distinct.length <= most - 2) {
      bounds = distinct;
    } else {
      double[] even = new double[most - 2];
      for (int b = 0; b < even.length; b++) {
        even[b] = seen[(int) ((b + 1L) * seen.length / (even.length + 1))];
      }
      bounds = Arrays.stream(even).distinct().toArray();
    }
    return new Binning(bounds, null);
  }

  private static Binning categories(double[] values, int levels, boolean[] yes, int most) {
    double[] count = new double[levels];
    double[] positive = new double[levels];
    for (int i = 0; i < values.length; i++) {
      int level = Double.isNaN(values[i]) ? -1 : (int) values[i];
      if (level >= 0 && level < levels) {
        count[level]++;
        positive[level] += yes[i] ? 1 : 0;
      }
    }
    Integer[] order = new Integer[levels];
    Arrays.setAll(order, l -> l);
    Arrays.sort(
        order,
        (a, b) ->
            Double.compare((positive[a] + 1) / (count[a] + 2), (positive[b] + 1) / (count[b] + 2)));
    byte[] ofLevel = new byte[levels];
    for (int i = 0; i < levels; i++) {
      ofLevel[order[i]] = (byte) (1 + (long) i * (most - 1) / levels);
    }
    return new Binning(null, ofLevel);
  }

  /** The bin of each value; 0 for those missing, and for unknown levels. */
  byte[] bins(double[] values) {
    byte[] bins = new byte[values.length];
    for (int i = 0; i < bins.length; i++) {
      double v = values[i];
      if (Double.isNaN(v)) {
        bins[i] = 0;
      } else if (ofLevel != null) {
        bins[i] = v >= 0 && v < ofLevel.length ? ofLevel[(int) v] : 0;
      } else {
        int at = Arrays.binarySearch(bounds, v);
        bins[i] = (byte) (1 + (at >= 0 ? at : -at - 1));
      }
    }
    return bins;
  }
}
