package dev.vae.core.contract;

import static dev.vae.core.contract.Findings.require;

import dev.vae.core.plugin.Support;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** The rules on densities of elements: each is seen alone, the others stay where they are. */
final class DensityRules {
  static final int DRAWS = 8000;
  static final int SETTINGS = 3;

  /** Nearly all mass of densities without singularities; at the ends of [0, 1] some is missed. */
  static final double EXACT = 1e-5;

  private static final double NEAR_EDGES = 3e-3;

  /** Kolmogorov's bound that a right sampler exceeds once in 10,000 times. */
  private static final double KOLMOGOROV = 2.23;

  /** Levels such as 1/255 are rounded. */
  private static final double SAME_VALUE = 1e-9;

  /** How many standard errors are allowed. */
  static final double ERRORS = 5;

  private final LikelihoodBench subject;
  private final Bench bench;
  private final SameHeads same;
  private final int element;
  private final Support support;
  private final double[] values;

  /**
   * The rules on one element.
   *
   * @param element its place in a row
   */
  DensityRules(LikelihoodBench subject, int element) {
    this.subject = subject;
    this.bench = new Bench(subject, false);
    this.same = new SameHeads(subject, bench);
    this.element = element;
    this.support = subject.supports().get(element);
    this.values = subject.values()[element];
  }

  /** The element's density adds up to one. */
  void normalised() {
    for (int setting = 1; setting <= SETTINGS; setting++) {
      double total = integral(setting, x -> 1).value();
      require(
          Math.abs(total - 1) <= exactness(),
          String.format(
              Locale.ROOT,
              "the total%s is %.6g for %s",
              element == 0 ? "" : " of element " + element,
              total,
              same.heads(setting)));
    }
  }

  private double exactness() {
    return support.kind() == Support.Kind.UNIT_INTERVAL && values == null ? NEAR_EDGES : EXACT;
  }

  /**
   * An integral, or a sum.
   *
   * @param change how much the last refinement changed it
   */
  private record Integral(double value, double change) {}

  /** The expectation of a function of the element. */
  private Integral integral(int setting, DoubleUnaryOperator function) {
    double total = Double.NaN;
    double change = Double.NaN;
    for (int count = 257; count <= 4097 && !(change < 1e-7); count = 4 * count - 3) {
      double before = total;
      Nodes nodes = nodes(count, setting);
      double[] density = density(nodes, setting);
      total = 0;
      for (int i = 0; i < density.length; i++) {
        double weight = density[i] * nodes.weights()[i];
        total += weight == 0 ? 0 : weight * function.applyAsDouble(nodes.x()[i]);
      }
      change = Math.abs(total - before);
    }
    return new Integral(total, values == null ? change : 0);
  }

  /** Draws of the element have its distribution function, or its frequencies. */
  void draws() {
    for (int setting = 1; setting <= SETTINGS; setting++) {
      double[] drawn = column(same.result("sample", setting, DRAWS, null));
      Arrays.sort(drawn);
      Nodes nodes = nodes(4097, setting);
      double[] density = density(nodes, setting);
      boolean discrete = values != null || support.discrete();
      if (discrete) {
        frequencies(drawn, nodes.x(), density, setting);
      } else {
        distribution(drawn, nodes, density, setting);
      }
    }
  }

  private void frequencies(double[] drawn, double[] x, double[] probability, int setting) {
    int matched = 0;
    for (int i = 0; i < x.length; i++) {
      double value = x[i];
      int count = upTo(drawn, value + SAME_VALUE) - upTo(drawn, value - SAME_VALUE);
      matched += count;
      double p = probability[i];
      double allowed = ERRORS * Math.sqrt(p * (1 - p) / DRAWS) + 2.0 / DRAWS;
      require(
          Math.abs((double) count / DRAWS - p) <= allowed,
          String.format(
              Locale.ROOT,
              "%d of %d draws are %g, its probability is %.4g, for %s",
              count,
              DRAWS,
              value,
              p,
              same.heads(setting)));
    }
    require(
        matched == DRAWS,
        DRAWS
            - matched
            + " of "
            + DRAWS
            + " draws are outside the support, for "
            + same.heads(setting));
  }

  /** Kolmogorov and Smirnov's test. */
  private void distribution(double[] drawn, Nodes nodes, double[] density, int setting) {
    double sum = 0;
    double worst = 0;
    double at = 0;
    for (int i = 0; i + 1 < density.length; i++) {
      double piece = density[i] * nodes.weights()[i];
      double next = density[i + 1] * nodes.weights()[i + 1];
      double place = nodes.x()[i];
      int below = upTo(drawn, place);
      double off = Math.abs((double) below / DRAWS - (sum + piece / 2));
      if (!(off <= worst)) {
        worst = off;
        at = place;
      }
      sum += piece;
      require(!Double.isNaN(next), "the density is NaN at " + nodes.x()[i + 1]);
    }
    double last = drawn[DRAWS - 1];
    boolean inside = support.kind() == Support.Kind.REAL || drawn[0] >= 0;
    inside &= support.kind() != Support.Kind.UNIT_INTERVAL || last <= 1;
    require(inside && Double.isFinite(last), "draws from " + drawn[0] + " to " + last);
    double allowed = KOLMOGOROV / Math.sqrt(DRAWS) + NEAR_EDGES;
    require(
        worst <= allowed,
        String.format(
            Locale.ROOT,
            "the share of draws up to %.4g is %.3g off the density's, for %s",
            at,
            worst,
            same.heads(setting)));
  }

  private static int upTo(double[] sorted, double place) {
    int found = Arrays.binarySearch(sorted, place);
    return found < 0 ? -found - 1 : found;
  }

  /**
   * The average of draws is the mean, and so is the integral where it can be had.
   *
   * @param right whether the density is known to be one
   */
  void mean(double tolerance, boolean right) {
    for (int setting = 1; setting <= SETTINGS; setting++) {
      double[] drawn = column(same.result("sample", setting, DRAWS, null));
      double mean = same.result("mean", setting, 1, null)[element];
      Integral exact = integral(setting, x -> x);
      boolean had = right && exact.change() <= 1e-6 * (1 + Math.abs(exact.value()));
      require(
          !had || Math.abs(exact.value() - mean) <= exactness() * (10 + Math.abs(mean)) + tolerance,
          String.format(
              Locale.ROOT,
              "the integral of x p(x) is %.6g, mean() is %.6g, for %s",
              exact.value(),
              mean,
              same.heads(setting)));
      double average = Arrays.stream(drawn).average().orElseThrow();
      double variance = Arrays.stream(drawn).map(d -> (d - average) * (d - average)).sum() / DRAWS;
      double allowed = ERRORS * Math.sqrt(variance / DRAWS) + tolerance;
      require(
          Math.abs(average - mean) <= allowed,
          String.format(
              Locale.ROOT,
              "the average of %d draws is %.5g, mean() is %.5g, for %s",
              DRAWS,
              average,
              mean,
              same.heads(setting)));
    }
  }

  /** Other elements may hold anything, even NaN. */
  void elements() {
    int width = subject.event().elements();
    Map<String, double[]> numbers = bench.numbers(1, 1, 0);
    double[] x = numbers.get(LikelihoodBench.X);
    double[] before = bench.evaluate(numbers, 1).get("logProb");
    for (int changed = 0; changed < width; changed++) {
      double kept = x[changed];
      for (double other : new double[] {bench.inputs(same.x(), 1, 9)[changed], Double.NaN}) {
        x[changed] = other;
        double[] after = bench.evaluate(numbers, 1).get("logProb");
        for (int i = 0; i < width; i++) {
          require(
              i == changed || CommonRules.near(before[i], after[i]),
              String.format(
                  Locale.ROOT,
                  "element %d went from %.6g to %.6g when element %d became %g",
                  i,
                  before[i],
                  after[i],
                  changed,
                  other));
        }
      }
      x[changed] = kept;
    }
  }

  private Nodes nodes(int count, int setting) {
    if (values != null) {
      return Nodes.discrete(values);
    }
    double mean =
        support.kind() == Support.Kind.REAL ? same.result("mean", setting, 1, null)[element] : 0;
    Nodes nodes = Nodes.of(support, count, Double.isFinite(mean) ? mean : 0);
    require(
        nodes != null, "the kit does not know the values of a " + support + ": give values(...)");
    return nodes;
  }

  /** exp(logProb) of the element at the nodes, all else being equal. */
  private double[] density(Nodes nodes, int setting) {
    int width = subject.event().elements();
    int rows = nodes.x().length;
    double[] one = bench.inputs(same.x(), 1, setting);
    double[] all = new double[rows * width];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(one, 0, all, i * width, width);
      all[i * width + element] = nodes.x()[i];
    }
    double[] density = column(same.result("logProb", setting, rows, all));
    Arrays.setAll(density, i -> Math.exp(density[i]));
    return density;
  }

  private double[] column(double[] rows) {
    int width = subject.event().elements();
    double[] column = new double[rows.length / width];
    Arrays.setAll(column, i -> rows[i * width + element]);
    return column;
  }
}
