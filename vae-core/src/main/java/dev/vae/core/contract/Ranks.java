package dev.vae.core.contract;

import static dev.vae.core.contract.Findings.require;

import dev.vae.core.contract.bench.QuadratureNodes;
import dev.vae.core.contract.bench.Significance;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.NullUnmarked;

/**
 * What a distribution function makes of draws: numbers that are uniform between 0 and 1 if the
 * draws follow it. Neyman's smooth test (1937) looks at four of their moments, which tell draws
 * that are too low or high, too wide or narrow, lopsided or long-tailed; Kolmogorov and Smirnov's
 * at all of their distribution; and single values at their frequencies.
 *
 * @param x ascending
 * @param function the distribution function at x; for single values, in the middle of their step
 * @param probability of single values; null for a density
 */
@NullUnmarked // no null leaves it
record Ranks(double[] x, double[] function, double[] probability) {
  private static final int MOMENTS = 4;
  private static final String[][] WORDS = {
    {"lower", "higher"},
    {"narrower", "wider"},
    {"longer on the left", "longer on the right"},
    {"less extreme", "more extreme"},
  };

  static Ranks ofDensity(QuadratureNodes nodes, double[] density) {
    double[] function = new double[density.length];
    double sum = 0;
    for (int i = 0; i < density.length; i++) {
      double piece = density[i] * nodes.weights()[i];
      function[i] = sum + piece / 2;
      sum += piece;
      require(!Double.isNaN(sum), "the density is NaN at " + nodes.x()[i]);
    }
    return new Ranks(nodes.x(), function, null);
  }

  static Ranks ofValues(double[] values, double[] probability) {
    double[] function = new double[values.length];
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      function[i] = sum + probability[i] / 2;
      sum += probability[i];
    }
    return new Ranks(values, function, probability);
  }

  /**
   * Throws if sorted draws do not follow it.
   *
   * @param times how often this is done in all
   * @param tolerance how exact the distribution function is
   * @param of what was drawn, for the message
   */
  void check(double[] drawn, int times, double tolerance, String of) {
    double[] ranks = new double[drawn.length];
    Arrays.setAll(ranks, n -> rank(drawn[n]));
    for (int moment = 1; moment <= MOMENTS; moment++) {
      moment(ranks, moment, Significance.standardErrors(2 * MOMENTS * times), tolerance, of);
    }
    if (probability == null) {
      distance(ranks, Significance.distance(drawn.length, 2 * times) + tolerance, of);
    } else {
      frequencies(drawn, 2 * times * x.length, of);
    }
  }

  /** The distribution function of a draw, between nodes on a straight line. */
  private double rank(double draw) {
    int found = Arrays.binarySearch(x, draw);
    if (found >= 0) {
      return function[found];
    }
    int above = -found - 1;
    if (probability != null) {
      int nearest = above > 0 && close(above - 1, draw) ? above - 1 : above;
      return nearest < x.length ? function[nearest] : 1;
    }
    if (above == 0 || above == x.length) {
      return above == 0 ? 0 : 1;
    }
    double share = (draw - x[above - 1]) / (x[above] - x[above - 1]);
    return function[above - 1] + share * (function[above] - function[above - 1]);
  }

  private boolean close(int value, double draw) {
    return Math.abs(x[value] - draw) <= DensityRules.SAME_VALUE;
  }

  private void moment(double[] ranks, int moment, double errors, double tolerance, String of) {
    double mean = 0;
    double variance = 1;
    if (probability != null) {
      variance = 0;
      for (int i = 0; i < x.length; i++) {
        double value = legendre(moment, function[i]);
        mean += probability[i] * value;
        variance += probability[i] * value * value;
      }
      variance = Math.max(0, variance - mean * mean);
    }
    double average = Arrays.stream(ranks).map(u -> legendre(moment, u)).average().orElseThrow();
    double limit =
        errors * Math.sqrt(variance / ranks.length) + tolerance * Math.sqrt(2 * moment + 1);
    String how = WORDS[moment - 1][average < mean ? 0 : 1];
    require(
        Math.abs(average - mean) <= limit,
        String.format(
            Locale.ROOT,
            "%d draws are %s than the density says: moment %d of their ranks is %.3g instead of"
                + " %.3g, limit ± %.2g%s",
            ranks.length,
            how,
            moment,
            average,
            mean,
            limit,
            of));
  }

  /** Legendre's polynomials on [0, 1], of mean 0 and variance 1. */
  private static double legendre(int order, double u) {
    double t = 2 * u - 1;
    double value =
        switch (order) {
          case 1 -> t;
          case 2 -> (3 * t * t - 1) / 2;
          case 3 -> (5 * t * t - 3) * t / 2;
          default -> ((35 * t * t - 30) * t * t + 3) / 8;
        };
    return Math.sqrt(2 * order + 1) * value;
  }

  private static void distance(double[] sorted, double limit, String of) {
    double worst = 0;
    for (int n = 0; n < sorted.length; n++) {
      double up = (n + 1.0) / sorted.length - sorted[n];
      worst = Math.max(worst, Math.max(up, sorted[n] - (double) n / sorted.length));
    }
    require(
        worst <= limit,
        String.format(
            Locale.ROOT,
            "the distribution function of %d draws is %.3g off the density's, limit %.2g%s",
            sorted.length,
            worst,
            limit,
            of));
  }

  /** Throws if single values are drawn more or less often than their probability says. */
  void frequencies(double[] drawn, int comparisons, String of) {
    for (int i = 0; i < x.length; i++) {
      int count =
          upTo(drawn, x[i] + DensityRules.SAME_VALUE) - upTo(drawn, x[i] - DensityRules.SAME_VALUE);
      require(
          Significance.likely(count, drawn.length, probability[i], comparisons),
          String.format(
              Locale.ROOT,
              "%d of %d draws are %g, its probability is %.4g; that chance is below %.0e%s",
              count,
              drawn.length,
              x[i],
              probability[i],
              Significance.LEVEL,
              of));
    }
  }

  private static int upTo(double[] sorted, double place) {
    int found = Arrays.binarySearch(sorted, place);
    return found < 0 ? -found - 1 : found;
  }
}
