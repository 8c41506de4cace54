package dev.vae.cli.reproduce;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * A distribution of one value in double precision, by its log-density alone: moments and the
 * distribution function are sums over points, so a density that does not integrate to 1 shows.
 */
final class TrueDistribution {
  /** How many points a density is summed over. */
  private static final int POINTS = 20_001;

  /** Points reach sinh(this) widths to both sides: for tails such as those of Student's t. */
  private static final double REACH = 25;

  private final DoubleUnaryOperator logProb;
  private final double[] points;
  private final double[] upTo;
  private final double mass;
  private final double mean;
  private final double variance;
  private final double kurtosis;
  private final boolean discrete;

  private TrueDistribution(
      DoubleUnaryOperator logProb, double[] points, double[] masses, boolean discrete) {
    this.logProb = logProb;
    this.points = points;
    this.discrete = discrete;
    this.mass = Arrays.stream(masses).sum();
    this.mean = moment(masses, 0, 1);
    this.variance = moment(masses, mean, 2);
    this.kurtosis = moment(masses, mean, 4) / (variance * variance);
    this.upTo = new double[masses.length];
    double sum = 0;
    for (int i = 0; i < masses.length; i++) {
      upTo[i] = sum + (discrete ? masses[i] : masses[i] / 2);
      sum += masses[i];
    }
  }

  private double moment(double[] masses, double about, int power) {
    double sum = 0;
    for (int i = 0; i < masses.length; i++) {
      if (masses[i] > 0) {
        double apart = points[i] - about;
        sum +=
            masses[i] * (power == 1 ? apart : power == 2 ? apart * apart : square(apart * apart));
      }
    }
    return sum / mass;
  }

  private static double square(double x) {
    return x * x;
  }

  /** One of the values first, first + step, ..., last. */
  static TrueDistribution discrete(
      double first, double last, double step, DoubleUnaryOperator logProb) {
    return discrete(first, last, step, 1, logProb);
  }

  private static TrueDistribution discrete(
      double first, double last, double step, double each, DoubleUnaryOperator logProb) {
    int count = (int) Math.round((last - first) / step) + 1;
    double[] points = new double[count];
    Arrays.setAll(points, i -> first + i * step);
    double[] masses =
        Arrays.stream(points).map(x -> each * Math.exp(logProb.applyAsDouble(x))).toArray();
    return new TrueDistribution(logProb, points, masses, true);
  }

  /** Counts up to a limit, around a centre; where there are very many, every so manieth. */
  static TrueDistribution counts(
      double centre, double deviation, double limit, DoubleUnaryOperator logProb) {
    double first = Math.max(0, Math.floor(centre - 40 * deviation));
    double last = Math.min(limit, Math.ceil(centre + 60 * deviation + 60));
    double step = Math.max(1, Math.ceil((last - first) / 1e6));
    double end = first + Math.floor((last - first) / step) * step;
    return discrete(first, end, step, step, logProb);
  }

  /**
   * A density.
   *
   * @param value of a point u of an axis without ends
   * @param logDensity of u
   * @param centre where on that axis the mass is, and
   * @param width how wide
   * @param logProb the log-density of values
   */
  static TrueDistribution density(
      DoubleUnaryOperator value,
      DoubleUnaryOperator logDensity,
      double centre,
      double width,
      DoubleUnaryOperator logProb) {
    double step = 2 * REACH / (POINTS - 1);
    double[] points = new double[POINTS];
    double[] masses = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      double t = (i - POINTS / 2) * step;
      double u = centre + width * Math.sinh(t);
      points[i] = value.applyAsDouble(u);
      masses[i] = Math.exp(logDensity.applyAsDouble(u)) * width * Math.cosh(t) * step;
      masses[i] = Double.isNaN(masses[i]) || Double.isInfinite(points[i]) ? 0 : masses[i];
    }
    return new TrueDistribution(logProb, points, masses, false);
  }

  /** log p(x). */
  double logProb(double x) {
    return logProb.applyAsDouble(x);
  }

  /** What all probabilities add up to, which should be 1. */
  double mass() {
    return mass;
  }

  double mean() {
    return mean;
  }

  double variance() {
    return variance;
  }

  /** The fourth central moment over the squared variance. */
  double kurtosis() {
    return kurtosis;
  }

  /** P(X ≤ x). */
  double upTo(double x) {
    int at = Arrays.binarySearch(points, x);
    if (at >= 0) {
      while (at + 1 < points.length && points[at + 1] <= x) {
        at++;
      }
      return upTo[at] / mass;
    }
    int next = -at - 1;
    if (next == 0) {
      return 0;
    }
    if (next == points.length) {
      return 1;
    }
    if (discrete) {
      return upTo[next - 1] / mass;
    }
    double share = (x - points[next - 1]) / (points[next] - points[next - 1]);
    return (upTo[next - 1] + share * (upTo[next] - upTo[next - 1])) / mass;
  }

  /** The value that a share of the mass lies below. */
  double quantile(double share) {
    int at = 0;
    while (at < points.length - 1 && upTo[at] < share * mass) {
      at++;
    }
    return points[at];
  }
}
