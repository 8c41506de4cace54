package dev.vae.core.contract;

import static dev.vae.core.contract.Findings.require;

import dev.vae.core.contract.bench.LikelihoodBench;
import dev.vae.core.contract.bench.QuadratureNodes;
import dev.vae.core.contract.bench.SameHeads;
import dev.vae.core.contract.bench.Significance;
import dev.vae.core.contract.bench.TracedPart;
import dev.vae.core.plugin.Support;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.NullUnmarked;

/** The rules on densities of elements: each is seen alone, the others stay where they are. */
@NullUnmarked // no null leaves it
final class DensityRules {
  static final int DRAWS = 8_000;
  static final int SETTINGS = 3;

  /** Nearly all mass of densities without singularities; at the ends of [0, 1] some is missed. */
  static final double EXACT = 1e-5;

  private static final double NEAR_EDGES = 3e-3;

  /** Enough for a density with a kink, such as a narrow Laplace. */
  private static final int MOST_NODES = 16_385;

  /** How exact distribution functions of densities without singularities are. */
  private static final double NEARLY = 1e-4;

  /** Levels such as 1/255 are rounded to single precision. */
  static final double SAME_VALUE = 1e-6;

  private final LikelihoodBench subject;
  private final TracedPart bench;
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
    this.bench = new TracedPart(subject, false);
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
              "the total%s is %.6g, limit 1 ± %g, for %s",
              element == 0 ? "" : " of element " + element,
              total,
              exactness(),
              same.heads(setting)));
    }
  }

  private double exactness() {
    return isBounded() && values == null ? NEAR_EDGES : EXACT;
  }

  private boolean isBounded() {
    return support.kind() == Support.Kind.UNIT_INTERVAL || support.kind() == Support.Kind.INTERVAL;
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
    for (int count = 257; count <= MOST_NODES && !(change < 1e-7); count = 4 * count - 3) {
      double before = total;
      QuadratureNodes nodes = nodes(count, setting);
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

  /** What all elements are drawn as, for each setting; drawn when first asked for. */
  static final class Draws {
    private final SameHeads same;
    private final double[][] all = new double[SETTINGS + 1][];

    Draws(LikelihoodBench subject) {
      same = new SameHeads(subject, new TracedPart(subject, false));
    }

    private double[] of(int setting) {
      if (all[setting] == null) {
        all[setting] = same.result("sample", setting, DRAWS, null);
      }
      return all[setting];
    }
  }

  /** Draws of the element lie in its support. */
  void inside(Draws draws) {
    for (int setting = 1; setting <= SETTINGS; setting++) {
      double[] drawn = column(draws.of(setting));
      double[] outside = Arrays.stream(drawn).filter(x -> !isInside(x)).toArray();
      require(
          outside.length == 0,
          String.format(
              Locale.ROOT,
              "%d of %d draws%s are not %s, such as %.6g, limit 0, for %s",
              outside.length,
              DRAWS,
              element == 0 ? "" : " of element " + element,
              values == null ? support.describe() : "among " + Arrays.toString(values),
              outside.length == 0 ? 0 : outside[0],
              same.heads(setting)));
    }
  }

  /** Whether two rows have the same values. */
  static boolean same(double[] a, double[] b) {
    boolean same = true;
    for (int i = 0; i < a.length; i++) {
      same &= Math.abs(a[i] - b[i]) <= SAME_VALUE;
    }
    return same;
  }

  /** Ends are inside, as small numbers are rounded. */
  private boolean isInside(double x) {
    if (values != null) {
      return Arrays.stream(values).anyMatch(v -> Math.abs(v - x) <= SAME_VALUE);
    }
    return switch (support.kind()) {
      case BINARY -> x == 0 || x == 1;
      case POSITIVE -> x >= 0 && Double.isFinite(x);
      case REAL, UNIT_INTERVAL, INTERVAL, CIRCLE, COUNT, CATEGORY -> support.contains(x);
    };
  }

  /** Draws of the element have its distribution function, or its frequencies. */
  void draws(Draws draws) {
    for (int setting = 1; setting <= SETTINGS; setting++) {
      double[] drawn = column(draws.of(setting));
      Arrays.sort(drawn);
      String of = (element == 0 ? "" : " of element " + element) + ", for " + same.heads(setting);
      QuadratureNodes nodes = nodes(4097, setting);
      double[] density = density(nodes, setting);
      if (subject.spikes().length > 0) {
        drawn = withoutSpikes(drawn, setting, of);
        double share = 1 - Arrays.stream(spikes(setting)).sum();
        Arrays.setAll(density, i -> isSpike(nodes.x()[i]) ? 0 : density[i] / share);
      }
      Ranks ranks =
          values != null || support.discrete()
              ? Ranks.ofValues(nodes.x(), density)
              : Ranks.ofDensity(nodes, density);
      ranks.check(drawn, SETTINGS, isBounded() ? NEAR_EDGES : NEARLY, of);
    }
  }

  private boolean isSpike(double value) {
    return Arrays.stream(subject.spikes()).anyMatch(spike -> (float) spike == (float) value);
  }

  /** The probabilities of the single values. */
  private double[] spikes(int setting) {
    return density(QuadratureNodes.discrete(subject.spikes()), setting);
  }

  /** The draws that are none of the single values, which are there as often as they should be. */
  private double[] withoutSpikes(double[] drawn, int setting, String of) {
    Ranks.ofValues(subject.spikes(), spikes(setting))
        .frequencies(drawn, SETTINGS * subject.spikes().length, of);
    return Arrays.stream(drawn).filter(value -> !isSpike(value)).toArray();
  }

  /**
   * The integral is the mean where it can be had; else the average of draws is.
   *
   * @param right whether the density is known to be one
   * @param draws null if draws are known to be wrong
   */
  void mean(double tolerance, boolean right, Draws draws) {
    if (support.kind() == Support.Kind.CIRCLE) {
      if (right) {
        direction(tolerance);
      }
      return;
    }
    for (int setting = 1; setting <= SETTINGS; setting++) {
      double mean = same.result("mean", setting, 1, null)[element];
      Integral exact = integral(setting, x -> x);
      boolean had = right && exact.change() <= 1e-6 * (1 + Math.abs(exact.value()));
      if (had) {
        double limit = exactness() * (10 + Math.abs(mean)) + tolerance;
        require(
            Math.abs(exact.value() - mean) <= limit,
            String.format(
                Locale.ROOT,
                "the integral of x p(x) is %.6g, mean() is %.6g, limit %.2g apart, for %s",
                exact.value(),
                mean,
                limit,
                same.heads(setting)));
      } else if (draws != null) {
        DrawRules.Average.of(column(draws.of(setting)))
            .require(
                mean,
                Significance.standardErrors(SETTINGS),
                tolerance,
                "the average of " + DRAWS + " draws, where mean() says the other");
      }
    }
  }

  /** Of an angle, the mean is where the mean of the circle's points lies. */
  private void direction(double tolerance) {
    for (int setting = 1; setting <= SETTINGS; setting++) {
      double mean = same.result("mean", setting, 1, null)[element];
      double sine = integral(setting, Math::sin).value();
      double cosine = integral(setting, Math::cos).value();
      double exact = Math.atan2(sine, cosine);
      require(
          Math.hypot(sine, cosine) < 1e-3
              || Math.abs(Math.IEEEremainder(exact - mean, 2 * Math.PI)) <= 1e-4 + tolerance,
          String.format(
              Locale.ROOT,
              "the mean direction is %.6g, mean() is %.6g, for %s",
              exact,
              mean,
              same.heads(setting)));
    }
  }

  /** Other elements may hold anything, even NaN. */
  void elements() {
    int width = subject.event().elements();
    Map<String, double[]> values = bench.values(1, 1, 0);
    double[] x = values.get(LikelihoodBench.X);
    double[] before = bench.evaluate(values, 1).get("logProb");
    for (int changed = 0; changed < width; changed++) {
      double kept = x[changed];
      for (double other : new double[] {bench.inputs(same.x(), 1, 9)[changed], Double.NaN}) {
        x[changed] = other;
        double[] after = bench.evaluate(values, 1).get("logProb");
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

  private QuadratureNodes nodes(int count, int setting) {
    if (values != null) {
      return QuadratureNodes.discrete(values);
    }
    double mean =
        support.kind() == Support.Kind.REAL ? same.result("mean", setting, 1, null)[element] : 0;
    QuadratureNodes nodes = QuadratureNodes.of(support, count, Double.isFinite(mean) ? mean : 0);
    require(
        nodes != null, "the kit does not know the values of a " + support + ": give values(...)");
    return subject.spikes().length == 0 ? nodes : nodes.with(subject.spikes());
  }

  /** exp(logProb) of the element at the nodes, all else being equal. */
  private double[] density(QuadratureNodes nodes, int setting) {
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
