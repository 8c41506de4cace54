package dev.vae.core.estimate;

import java.util.Arrays;

/**
 * The largest of the weights of one row, and how heavy their tail is: the shape k of the
 * generalised Pareto distribution that fits them, as in Pareto-smoothed importance sampling
 * (Vehtari et al. 2024). From k = ½ on the weights have no variance; above 0.7 what the draws show
 * of it is far too little.
 */
final class ParetoTail {
  /** Fewer draws have no tail that could be judged. */
  static final int FEWEST = 25;

  /** Above this shape, errors that are estimated from the weights are too small. */
  static final double HEAVY = 0.7;

  /** In ascending order, as logarithms; the first is the threshold. */
  private final double[] largest;

  /** A tail of min(K / 5, 3 √K) of the weights. */
  ParetoTail(int samples) {
    double length = Math.ceil(Math.min(0.2 * samples, 3 * Math.sqrt(samples)));
    largest = new double[samples < FEWEST ? 0 : 1 + (int) length];
    Arrays.fill(largest, Double.NEGATIVE_INFINITY);
  }

  void add(double log) {
    if (largest.length > 0 && log > largest[0]) {
      int found = Arrays.binarySearch(largest, log);
      int place = found < 0 ? -found - 2 : found;
      System.arraycopy(largest, 1, largest, 0, place);
      largest[place] = log;
    }
  }

  /** Whether there are enough draws to tell. */
  boolean canTell() {
    return largest.length > 0;
  }

  /** Whether the tail is too heavy; false where there are too few draws to tell. */
  boolean isHeavy() {
    return canTell() && shape() > HEAVY;
  }

  /** The shape k, by Zhang and Stephens (2009) with a weak pull towards ½. */
  double shape() {
    int n = largest.length - 1;
    double top = largest[n];
    double[] x = new double[n];
    Arrays.setAll(x, i -> StrictMath.exp(largest[i + 1] - top) - StrictMath.exp(largest[0] - top));
    double quartile = x[(int) Math.floor(n / 4.0 + 0.5) - 1];
    if (!(x[n - 1] > 0)) {
      return Double.NEGATIVE_INFINITY;
    }
    if (!(quartile > 0)) {
      return Double.POSITIVE_INFINITY;
    }
    int count = 30 + (int) Math.floor(Math.sqrt(n));
    double[] b = new double[count];
    double[] fit = new double[count];
    for (int j = 0; j < count; j++) {
      b[j] = 1 / x[n - 1] + (1 - Math.sqrt(count / (j + 0.5))) / (3 * quartile);
      double k = meanLog(x, b[j]);
      fit[j] = n * (StrictMath.log(-b[j] / k) - k - 1);
    }
    double best = Arrays.stream(fit).max().orElseThrow();
    double sum = 0;
    double weighted = 0;
    for (int j = 0; j < count; j++) {
      double weight = StrictMath.exp(fit[j] - best);
      sum += weight;
      weighted += weight * b[j];
    }
    return (n * meanLog(x, weighted / sum) + 5) / (n + 10);
  }

  private static double meanLog(double[] x, double b) {
    double sum = 0;
    for (double each : x) {
      sum += StrictMath.log1p(-b * each);
    }
    return sum / x.length;
  }
}
